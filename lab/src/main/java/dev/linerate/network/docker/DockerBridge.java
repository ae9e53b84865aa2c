package dev.linerate.network.docker;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.network.BuiltNetwork;
import dev.linerate.network.Construction;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.Seats;
import dev.linerate.network.docker.Containers.Place;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.Placement;
import java.util.List;
import java.util.Set;

/** Two containers on docker0, the bridge that Docker puts every container on by default. */
public final class DockerBridge implements NetworkDriver {
  private static final String NETWORK = "bridge";

  private final Dockers dockers;
  private final ImageSpec image;

  public DockerBridge(Dockers dockers, ImageSpec image) {
    this.dockers = dockers;
    this.image = image;
  }

  @Override
  public String name() {
    return "docker-bridge";
  }

  @Override
  public Set<Placement> placements() {
    return Set.of(Placement.SAME_HOST);
  }

  @Override
  public Support check(List<Host> hosts) {
    return dockers.check(hosts.subList(0, Math.min(1, hosts.size())));
  }

  /** The user's own daemon is the machine's. */
  @Override
  public boolean needsLabHosts() {
    return dockers.ofLabHosts();
  }

  @Override
  public Network create(NetworkSpec spec, Owner owner) {
    return DockerNetworks.orUndo(new Construction(), building -> build(spec, owner, building));
  }

  private Network build(NetworkSpec spec, Owner owner, Construction building) {
    DockerAccess docker = dockers.forHost(spec.hosts().getFirst(), owner);
    docker.origin().ifPresent(building::record);
    dockers.journal(docker, owner);
    String name = DockerNetworks.name(owner, name());
    List<Place> places = DockerNetworks.places(spec, name, _ -> docker);
    building.undo(() -> DockerNetworks.remove(places));
    Containers containers = new Containers(building, dockers.images(), image, owner, NETWORK);
    List<Endpoint> made = containers.run(places).stream().map(Containers.Member::endpoint).toList();
    return new BuiltNetwork(
        Seats.pairs(spec, made),
        0,
        "kernel",
        List.of(),
        () -> DockerNetworks.look(made).between(made),
        building);
  }
}
