package dev.linerate.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.doctor.CapturedHost;
import dev.linerate.doctor.Check;
import dev.linerate.doctor.Consultation;
import dev.linerate.doctor.Doctor;
import dev.linerate.doctor.Examined;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing is found on a lab that works, with a swarm, containers and Open vSwitch. */
class HealthyLabTest {
  private static Consultation examine(List<Patient> patients) {
    List<Check> checks = new ArrayList<>();
    patients.forEach(patient -> checks.addAll(HostChecks.network(patient)));
    checks.addAll(HostChecks.together(patients));
    return Doctor.examine(checks);
  }

  private static List<Patient> lab() {
    return List.of(
        new CapturedHost("h1").patient(),
        new CapturedHost("h2").patient(),
        new CapturedHost("h3").patient());
  }

  @Test
  void nothingIsFoundAndEverythingIsTold() {
    Consultation consultation = examine(lab());

    assertThat(consultation.diagnoses()).isEmpty();
    assertThat(consultation.untold()).isEmpty();
    assertThat(consultation.sick()).isFalse();
  }

  @Test
  void whatIsThereIsLookedAt() {
    assertThat(examine(lab()).examined())
        .filteredOn(e -> e.check().place().equals("h1"))
        .extracting(Examined::verdict)
        .isNotEmpty()
        .allMatch(verdict -> verdict instanceof Verdict.Well);
  }

  @Test
  void aHostWithoutProgramsIsTold() {
    CapturedHost bare =
        new CapturedHost("h3").without("docker").without("ovs-vsctl").without("iptables-save");

    Consultation consultation = examine(List.of(bare.patient()));

    assertThat(consultation.diagnoses()).isEmpty();
    assertThat(consultation.examined())
        .filteredOn(e -> e.check() instanceof HostCheck.PatientCheck)
        .filteredOn(e -> e.verdict() instanceof Verdict.NotHere)
        .extracting(e -> e.check().name())
        .contains("Docker daemon", "Open vSwitch", "Docker's firewall chains");
  }

  @Test
  void whoMayNotSeeTheFirewallIsToldSo() {
    CapturedHost host =
        new CapturedHost("h1")
            .fails(
                "iptables-save",
                "iptables-save v1.8.9 (nf_tables): Could not fetch rule set"
                    + " generation id: Permission denied (you must be root)")
            .without("nft");

    Consultation consultation = examine(List.of(host.patient()));

    assertThat(consultation.sick()).isFalse();
    assertThat(consultation.untold())
        .extracting(e -> e.check().name())
        .containsExactlyInAnyOrder(
            "Docker's firewall chains",
            "firewall between ports of a bridge",
            "ports of tunnels and Swarm");
    assertThat(consultation.untold().getFirst().verdict().toString())
        .contains("you must be root", "Run it with sudo");
  }
}
