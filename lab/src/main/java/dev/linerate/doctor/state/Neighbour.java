package dev.linerate.doctor.state;

import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import java.util.List;

/**
 * An entry of the neighbour (ARP) table.
 *
 * @param mac empty while it is not known
 */
public record Neighbour(String address, String device, String mac, List<String> states) {
  public Neighbour {
    states = List.copyOf(states);
  }

  /** What is asked. */
  public static Reading reading(Patient patient) {
    return patient.ask("ip", "-json", "-4", "neigh");
  }

  /**
   * All entries of a place.
   *
   * @throws dev.linerate.fault.LinerateException when they cannot be read
   */
  public static List<Neighbour> all(Patient patient) {
    return Tables.rows(reading(patient)).stream()
        .map(row ->
            new Neighbour(
                row.path("dst").asString(""),
                row.path("dev").asString(""),
                row.path("lladdr").asString(""),
                Tables.words(row.path("state"))))
        .toList();
  }

  public boolean permanent() {
    return states.contains("PERMANENT");
  }

  /** In the words of ip-neighbour(8). */
  public String line() {
    return address
        + " dev "
        + device
        + (mac.isEmpty() ? "" : " lladdr " + mac)
        + " "
        + String.join(",", states);
  }
}
