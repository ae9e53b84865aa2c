package dev.linerate.doctor;

import java.util.Set;

/** One thing that can be looked at on any host: a check without its place. */
public interface HostCheck {
  String name();

  Set<Fault> faults();

  /** As {@link Check#examine}. */
  Verdict examine(Patient patient);

  /** The check of one host. */
  default Check on(Patient patient) {
    return new PatientCheck(this, patient);
  }

  /** A check and whom it is for. */
  record PatientCheck(HostCheck check, Patient patient) implements Check {
    @Override
    public String name() {
      return check.name();
    }

    @Override
    public String place() {
      return patient.place();
    }

    @Override
    public Set<Fault> faults() {
      return check.faults();
    }

    @Override
    public Verdict examine() {
      return check.examine(patient);
    }
  }
}
