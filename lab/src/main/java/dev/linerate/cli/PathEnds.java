package dev.linerate.cli;

import dev.linerate.doctor.Check;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.path.PathEnd;
import dev.linerate.doctor.path.PathExamination;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.NetNs;
import dev.linerate.lab.Lab;
import dev.linerate.network.docker.ContainerProcess;
import dev.linerate.ownership.Leftover;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The two ends of a path as the user names them: {@code netns:NAME}, {@code docker:NAME}, {@code
 * docker:HOST/NAME} and {@code docker:LAB/HOST/NAME} for a container of a lab host's own daemon,
 * {@code lab:HOST}, {@code lab:LAB/HOST} or an IPv4 address.
 */
final class PathEnds {
  private static final String NETNS = "netns:";
  private static final String DOCKER = "docker:";
  private static final String LAB = "lab:";
  private static final String DOCKER_HOST = "DOCKER_HOST";
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

  /** The machine, and the hosts of all labs by {@code LAB/HOST}. */
  private final Map<String, Patient> hosts = new LinkedHashMap<>();

  PathEnds() {
    hosts.put("", Patients.machinePatient());
    for (Leftover lab : Wiring.owners().list()) {
      if (lab.kept()) {
        Lab.attach(Wiring.machine(), lab)
            .hosts()
            .forEach(
                host -> hosts.put(lab.id() + "/" + host.name(), Patients.patient(lab.id(), host)));
      }
    }
  }

  /** The checks of a path. */
  List<Check> checks(List<String> names) {
    if (names.size() != 2) {
      throw LinerateException.user(
          "--path takes two ends, not " + names.size(),
          "Write for example --path netns:web netns:db");
    }
    if (names.stream().allMatch(PathEnds::address)) {
      throw LinerateException.user(
          "neither " + names.get(0) + " nor " + names.get(1) + " can be entered",
          "Name one end as netns:NAME, docker:NAME or lab:HOST");
    }
    Root.require("examining a path");
    return PathExamination.checks(end(names.get(0)), end(names.get(1)));
  }

  private static boolean address(String name) {
    return IPV4.matcher(name).matches();
  }

  private PathEnd end(String name) {
    if (name.startsWith(NETNS)) {
      return namespace(name, netns(name.substring(NETNS.length())));
    }
    if (name.startsWith(DOCKER)) {
      return container(name, name.substring(DOCKER.length()));
    }
    if (name.startsWith(LAB)) {
      return PathEnd.host(name, labHost(name.substring(LAB.length())));
    }
    if (address(name)) {
      return PathEnd.address(name);
    }
    throw LinerateException.user(
        "\"" + name + "\" is no end of a path",
        "There are netns:NAME, docker:NAME, docker:HOST/NAME, lab:HOST and IPv4 addresses");
  }

  private static NetNs netns(String reference) {
    if (reference.isBlank()) {
      throw LinerateException.user("netns: names no namespace", "See ip netns list");
    }
    return reference.contains("/") ? new NetNs(reference) : NetNs.named(reference);
  }

  /** Of the machine's daemon, or of a lab host's own when that is named before a slash. */
  private PathEnd container(String name, String reference) {
    int slash = reference.lastIndexOf('/');
    if (slash < 0) {
      return namespace(name, NetNs.ofProcess(ContainerProcess.pid(machinesDocker(), reference)));
    }
    Patient host = labHost(reference.substring(0, slash));
    String url = host.environment().getOrDefault(DOCKER_HOST, "");
    long pid = ContainerProcess.pid(url, reference.substring(slash + 1));
    return PathEnd.namespace(name, host.inside(NetNs.ofProcess(pid), name), Optional.of(host));
  }

  private static String machinesDocker() {
    return Patients.machinePatient()
        .environment()
        .getOrDefault(DOCKER_HOST, ContainerProcess.MACHINE_URL);
  }

  private PathEnd namespace(String name, NetNs netns) {
    if (!Files.exists(Path.of(netns.path()))) {
      throw LinerateException.user(
          "there is no network namespace " + netns.path(), "See ip netns list");
    }
    Patient inside = Patients.machinePatient().inside(netns, name);
    return PathEnd.namespace(
        name, inside, PathExamination.host(inside, List.copyOf(hosts.values())));
  }

  private Patient labHost(String name) {
    String full = name.contains("/") ? name : LabVerb.DEFAULT_NAME + "/" + name;
    Patient host = hosts.get(full);
    if (host == null) {
      throw LinerateException.user("no lab host \"" + full + "\" is up", "See linerate lab status");
    }
    return host;
  }
}
