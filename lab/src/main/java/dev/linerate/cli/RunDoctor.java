package dev.linerate.cli;

import dev.linerate.doctor.Check;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Doctor;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.check.HostChecks;
import dev.linerate.doctor.path.PathEnd;
import dev.linerate.doctor.path.PathExamination;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.network.EndpointPair;
import dev.linerate.result.DoctorFinding;
import dev.linerate.run.CaseDoctor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The doctor as a run calls it: on the run's hosts, and on the path of a case. */
record RunDoctor(LabServices services) implements CaseDoctor {
  /** More do not help who reads a report: the first are the causes of the others. */
  private static final int MOST = 5;

  @Override
  public List<DoctorFinding> examine(List<Host> hosts, Optional<EndpointPair> path) {
    // the user's own Docker daemon is on no host of the lab
    List<Patient> patients =
        Stream.concat(
                hosts.stream(),
                path.stream()
                    .flatMap(pair -> Stream.of(pair.client().host(), pair.server().host())))
            .collect(Collectors.toMap(Host::name, h -> h, (first, _) -> first, LinkedHashMap::new))
            .values()
            .stream()
            .map(this::patient)
            .toList();
    List<Check> checks = new ArrayList<>();
    path.ifPresent(pair ->
        checks.addAll(
            PathExamination.checks(end(pair.client(), patients), end(pair.server(), patients))));
    patients.stream()
        .filter(patient -> checks.stream().noneMatch(c -> c.place().equals(patient.place())))
        .forEach(patient -> checks.addAll(HostChecks.network(patient)));
    checks.addAll(HostChecks.together(patients));
    return Doctor.examine(checks).diagnoses().stream().limit(MOST).map(RunDoctor::finding).toList();
  }

  private Patient patient(Host host) {
    return new Patient(host, host.name(), services.environment(host), List.of());
  }

  private static PathEnd end(Endpoint endpoint, List<Patient> patients) {
    Optional<Patient> host =
        patients.stream().filter(p -> p.host().name().equals(endpoint.host().name())).findFirst();
    Patient inside =
        host.orElseThrow(() -> new IllegalStateException("no host " + endpoint.host().name()))
            .inside(endpoint.netns(), endpoint.label());
    return new PathEnd(
        endpoint.label(), Optional.of(inside), host, Optional.of(endpoint.address()));
  }

  private static DoctorFinding finding(Diagnosis diagnosis) {
    return new DoctorFinding(
        diagnosis.fault().id(),
        diagnosis.fault().severity().word(),
        diagnosis.place(),
        diagnosis.symptom(),
        diagnosis.evidence().stream().map(e -> "$ " + e.command() + "\n" + e.line()).toList(),
        diagnosis.cause(),
        diagnosis.remedy().advice(),
        diagnosis.remedy().commands());
  }
}
