package dev.linerate.result;

import java.util.List;

/**
 * A fault that the doctor found when a case yielded nothing, stalled or failed, while its networks
 * were still there.
 *
 * @param id stable: {@code LR-MTU-01}
 * @param severity {@code error} or {@code warning}
 * @param place where: {@code h1}, {@code h1 container o1 eth0}
 * @param evidence each the command and the telling line of its answer
 * @param commands the remedy to be typed
 */
public record DoctorFinding(
    String id,
    String severity,
    String place,
    String symptom,
    List<String> evidence,
    String cause,
    String remedy,
    List<String> commands) {
  public DoctorFinding {
    evidence = List.copyOf(evidence);
    commands = List.copyOf(commands);
  }
}
