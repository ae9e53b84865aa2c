package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.host.Command;
import java.util.List;

/** Cures that several checks have in common. */
final class Cures {
  private Cures() {}

  /** Sets a kernel parameter; taken back by its old value. */
  static Cure sysctl(Patient patient, String key, String value, String old) {
    return Cure.safe(
        List.of(patient.command("sysctl", "-w", key + "=" + value)),
        List.of(patient.command("sysctl", "-w", key + "=" + old)));
  }

  /** For a daemon of a lab host's own that has ended: it is linerate's to start. */
  static Remedy labs(Patient patient, String daemon) {
    return patient
        .start(daemon)
        .map(start -> Remedy.cure("Start it again", Cure.safe(List.of(start), List.of())))
        .orElseGet(() -> Remedy.byHand("Start it again", "linerate lab start " + daemon));
  }

  /** Writes into a file of the kernel's. */
  static Command write(String path, String value) {
    return Command.of("tee", path).reading(value);
  }
}
