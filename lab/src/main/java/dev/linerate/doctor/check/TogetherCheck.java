package dev.linerate.doctor.check;

import dev.linerate.doctor.Check;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One thing that only shows when several hosts are looked at together. */
interface TogetherCheck {
  String name();

  Set<Fault> faults();

  /** As {@link Check#examine}. */
  Verdict examine(List<Patient> patients);

  /** The check of these hosts. */
  default Check on(List<Patient> patients) {
    return new GroupCheck(this, List.copyOf(patients));
  }

  /** A check and whom it is for. */
  record GroupCheck(TogetherCheck check, List<Patient> patients) implements Check {
    @Override
    public String name() {
      return check.name();
    }

    @Override
    public String place() {
      return patients.stream().map(Patient::place).collect(Collectors.joining("+"));
    }

    @Override
    public Set<Fault> faults() {
      return check.faults();
    }

    @Override
    public Verdict examine() {
      return check.examine(patients);
    }
  }
}
