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
    if (swarm.isEmpty()) {
      return new Verdict.NotHere("no Docker overlay here");
    }
    int port = swarm.get().dataPort();
    List<Diagnosis> found = new ArrayList<>();
    for (Link link : Link.all(patient)) {
      link.vxlan()
          .filter(vxlan -> vxlan.port() == port)
          .flatMap(vxlan -> clash(patient, swarm.get().docker(), link, vxlan))
          .ifPresent(found::add);
    }
    holder(patient, port).ifPresent(found::add);
    return Verdict.of(found);
  }

  private static Optional<Diagnosis> clash(
      Patient patient, Docker docker, Link link, Link.Vxlan vxlan) {
    if (Swarm.madeByDocker(link)) {
      return Optional.empty();
    }
    Optional<DockerNetwork> overlay =
        docker.networks().stream()
            .filter(network -> vxlan.external() || network.vxlanIds().contains(vxlan.id()))
            .filter(DockerNetwork::overlay)
            .findFirst();
    return overlay.map(network ->
        diagnosis(
            patient,
            patient.place() + " " + link.name(),
            List.of(
                Link.reading(patient).evidence(link.line()),
                docker
                    .networksReading()
                    .evidence(network.name() + " vxlanid_list " + network.vxlanIds())),
            link.name()
                + (vxlan.external() ? " takes every id on" : " has the id of " + network.name() + " on")
                + " Docker's UDP port " + vxlan.port(),
            Remedy.byHand(
                "Make it again on another port or id",
                patient.shown(List.of("ip", "link", "delete", link.name())))));
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
        "containers cannot join an overlay on " + patient.place()
            + ", or receive nothing over it",
        evidence,
        cause,
        remedy);
  }
}
