package dev.linerate.doctor.check;

import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.Docker;
import dev.linerate.doctor.state.DockerNetwork;
import dev.linerate.doctor.state.Prefix;
import dev.linerate.doctor.state.Route;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the subnets of Docker's networks are those of something else the host has a route to. */
final class AddressCheck implements HostCheck {
  @Override
  public String name() {
    return "address pools";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.ADDRESS_OVERLAP);
  }

  @Override
  public Verdict examine(Patient patient) {
    Optional<Docker> docker = Docker.on(patient);
    if (docker.isEmpty()) {
      return new Verdict.NotHere("no Docker here");
    }
    List<Route> routes = Route.all(patient);
    List<Diagnosis> found = new ArrayList<>();
    for (DockerNetwork network : docker.get().networks()) {
      for (Prefix subnet : network.subnets()) {
        other(network, subnet, routes)
            .ifPresent(
                route -> found.add(diagnosis(patient, docker.get(), network, subnet, route)));
      }
    }
    return Verdict.of(found);
  }

  /** A macvlan's subnet is the parent's on purpose. */
  private static Optional<Route> other(DockerNetwork network, Prefix subnet, List<Route> routes) {
    boolean own = network.driver().equals("bridge") || network.overlay();
    return routes.stream()
        .filter(_ -> own)
        .filter(route -> !route.destination().equals(Prefix.DEFAULT))
        .filter(route -> !route.device().equals(network.bridge()))
        .filter(route -> route.destination().overlaps(subnet))
        .findFirst();
  }

  private static Diagnosis diagnosis(
      Patient patient, Docker docker, DockerNetwork network, Prefix subnet, Route route) {
    return new Diagnosis(
        Fault.ADDRESS_OVERLAP,
        patient.place() + " network " + network.name(),
        "containers on "
            + network.name()
            + " cannot reach "
            + route.destination()
            + ", or the host cannot reach them",
        List.of(
            new Evidence(docker.networksReading().source(), network.name() + " subnet " + subnet),
            Route.reading(patient).evidence(route.line())),
        "Both have the addresses "
            + (route.destination().contains(subnet) ? subnet : route.destination()),
        Remedy.byHand(
            "Make the network again with a subnet that nothing else has, and name such pools in"
                + " default-address-pools of /etc/docker/daemon.json",
            patient.shown(List.of("docker", "network", "rm", network.name())),
            patient.shown(
                List.of(
                    "docker", "network", "create", "--subnet", "10.213.0.0/24", network.name()))));
  }
}
