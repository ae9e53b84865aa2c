package dev.linerate.doctor.state;

import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import java.util.List;

/**
 * A forwarding entry of a tunnel: frames to {@code mac} go to the host {@code remote}.
 *
 * @param mac all zero for every frame that no other entry is for
 */
public record Forwarding(String mac, String device, String remote, String state) {
  private static final String ANY = "00:00:00:00:00:00";

  /** What is asked. */
  public static Reading reading(Patient patient) {
    return patient.ask("bridge", "-json", "fdb", "show");
  }

  /**
   * All entries of a place that lead to another host.
   *
   * @throws dev.linerate.fault.LinerateException when they cannot be read
   */
  public static List<Forwarding> all(Patient patient) {
    return Tables.rows(reading(patient)).stream()
        .filter(row -> row.path("dst").isString())
        .map(row ->
            new Forwarding(
                row.path("mac").asString(""),
                row.path("ifname").asString(""),
                row.path("dst").asString(""),
                row.path("state").asString("")))
        .toList();
  }

  /** Whether it is for every frame that no other entry is for. */
  public boolean any() {
    return mac.equals(ANY);
  }

  /** In the words of bridge(8). */
  public String line() {
    return mac + " dev " + device + " dst " + remote + (state.isEmpty() ? "" : " " + state);
  }
}
