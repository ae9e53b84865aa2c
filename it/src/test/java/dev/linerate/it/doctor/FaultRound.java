package dev.linerate.it.doctor;

import dev.linerate.breakage.Breakage;
import dev.linerate.breakage.Scene;
import dev.linerate.doctor.Consultation;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;

/**
 * A lab is broken, looked at, cured and mended.
 *
 * @param assertions about all of it, to be asserted
 */
record FaultRound(MatrixRow row, SoftAssertions assertions) {
  /** With these, what flowed goes on flowing: they show in what is done next. */
  private static final Set<String> QUIET =
      Set.of(
          "small-buffers",
          "ovs-datapath",
          "docker-down",
          "chains-flushed",
          "stale-vxlan",
          "stale-sandbox",
          "swarm-join",
          "swarm-node",
          "vxlan-id",
          "iptables-mode",
          "swarm-ports",
          "leftovers");

  /** Cures that are not for this test to try: what the matrix says of them. */
  private static final Map<Fault, String> OF_THE_MACHINE =
      Map.of(
          Fault.LEFTOVERS, "`linerate cleanup`, not tried",
          Fault.CONNTRACK_FULL, "raises the machine's limit, not tried",
          // this test holds the lab's lock, which that wants: DoctorIT tries it
          Fault.DOCKER_DOWN, "`linerate lab start docker`",
          Fault.OVS_DOWN, "`linerate lab start ovs`");

  static FaultRound of(Breakage breakage, FaultLab lab) {
    SoftAssertions assertions = new SoftAssertions();
    Scene scene = breakage.scene();
    List<Diagnosis> found = List.of();
    String cure = "";
    boolean quiet = QUIET.contains(breakage.name());
    boolean again = false;
    lab.broken().make(breakage, Optional.empty());
    try {
      boolean flows = quiet ? lab.flowsAgain(scene) : lab.flows(scene);
      assertions.assertThat(flows).as("flows while broken").isEqualTo(quiet);
      Consultation consultation = lab.look(scene);
      found = consultation.diagnoses();
      check(assertions, breakage, found);
      cure = cured(assertions, breakage, consultation, lab);
    } finally {
      lab.takeBack();
      lab.broken().mend(breakage);
      again = lab.flowsAgain(scene);
      assertions.assertThat(again).as("flows after").isTrue();
    }
    String traffic = (quiet ? "flows" : "stops") + (again ? ", flows again" : ", **stays so**");
    return new FaultRound(new MatrixRow(breakage, found, cure, traffic), assertions);
  }

  private static void check(SoftAssertions assertions, Breakage breakage, List<Diagnosis> found) {
    assertions
        .assertThat(found.stream().map(Diagnosis::fault).findFirst())
        .as("named first of %s", found)
        .contains(breakage.fault());
    of(found, breakage.fault())
        .ifPresent(diagnosis ->
            assertions
                .assertThat(diagnosis.evidence())
                .extracting(Evidence::line)
                .noneMatch(String::isBlank));
  }

  private static Optional<Diagnosis> of(List<Diagnosis> found, Fault fault) {
    return found.stream().filter(d -> d.fault() == fault).findFirst();
  }

  private static String cured(
      SoftAssertions assertions, Breakage breakage, Consultation consultation, FaultLab lab) {
    Optional<Diagnosis> found = of(consultation.diagnoses(), breakage.fault());
    boolean safe =
        found.flatMap(d -> d.remedy().cure()).filter(c -> c.allowance().isEmpty()).isPresent();
    if (OF_THE_MACHINE.containsKey(breakage.fault())) {
      return OF_THE_MACHINE.get(breakage.fault());
    }
    if (!safe) {
      return found.map(MatrixRow::offered).orElse("");
    }
    Consultation after = lab.treat(breakage.scene(), consultation);
    boolean gone = of(after.diagnoses(), breakage.fault()).isEmpty();
    boolean flows = lab.flowsAgain(breakage.scene());
    assertions.assertThat(gone).as("found no more: %s", after.diagnoses()).isTrue();
    assertions.assertThat(flows).as("flows after --fix").isTrue();
    return gone && flows ? "cured" : "**not cured**";
  }
}
