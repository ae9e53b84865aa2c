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

/**
 * The two ends of a path as the user names them: {@code netns:NAME}, {@code docker:NAME}, {@code
 * lab:HOST}, {@code lab:LAB/HOST} or an IPv4 address.
 */
final class PathEnds {
  private static final String NETNS = "netns:";
  private static final String DOCKER = "docker:";
  private static final String LAB = "lab:";
  private static final String IPV4 = "\\d{1,3}(?:\\.\\d{1,3}){3}";

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
    Root.require("examining a path");
    return PathExamination.checks(end(names.get(0)), end(names.get(1)));
  }

  private PathEnd end(String name) {
    if (name.startsWith(NETNS)) {
      String path = name.substring(NETNS.length());
      NetNs netns = path.contains("/") ? new NetNs(path) : NetNs.named(path);
      return namespace(name, netns);
    }
    if (name.startsWith(DOCKER)) {
      long pid = ContainerProcess.pid(name.substring(DOCKER.length()));
      return namespace(name, NetNs.ofProcess(pid));
    }
    if (name.startsWith(LAB)) {
      return PathEnd.host(name, labHost(name.substring(LAB.length())));
    }
    if (name.matches(IPV4)) {
      return PathEnd.address(name);
    }
    throw LinerateException.user(
        "\"" + name + "\" is no end of a path",
        "There are netns:NAME, docker:NAME, lab:HOST and IPv4 addresses");
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
