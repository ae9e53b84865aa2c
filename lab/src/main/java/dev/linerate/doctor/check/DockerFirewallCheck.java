package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.Docker;
import dev.linerate.doctor.state.DockerNetwork;
import dev.linerate.doctor.state.Firewall;
import dev.linerate.host.Command;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether what Docker once wrote into the firewall is still there. Whoever starts or flushes a
 * firewall after dockerd takes it away, and dockerd notices only when it wants to add to it: {@code
 * No chain/target/match by that name}.
 */
final class DockerFirewallCheck implements HostCheck {
  /** From this release on Docker keeps other chains than {@link DockerChains} knows. */
  private static final int OTHER_CHAINS = 28;

  private static final Pattern SWITCHED_OFF =
      Pattern.compile("--iptables[= ]false|\"iptables\"\\s*:\\s*false");

  @Override
  public String name() {
    return "Docker's firewall chains";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.CHAINS_MISSING, Fault.DOCKER_IPTABLES);
  }

  @Override
  public Verdict examine(Patient patient) {
    Optional<Docker> here = Docker.on(patient);
    if (here.isEmpty()) {
      return new Verdict.NotHere("no Docker here");
    }
    Docker docker = here.get();
    List<DockerNetwork> networks =
        docker.networks().stream().filter(n -> n.driver().equals("bridge")).toList();
    if (nftables(docker)) {
      return new Verdict.NotHere("Docker keeps tables of nftables' own here");
    }
    Firewall firewall = Firewall.read(patient);
    Optional<Evidence> off = switchedOff(docker);
    if (off.isPresent()) {
      return Verdict.of(switchedOff(patient, firewall, networks, off.get()).stream().toList());
    }
    List<String> missing = missing(firewall, networks);
    List<Diagnosis> found = new ArrayList<>();
    if (!missing.isEmpty()) {
      found.add(diagnosis(patient, docker, firewall, networks, missing));
    } else if (firewall.twoBackends()) {
      found.add(twoBackends(patient, firewall));
    }
    return Verdict.of(found);
  }

  /** Docker 29 can do without iptables (its info names the backend). */
  private static boolean nftables(Docker docker) {
    return docker.info().path("FirewallBackend").path("Driver").asString("").startsWith("nftables");
  }

  private static Optional<Evidence> switchedOff(Docker docker) {
    Optional<String> line = docker.commandLine().filter(text -> SWITCHED_OFF.matcher(text).find());
    if (line.isPresent()) {
      return line.map(text -> new Evidence("ps -o args -C dockerd", text));
    }
    Reading file = docker.configuration();
    return file.text()
        .filter(text -> SWITCHED_OFF.matcher(text).find())
        .map(_ -> file.evidence("\"iptables\": false"));
  }

  /** What Docker would have written and is not there, as iptables-save(8) would print it. */
  private static List<String> missing(Firewall firewall, List<DockerNetwork> networks) {
    List<String> missing = new ArrayList<>();
    if (networks.isEmpty()) {
      return missing;
    }
    for (String table : List.of("nat", "filter")) {
      if (firewall.chain(table, "DOCKER").isEmpty()) {
        missing.add("*" + table + " :DOCKER");
      }
    }
    if (!reaches(firewall, "nat", "PREROUTING", "DOCKER")) {
      missing.add("*nat -A PREROUTING … -j DOCKER");
    }
    if (!reaches(firewall, "filter", "FORWARD", "DOCKER")) {
      missing.add("*filter -A FORWARD … -j DOCKER");
    }
    return missing;
  }

  /** Whether a chain leads, at once or by others of Docker's, to one. */
  private static boolean reaches(Firewall firewall, String table, String from, String to) {
    return firewall.rules(table, from).stream().anyMatch(rule -> rule.contains("-j " + to));
  }

  private static Diagnosis diagnosis(
      Patient patient,
      Docker docker,
      Firewall firewall,
      List<DockerNetwork> networks,
      List<String> missing) {
    String source = String.join("; ", firewall.commands());
    return new Diagnosis(
        Fault.CHAINS_MISSING,
        patient.place(),
        "publishing a port fails with \"No chain/target/match by that name\", and containers do not"
            + " reach other machines",
        missing.stream().map(line -> new Evidence(source, "(missing) " + line)).toList(),
        "A firewall was started, reloaded or flushed after dockerd, and its chains went with it",
        remedy(patient, docker, firewall, networks));
  }

  private static Remedy remedy(
      Patient patient, Docker docker, Firewall firewall, List<DockerNetwork> networks) {
    int major = docker.major();
    if (major > 0 && major < OTHER_CHAINS) {
      DockerChains chains = new DockerChains(networks, docker.containers(), firewall);
      return Remedy.cure(
          "Put Docker's chains back as it makes them; nothing is restarted and no other rule touched",
          Cure.safe(
              List.of(restore(patient, chains.text())),
              List.of(restore(patient, chains.removal()))));
    }
    return docker.labs()
        ? Remedy.byHand("Start the lab again", "linerate lab down", "linerate lab up --with docker")
        : Remedy.cure(
            "Restart Docker, which writes them again; containers are restarted too",
            Cure.allowed(
                "restart:docker",
                List.of(Command.of("systemctl", "restart", "docker")),
                List.of()));
  }

  private static Command restore(Patient patient, String rules) {
    return patient.command("iptables-restore", "--noflush", "--wait", "3").reading(rules);
  }

  private static Optional<Diagnosis> switchedOff(
      Patient patient, Firewall firewall, List<DockerNetwork> networks, Evidence off) {
    List<DockerNetwork> stranded =
        networks.stream()
            .filter(DockerNetwork::masquerades)
            .filter(network -> !network.members().isEmpty())
            .filter(network -> !masqueraded(firewall, network))
            .toList();
    return stranded.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Diagnosis(
                Fault.DOCKER_IPTABLES,
                patient.place(),
                "containers reach nothing beyond this host, and published ports are not reachable",
                List.of(
                    off,
                    new Evidence(
                        String.join("; ", firewall.commands()),
                        "(missing) *nat -A POSTROUTING -s "
                            + stranded.getFirst().subnets()
                            + " -j MASQUERADE")),
                "dockerd was told to leave iptables alone, and nobody else wrote the rules",
                Remedy.byHand(
                    "Let dockerd manage iptables, or write the rules yourself: remove \"iptables\":"
                        + " false",
                    "sudo systemctl restart docker")));
  }

  private static boolean masqueraded(Firewall firewall, DockerNetwork network) {
    return firewall.rules("nat", "POSTROUTING").stream()
            .anyMatch(rule -> rule.contains("-j MASQUERADE") || rule.contains("-j SNAT"))
        || network.subnets().isEmpty();
  }

  private static Diagnosis twoBackends(Patient patient, Firewall firewall) {
    return new Diagnosis(
        Fault.DOCKER_IPTABLES,
        patient.place(),
        "rules that are shown are not those that decide, and Docker's do not help",
        firewall.backends(),
        "Some rules were written by iptables-legacy and some by iptables-nft: packets must pass both",
        Remedy.byHand(
            "Choose one for the machine, empty the other, restart what writes rules",
            "sudo update-alternatives --config iptables"));
  }
}
