package dev.linerate.doctor.check;

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
import dev.linerate.doctor.state.Link;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the ids and the UDP port of Docker's overlays are taken by something else of the host:
 * the kernel refuses a second tunnel of the same id and port in a namespace.
 */
final class VxlanCheck implements HostCheck {
  @Override
  public String name() {
    return "VXLAN ids and ports";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.VXLAN_CLASH);
  }

  @Override
  public Verdict examine(Patient patient) {
    Optional<Swarm> swarm = Swarm.on(patient);
    List<Link> tunnels =
        Link.all(patient).stream().filter(link -> link.vxlan().isPresent()).toList();
    if (swarm.isEmpty() && tunnels.isEmpty()) {
      return new Verdict.NotHere("no VXLAN here");
    }
    List<Diagnosis> found = new ArrayList<>();
    shared(patient, tunnels).ifPresent(found::add);
    if (swarm.isPresent()) {
      Docker docker = swarm.get().docker();
      int port = swarm.get().dataPort();
      for (Link link : tunnels) {
        clash(patient, docker, link, port).ifPresent(found::add);
      }
      holder(patient, port).ifPresent(found::add);
    }
    return Verdict.of(found);
  }

  /** A tunnel for every id, as Open vSwitch makes them, shares its port with no other. */
  private static Optional<Diagnosis> shared(Patient patient, List<Link> tunnels) {
    for (Link all : tunnels) {
      Link.Vxlan vxlan = all.vxlan().orElseThrow();
      for (Link one : vxlan.external() ? tunnels : List.<Link>of()) {
        if (!one.equals(all) && one.vxlan().orElseThrow().port() == vxlan.port()) {
          return Optional.of(
              diagnosis(
                  patient,
                  patient.place(),
                  Stream.of(all, one)
                      .map(link -> Link.reading(patient).evidence(link.line()))
                      .toList(),
                  all.name()
                      + " takes every id on UDP port "
                      + vxlan.port()
                      + ", which "
                      + one.name()
                      + " needs too: only the one that came up first works",
                  apart(patient, all)));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Diagnosis> clash(Patient patient, Docker docker, Link link, int port) {
    Link.Vxlan vxlan = link.vxlan().orElseThrow();
    if (Swarm.madeByDocker(link) || vxlan.port() != port) {
      return Optional.empty();
    }
    return docker.networks().stream()
        .filter(network -> vxlan.external() || network.vxlanIds().contains(vxlan.id()))
        .filter(DockerNetwork::overlay)
        .findFirst()
        .map(network ->
            diagnosis(
                patient,
                patient.place() + " " + link.name(),
                List.of(
                    Link.reading(patient).evidence(link.line()),
                    docker
                        .networksReading()
                        .evidence(network.name() + " vxlanid_list " + network.vxlanIds())),
                link.name()
                    + (vxlan.external() ? " takes every id" : " has the id of " + network.name())
                    + " on Docker's UDP port "
                    + port,
                apart(patient, link)));
  }

  private static Remedy apart(Patient patient, Link link) {
    return Remedy.byHand(
        "Make one of them again on another UDP port or id",
        patient.shown(List.of("ip", "link", "delete", link.name())));
  }

  /** A program that holds the port; the kernel's own sockets have no user. */
  private static Optional<Diagnosis> holder(Patient patient, int port) {
    Reading sockets = patient.ask("ss", "-Hlnup");
    return sockets
        .lines()
        .filter(line -> line.contains(":" + port + " ") && line.contains("users:"))
        .findFirst()
        .map(line ->
            diagnosis(
                patient,
                patient.place(),
                List.of(sockets.evidence(line.replaceAll("\\s+", " "))),
                "A program holds UDP port " + port + ", which the overlays need",
                Remedy.byHand("Give the program another port")));
  }

  private static Diagnosis diagnosis(
      Patient patient, String place, List<Evidence> evidence, String cause, Remedy remedy) {
    return new Diagnosis(
        Fault.VXLAN_CLASH,
        place,
        "containers cannot join an overlay on " + patient.place() + ", or receive nothing over it",
        evidence,
        cause,
        remedy);
  }
}
