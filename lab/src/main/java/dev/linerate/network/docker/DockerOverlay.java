package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Parallel;
import dev.linerate.host.Support;
import dev.linerate.host.Uplink;
import dev.linerate.network.BuiltNetwork;
import dev.linerate.network.Construction;
import dev.linerate.network.HostChecks;
import dev.linerate.network.KernelFeature;
import dev.linerate.network.Layout;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.Seats;
import dev.linerate.network.TopologyReader;
import dev.linerate.network.docker.Containers.Member;
import dev.linerate.network.docker.Containers.Place;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.Placement;
import dev.linerate.result.Topology;
import dev.linerate.unit.Mtu;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Containers in an attachable Swarm network: Docker's VXLAN between hosts. */
public final class DockerOverlay implements NetworkDriver {
  /** Outer IPv4 20, UDP 8, VXLAN 8 and inner Ethernet 14 bytes (RFC 7348, section 5). */
  private static final int OVERHEAD = 50;

  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(30);

  /** Docker names an overlay's namespace after the first characters of the network's id. */
  private static final int SANDBOX_PREFIX = 10;

  private final Dockers dockers;
  private final ImageSpec image;

  public DockerOverlay(Dockers dockers, ImageSpec image) {
    this.dockers = dockers;
    this.image = image;
  }

  @Override
  public String name() {
    return "docker-overlay";
  }

  @Override
  public Set<Placement> placements() {
    return Set.of(Placement.SAME_HOST, Placement.CROSS_HOST);
  }

  @Override
  public Support check(List<Host> hosts) {
    return dockers
        .check(hosts)
        .and(HostChecks.twoHosts(hosts))
        .and(HostChecks.onEach(hosts, host -> KernelFeature.check(host, KernelFeature.VXLAN)));
  }

  @Override
  public Network create(NetworkSpec spec, Owner owner) {
    return DockerNetworks.orUndo(new Construction(), building -> build(spec, owner, building));
  }

  private Network build(NetworkSpec spec, Owner owner, Construction building) {
    Mtu mtu = linkMtu(spec.hosts().getFirst());
    List<Host> hosts = Seats.hosts(spec);
    List<DockerAccess> daemons = dockers.forHosts(hosts, owner);
    daemons.forEach(docker -> docker.origin().ifPresent(building::record));
    daemons.forEach(docker -> dockers.journal(docker, owner));
    DockerAccess manager = dockers.swarm(daemons);
    dockers.swarmCommands().forEach(building::record);

    String name = DockerNetworks.name(owner, "overlay");
    List<Place> places = DockerNetworks.places(spec, name, host -> dockers.forHost(host, owner));
    building.undo(() -> {
      DockerNetworks.remove(places);
      manager.api().removeNetwork(name);
      Parallel.map(daemons, docker -> docker.api().awaitNoNetwork(name));
    });
    createNetwork(building, manager, name, mtu, owner);
    Containers containers = new Containers(building, dockers.images(), image, owner, name);
    List<Member> members = containers.run(places);
    Map<Host, NetNs> sandboxes = sandboxes(members);
    awaitNeighbours(members, sandboxes);
    List<Endpoint> made = members.stream().map(Member::endpoint).toList();
    return new BuiltNetwork(
        Seats.pairs(spec, made),
        OVERHEAD,
        "kernel",
        List.of(),
        () -> layout(made, sandboxes),
        building);
  }

  /** What the option wants: Docker itself takes the encapsulation off it. */
  private static Mtu linkMtu(Host host) {
    return host.uplink()
        .map(Uplink::link)
        .orElseThrow(() ->
            LinerateException.environment(
                host.name() + " has no link to other hosts", "Run it on a lab's hosts"))
        .mtu();
  }

  private static void createNetwork(
      Construction building, DockerAccess manager, String name, Mtu mtu, Owner owner) {
    manager.api().createOverlay(name, mtu.bytes(), Map.of(Owner.LABEL, owner.id()));
    building.record(
        manager.cli(
            "network create --driver overlay --attachable",
            "--opt com.docker.network.driver.mtu=" + mtu,
            "--label " + Owner.LABEL + "=" + owner.id(),
            name));
  }

  /** The namespaces with each host's bridge and VXLAN device of this network. */
  private static Map<Host, NetNs> sandboxes(List<Member> members) {
    return members.stream()
        .collect(
            Collectors.toMap(
                member -> member.endpoint().host(), DockerOverlay::sandbox, (one, same) -> one));
  }

  private static NetNs sandbox(Member member) {
    String prefix = member.attachment().networkId();
    String pattern = "*-" + prefix.substring(0, Math.min(SANDBOX_PREFIX, prefix.length()));
    String folder = member.place().docker().sandboxes().toString();
    String found =
        member
            .endpoint()
            .host()
            .require("find", folder, "-maxdepth", "1", "-name", pattern)
            .lines()
            .findFirst()
            .orElseThrow(() ->
                LinerateException.internal(
                    "Docker keeps no namespace " + pattern + " in " + folder, ""));
    return new NetNs(found);
  }

  /** A first packet sent before gossip has told of its receiver would wait a second. */
  private static void awaitNeighbours(List<Member> members, Map<Host, NetNs> sandboxes) {
    for (Member here : members) {
      for (Member there : members) {
        Host host = here.endpoint().host();
        if (!host.equals(there.endpoint().host())) {
          awaitNeighbour(host, sandboxes.getOrDefault(host, here.endpoint().netns()), there);
        }
      }
    }
  }

  private static void awaitNeighbour(Host host, NetNs sandbox, Member there) {
    String mac = there.attachment().mac();
    String tunnel = Swarm.address(there.endpoint().host());
    Command show = Command.of("bridge", "-json", "fdb", "show").in(sandbox);
    if (!Await.until(SETTLE_LIMIT, () -> forwards(host.require(show), mac, tunnel))) {
      throw LinerateException.environment(
          "%s has not heard of %s within %d s"
              .formatted(host.name(), there.endpoint().label(), SETTLE_LIMIT.toSeconds()),
          "Are UDP and TCP port 7946 open between the hosts?");
    }
  }

  /** Whether {@code bridge -json fdb show} sends frames for {@code mac} to {@code tunnel}. */
  static boolean forwards(String json, String mac, String tunnel) {
    for (JsonNode entry : Json.parse("bridge", json)) {
      if (entry.path("mac").asString("").equals(mac)
          && entry.path("dst").asString("").equals(tunnel)) {
        return true;
      }
    }
    return false;
  }

  private static Layout layout(List<Endpoint> endpoints, Map<Host, NetNs> sandboxes) {
    TopologyReader reader = DockerNetworks.look(endpoints);
    sandboxes.forEach((host, sandbox) -> reader.look(sandboxBox(host), host, sandbox));
    return reader.between(endpoints);
  }

  private static Topology.Box sandboxBox(Host host) {
    return new Topology.Box(
        host.name() + "-overlay",
        "overlay namespace",
        Topology.BoxKind.OVERLAY_SANDBOX,
        Optional.of(host.name()));
  }
}
