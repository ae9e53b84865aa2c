package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.host.Command;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whether processors are told to run slowly (Documentation/admin-guide/pm/cpufreq.rst). With
 * intel_pstate and amd-pstate in their active mode, {@code powersave} is the ordinary governor and
 * the energy preference says how hard it saves.
 */
final class GovernorCheck implements HostCheck {
  private static final String CPU = "/sys/devices/system/cpu/";

  @Override
  public String name() {
    return "frequency governor";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.GOVERNOR);
  }

  @Override
  public Verdict examine(Patient patient) {
    String driver = read(patient, 0, "scaling_driver");
    if (driver.isEmpty()) {
      return new Verdict.NotHere("no frequency scaling that this kernel controls");
    }
    boolean active = driver.equals("intel_pstate") || driver.startsWith("amd-pstate-epp");
    String file = active ? "energy_performance_preference" : "scaling_governor";
    String sick = active ? "power" : "powersave";
    List<Integer> slow = new ArrayList<>();
    for (int core = 0; !read(patient, core, "scaling_driver").isEmpty(); core++) {
      if (read(patient, core, file).equals(sick)) {
        slow.add(core);
      }
    }
    return Verdict.of(slow.isEmpty() ? List.of() : List.of(diagnosis(patient, file, sick, slow)));
  }

  private static Diagnosis diagnosis(
      Patient patient, String file, String sick, List<Integer> slow) {
    String better = "performance";
    List<Command> apply = new ArrayList<>();
    List<Command> undo = new ArrayList<>();
    for (int core : slow) {
      apply.add(Cures.write(path(core, file), better));
      undo.add(Cures.write(path(core, file), sick));
    }
    return new Diagnosis(
        Fault.GOVERNOR,
        patient.place(),
        "rates are low, and differ from trial to trial",
        List.of(new Evidence("cat " + path(slow.getFirst(), file), sick)),
        slow.size() + " cores are told to save power",
        Remedy.cure("Let them run at full speed while you measure", Cure.safe(apply, undo)));
  }

  private static String path(int core, String file) {
    return CPU + "cpu" + core + "/cpufreq/" + file;
  }

  private static String read(Patient patient, int core, String file) {
    return patient.file(path(core, file)).text().orElse("").strip();
  }
}
