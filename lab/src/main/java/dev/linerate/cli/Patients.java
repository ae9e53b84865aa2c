package dev.linerate.cli;

import dev.linerate.doctor.Check;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.check.HostChecks;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.lab.Lab;
import dev.linerate.ownership.Leftover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whom the doctor looks at.
 *
 * @param machine present when the machine itself is
 * @param labs the lab hosts, by lab
 */
record Patients(Optional<Patient> machine, List<List<Patient>> labs) {
  static final String MACHINE = "this machine";

  /**
   * The machine and the hosts of all labs that are up, or what is left of them when some are named.
   *
   * @param labs names of labs; empty for all
   * @param hosts names of hosts; empty for all, and for the machine
   * @throws LinerateException for a name that is none's
   */
  static Patients of(List<String> labs, List<String> hosts) {
    List<List<Patient>> all = new ArrayList<>();
    for (Leftover owner : named(labs)) {
      List<Patient> patients =
          Lab.attach(Wiring.machine(), owner).hosts().stream()
              .filter(host -> hosts.isEmpty() || hosts.contains(host.name()))
              .map(host -> patient(owner.id(), host))
              .toList();
      all.add(patients);
    }
    requireFound(hosts, all);
    boolean whole = labs.isEmpty() && hosts.isEmpty();
    return new Patients(whole ? Optional.of(machinePatient()) : Optional.empty(), all);
  }

  private static List<Leftover> named(List<String> labs) {
    List<Leftover> up = Wiring.owners().list().stream().filter(Leftover::kept).toList();
    List<String> ids = up.stream().map(Leftover::id).toList();
    for (String lab : labs) {
      if (!ids.contains(lab)) {
        throw LinerateException.user(
            "doctor: no lab \"" + lab + "\" is up", "See linerate lab status");
      }
    }
    return up.stream().filter(owner -> labs.isEmpty() || labs.contains(owner.id())).toList();
  }

  private static void requireFound(List<String> hosts, List<List<Patient>> found) {
    for (String name : hosts) {
      boolean there =
          found.stream().flatMap(List::stream).anyMatch(p -> p.host().name().equals(name));
      if (!there) {
        throw LinerateException.user(
            "doctor: no host \"" + name + "\" in a lab that is up", "See linerate lab status");
      }
    }
  }

  /** The machine itself, with the daemons its programs find by themselves. */
  static Patient machinePatient() {
    // a user's own, rootless daemon, say; one on another machine is not this machine's
    Map<String, String> daemons =
        Optional.ofNullable(System.getenv("DOCKER_HOST"))
            .filter(url -> url.startsWith("unix:///"))
            .map(url -> Map.of("DOCKER_HOST", url))
            .orElse(Map.of());
    return new Patient(Wiring.machine(), MACHINE, daemons, List.of());
  }

  static Patient patient(String lab, Host host) {
    boolean usual = lab.equals(LabVerb.DEFAULT_NAME);
    List<String> prefix = new ArrayList<>(List.of("linerate", "lab", "exec"));
    prefix.addAll(usual ? List.of() : List.of("--name", lab));
    prefix.addAll(List.of(host.name(), "--"));
    return new Patient(
            host,
            usual ? host.name() : lab + " " + host.name(),
            Wiring.services().environment(host),
            prefix)
        .startedBy(starter(lab, host));
  }

  /** {@code linerate lab start --lab big --host h1}; the daemon's name comes after it. */
  private static List<String> starter(String lab, Host host) {
    List<String> starter = new ArrayList<>(OwnProgram.command());
    starter.addAll(List.of("lab", "start", "--lab", lab, "--host", host.name()));
    return starter;
  }

  /** All checks of all of them. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    machine.ifPresent(patient -> {
      checks.addAll(HostChecks.machine(patient, Wiring.owners()::list, OwnProgram.command()));
      checks.addAll(HostChecks.network(patient));
      checks.addAll(HostChecks.together(List.of(patient)));
    });
    for (List<Patient> lab : labs) {
      lab.forEach(patient -> checks.addAll(HostChecks.network(patient)));
      checks.addAll(HostChecks.together(lab));
    }
    return checks;
  }
}
