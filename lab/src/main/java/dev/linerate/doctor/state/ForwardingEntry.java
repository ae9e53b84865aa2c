package dev.linerate.doctor.state;

import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An entry of a bridge's or tunnel's forwarding table, as {@code bridge -json fdb show} tells it.
 *
 * @param remote the host that a tunnel sends frames for it to
 * @param state {@code permanent}, {@code static}, or empty for one that was learned
 */
public record ForwardingEntry(String mac, String device, Optional<String> remote, String state) {
  /** The address of an entry for every frame that no other entry is for. */
  public static final String ANY = "00:00:00:00:00:00";

  /** What is asked. */
  public static Reading reading(Patient patient) {
    return patient.ask("bridge", "-json", "fdb", "show");
  }

  /**
   * All entries of a place.
   *
   * @throws dev.linerate.fault.LinerateException when they cannot be read
   */
  public static List<ForwardingEntry> all(Patient patient) {
    return Tables.rows(reading(patient)).stream().map(ForwardingEntry::of).toList();
  }

  private static ForwardingEntry of(JsonNode row) {
    JsonNode remote = row.path("dst");
    return new ForwardingEntry(
        row.path("mac").asString(""),
        row.path("ifname").asString(""),
        remote.isString() ? Optional.of(remote.asString()) : Optional.empty(),
        row.path("state").asString(""));
  }

  /** Whether it is for every frame that no other entry is for. */
  public boolean any() {
    return mac.equals(ANY);
  }

  /** In the words of bridge(8). */
  public String line() {
    return mac + " dev " + device + remote.map(r -> " dst " + r).orElse("") + " " + state;
  }
}
