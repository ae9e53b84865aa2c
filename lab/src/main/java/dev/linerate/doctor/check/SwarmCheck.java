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
import dev.linerate.doctor.state.Link;
import dev.linerate.host.NetNs;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether containers can join overlays: what an ended dockerd left of them, what the daemon's log
 * says of joining, and whether the node is ready.
 *
 * @param clock by which a log's lines are old
 */
record SwarmCheck(Clock clock) implements HostCheck {
  /** Older complaints may have been mended. */
  private static final Duration RECENT = Duration.ofMinutes(10);

  private static final Pattern JOIN =
      Pattern.compile(
          "sandbox join failed|error creating vxlan interface|attaching to network failed"
              + "|Failed creating ingress network|could not add veth pair inside the network sandbox");

  private static final String TAKEN = "file exists";

  private static final Pattern TIME = Pattern.compile("time=\"([^\"]+)\"");

  /** Namespaces of overlays are named by the beginning of the network's id. */
  private static final Pattern SANDBOX = Pattern.compile("1-[0-9a-z]{10}");

  @Override
  public String name() {
    return "Swarm overlays";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.SWARM_STALE, Fault.SWARM_JOIN, Fault.SWARM_NODE);
  }

  @Override
  public Verdict examine(Patient patient) {
    Optional<Docker> docker = Docker.on(patient).filter(Docker::answers);
    if (docker.isEmpty()) {
      return new Verdict.NotHere("no Docker that answers here");
    }
    List<Diagnosis> found = new ArrayList<>();
    Link.all(patient).stream()
        .filter(Swarm::madeByDocker)
        .map(link -> staleLink(patient, link))
        .forEach(found::add);
    staleSandboxes(patient, docker.get()).forEach(found::add);
    Optional<Swarm> swarm = Swarm.on(patient);
    swarm.flatMap(s -> node(patient, s)).ifPresent(found::add);
    swarm.flatMap(s -> join(patient, s.docker())).ifPresent(found::add);
    return found.isEmpty() && swarm.isEmpty()
        ? new Verdict.NotHere("no swarm here")
        : Verdict.of(found);
  }

  private static Diagnosis staleLink(Patient patient, Link link) {
    String name = link.name();
    List<String> again = new ArrayList<>(List.of("ip", "link", "add", name, "type", "vxlan"));
    link.vxlan()
        .ifPresent(v ->
            again.addAll(
                List.of(
                    "id",
                    Integer.toString(v.id()),
                    "dstport",
                    Integer.toString(v.port()),
                    "nolearning",
                    "proxy")));
    return stale(
        patient,
        patient.place() + " " + name,
        Link.reading(patient).evidence(link.line()),
        "An earlier dockerd left its tunnel in the host's namespace: nobody else may have its id",
        Cure.safe(
            List.of(patient.command("ip", "link", "delete", name)),
            List.of(patient.command(again))));
  }

  private static List<String> known(Docker docker) {
    return docker.networks().stream().flatMap(network -> network.sandbox().stream()).toList();
  }

  /** Those of no network that Docker knows of. */
  private static List<Diagnosis> staleSandboxes(Patient patient, Docker docker) {
    List<String> files =
        docker.sandboxFiles().stream()
            .filter(file -> SANDBOX.matcher(file).matches() && !known(docker).contains(file))
            .toList();
    if (files.isEmpty()) {
      return List.of();
    }
    // one that was made between the two questions is known by now
    List<String> now = Docker.on(patient.again()).map(SwarmCheck::known).orElse(List.of());
    return files.stream()
        .filter(file -> !now.contains(file))
        .flatMap(file -> staleSandbox(patient, docker.sandboxes(), file).stream())
        .toList();
  }

  /** One that holds a tunnel: the id of an empty one is free. */
  private static Optional<Diagnosis> staleSandbox(Patient patient, String folder, String file) {
    Patient inside =
        patient.inside(new NetNs(folder + "/" + file), patient.place() + " sandbox " + file);
    // a file that is no namespace any more holds nothing
    return Link.reading(inside).readable()
        ? Link.all(inside).stream()
            .filter(link -> link.vxlan().isPresent())
            .findFirst()
            .map(tunnel -> staleSandbox(patient, inside, folder + "/" + file, tunnel))
        : Optional.empty();
  }

  /** Without the tunnel the id is free, even while a process holds the namespace. */
  private static Diagnosis staleSandbox(Patient patient, Patient inside, String path, Link tunnel) {
    return stale(
        patient,
        inside.place(),
        Link.reading(inside).evidence(tunnel.line()),
        "An earlier dockerd left the namespace of an overlay that Docker no longer knows, with its"
            + " tunnel in it: nobody else on this host may have the id "
            + tunnel.vxlan().orElseThrow().id(),
        Cure.safe(
            List.of(
                inside.command("ip", "link", "delete", tunnel.name()),
                patient.command("umount", path),
                patient.command("rm", "-f", path)),
            List.of()));
  }

  private static Diagnosis stale(
      Patient patient, String place, Evidence evidence, String cause, Cure cure) {
    return new Diagnosis(
        Fault.SWARM_STALE,
        place,
        "containers cannot join an overlay on "
            + patient.place()
            + ": \"attaching to network failed\", \"file exists\"",
        List.of(evidence),
        cause,
        Remedy.cure("Remove what was left; no container uses it", cure));
  }

  private static Optional<Diagnosis> node(Patient patient, Swarm swarm) {
    if (!swarm.state().equals("active") || !swarm.error().isEmpty()) {
      return Optional.of(
          node(
              patient,
              swarm
                  .docker()
                  .infoReading()
                  .evidence("LocalNodeState: " + swarm.state() + " " + swarm.error()),
              "This node is "
                  + swarm.state()
                  + (swarm.error().isEmpty() ? "" : ": " + swarm.error())));
    }
    if (!swarm.manages()) {
      return Optional.empty();
    }
    Reading nodes =
        patient.ask("docker", "node", "ls", "--format", "{{.Hostname}} {{.ID}} {{.Status}}");
    return nodes
        .lines()
        .filter(line -> line.endsWith(" Down") || line.endsWith(" Unknown"))
        .findFirst()
        .map(line ->
            node(patient, nodes.evidence(line), "Another node of the swarm does not answer"));
  }

  private static Diagnosis node(Patient patient, Evidence evidence, String cause) {
    return new Diagnosis(
        Fault.SWARM_NODE,
        patient.place(),
        "overlays reach fewer hosts than they should",
        List.of(evidence),
        cause,
        Remedy.byHand(
            "See whether its dockerd runs and reaches the managers' port 2377; a node that is gone"
                + " for good must be removed",
            patient.shown(List.of("docker", "node", "ls"))));
  }

  private Optional<Diagnosis> join(Patient patient, Docker docker) {
    Reading log = docker.log();
    List<String> lines =
        log.lines().filter(line -> JOIN.matcher(line).find() && recent(line)).toList();
    return lines.stream()
        // what Docker says at last is that it has waited in vain
        .filter(line -> line.contains(TAKEN))
        .findFirst()
        .or(() -> lines.stream().reduce((_, last) -> last))
        .map(line ->
            new Diagnosis(
                Fault.SWARM_JOIN,
                patient.place(),
                "\"docker run --network\" with an overlay fails or hangs",
                List.of(log.evidence(line.substring(0, Math.min(300, line.length())))),
                line.contains(TAKEN)
                    ? "Something else has the VXLAN id of the overlay"
                    : "dockerd could not put the container into the overlay's namespace",
                Remedy.byHand(
                    "Mend what else is found here first; then start the container again. What stays"
                        + " needs a restart of dockerd, and at last of the machine",
                    docker.labs()
                        ? new String[0]
                        : new String[] {"sudo systemctl restart docker"})));
  }

  private boolean recent(String line) {
    Matcher m = TIME.matcher(line);
    if (!m.find()) {
      // the journal was asked for recent lines only, and prints none of their times
      return true;
    }
    try {
      return Instant.parse(m.group(1)).isAfter(clock.instant().minus(RECENT));
    } catch (DateTimeException e) {
      return true;
    }
  }
}
