package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Patient;
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

  /** Writes into a file of the kernel's. */
  static Command write(String path, String value) {
    return Command.of("tee", path).reading(value);
  }
}
