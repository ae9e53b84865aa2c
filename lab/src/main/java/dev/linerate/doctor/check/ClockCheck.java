package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which clock the kernel reads. One outside of the processor costs a microsecond and more for each
 * of the time stamps that every packet gets (Documentation/timers/timekeeping.rst).
 */
final class ClockCheck implements HostCheck {
  private static final String FOLDER = "/sys/devices/system/clocksource/clocksource0/";
  private static final String CURRENT = FOLDER + "current_clocksource";
  private static final String AVAILABLE = FOLDER + "available_clocksource";
  private static final Set<String> SLOW =
      Set.of("hpet", "acpi_pm", "pit", "jiffies", "refined-jiffies");

  @Override
  public String name() {
    return "clock source";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.CLOCK);
  }

  @Override
  public Verdict examine(Patient patient) {
    Reading current = patient.file(CURRENT);
    String clock = current.require().strip();
    return Verdict.of(
        SLOW.contains(clock) ? List.of(diagnosis(patient, current, clock)) : List.of());
  }

  private static Diagnosis diagnosis(Patient patient, Reading current, String clock) {
    Reading available = patient.file(AVAILABLE);
    Optional<String> faster =
        Arrays.stream(available.text().orElse("").strip().split("\\s+", -1))
            .filter(other -> !other.isEmpty() && !SLOW.contains(other))
            .findFirst();
    return new Diagnosis(
        Fault.CLOCK,
        patient.place(),
        "all traffic costs more processor time than it must",
        List.of(current.evidence(clock), available.evidence(available.text().orElse("?"))),
        "The kernel reads the time from " + clock + ", outside of the processor",
        faster
            .map(better -> Remedy.cure("Let it read " + better, cure(better, clock)))
            .orElseGet(() ->
                Remedy.byHand(
                    "The kernel trusts no faster clock here: look for \"clocksource\" in its log",
                    "sudo dmesg | grep -i clocksource")));
  }

  private static Cure cure(String better, String old) {
    return Cure.safe(List.of(Cures.write(CURRENT, better)), List.of(Cures.write(CURRENT, old)));
  }
}
