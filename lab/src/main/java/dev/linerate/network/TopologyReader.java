package dev.linerate.network;

import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Parallel;
import dev.linerate.host.Uplink;
import dev.linerate.result.Topology;
import dev.linerate.result.Topology.Box;
import dev.linerate.result.Topology.BoxKind;
import dev.linerate.result.Topology.Port;
import dev.linerate.result.Topology.Wire;
import dev.linerate.result.Topology.WireKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a network back from the kernel: every interface that a packet between the endpoints can
 * touch, found by walking from the endpoints' interfaces over veth peers, bridges, tunnels and
 * lower devices.
 */
public final class TopologyReader {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final Box FABRIC = new Box("switch", "switch", BoxKind.SWITCH, Optional.empty());

  private final List<Look> looks = new ArrayList<>();
  private final Map<String, Box> boxes = new LinkedHashMap<>();
  private final Map<String, Layout.Place> places = new HashMap<>();
  private final Map<String, Link> links = new LinkedHashMap<>();
  private final Map<String, Bridge> bridges = new LinkedHashMap<>();
  private final Map<String, String> uplinks = new HashMap<>();
  private final Set<Wire> joints = new LinkedHashSet<>();

  /**
   * A switch the kernel does not know as a master: Open vSwitch's bridge.
   *
   * @param ports what it joins; those that are no interface of the namespace are drawn all the same
   */
  public record Bridge(String box, String name, String kind, List<Member> ports) {
    public Bridge {
      ports = List.copyOf(ports);
    }
  }

  /**
   * A port of a {@link Bridge}.
   *
   * @param kind used when no interface of that name is in the namespace
   */
  public record Member(String name, String kind, OptionalInt vni, Optional<String> detail) {}

  /** The box a host is drawn as. */
  public static Box hostBox(Host host) {
    return new Box(host.name(), host.name(), BoxKind.HOST, Optional.empty());
  }

  /** The box an endpoint is drawn as, inside its host. */
  public static Box box(Endpoint endpoint) {
    return new Box(
        endpoint.label().replace(' ', '-'),
        endpoint.label().substring(endpoint.host().name().length()).strip(),
        BoxKind.CONTAINER,
        Optional.of(endpoint.host().name()));
  }

  /** An interface as {@code ip -json -details address} tells it. */
  private record Link(
      String box,
      int index,
      String name,
      String kind,
      Optional<String> master,
      int lowerIndex,
      Optional<Integer> lowerNamespace,
      int mtu,
      List<String> addresses,
      OptionalInt vni,
      Optional<String> local,
      Optional<String> detail) {
    String id() {
      return box + "/" + name;
    }
  }

  /** A namespace that is to be looked into; {@code host} is where the command runs. */
  private record Look(Box box, Host host, NetNs namespace) {
    List<Link> links() {
      String json =
          host.require(Command.of("ip", "-json", "-details", "address", "show").in(namespace));
      List<Link> links = new ArrayList<>();
      for (JsonNode node : JSON.readTree(json.isBlank() ? "[]" : json)) {
        if (!node.path("ifname").isMissingNode()) {
          links.add(link(box.id(), node));
        }
      }
      return links;
    }
  }

  /**
   * Looks into a namespace, when it is asked for what is there.
   *
   * @param host where the command runs
   */
  public TopologyReader look(Box box, Host host, NetNs namespace) {
    boxes.put(box.id(), box);
    places.put(box.id(), new Layout.Place(host, namespace));
    looks.add(new Look(box, host, namespace));
    return this;
  }

  /** Each look is a command: all run at once. */
  private void lookAround() {
    Parallel.map(looks, Look::links).stream()
        .flatMap(List::stream)
        .forEach(link -> links.put(link.id(), link));
    looks.clear();
  }

  /** Looks into hosts, each once, and into the switch their links end at. */
  public TopologyReader lookAt(Collection<Host> hosts) {
    for (Host host : new LinkedHashSet<>(hosts)) {
      host.netns().ifPresent(ns -> look(hostBox(host), host, ns));
      host.uplink().ifPresent(u -> uplinks.put(host.name(), host.name() + "/" + u.iface()));
      host.uplink()
          .flatMap(Uplink::fabric)
          .filter(ns -> !boxes.containsKey(FABRIC.id()))
          .ifPresent(ns -> look(FABRIC, host, ns));
    }
    return this;
  }

  /** Looks into an endpoint's namespace, drawn inside its host. */
  public TopologyReader lookAt(Endpoint endpoint) {
    return look(box(endpoint), endpoint.host(), endpoint.netns());
  }

  /** Adds a switch the kernel does not know as a master. */
  public TopologyReader bridge(Bridge bridge) {
    bridges.put(bridge.box() + "/" + bridge.name(), bridge);
    return this;
  }

  /**
   * Joins two ports that the kernel's tables do not show as joined.
   *
   * @param from id of a port: box id, slash, interface name
   * @param to likewise
   */
  public TopologyReader join(String from, String to, WireKind kind) {
    joints.add(new Wire(from, to, kind));
    return this;
  }

  private static Link link(String box, JsonNode node) {
    JsonNode info = node.path("linkinfo");
    JsonNode data = info.path("info_data");
    List<String> addresses = new ArrayList<>();
    for (JsonNode address : node.path("addr_info")) {
      if (address.path("family").asString("").equals("inet")) {
        addresses.add(address.path("local").asString("") + "/" + address.path("prefixlen").asInt());
      }
    }
    return new Link(
        box,
        node.path("ifindex").asInt(),
        node.path("ifname").asString(""),
        info.path("info_kind").asString(node.path("link_type").asString("ether")),
        text(node.path("master")).map(m -> box + "/" + m),
        node.path("link_index").asInt(lowerIndex(data)),
        node.has("link_netnsid")
            ? Optional.of(node.path("link_netnsid").asInt())
            : Optional.empty(),
        node.path("mtu").asInt(),
        addresses,
        data.has("id") ? OptionalInt.of(data.path("id").asInt()) : OptionalInt.empty(),
        text(data.path("local")),
        detail(data));
  }

  private static int lowerIndex(JsonNode data) {
    return data.path("link_index").asInt(0);
  }

  private static Optional<String> detail(JsonNode data) {
    List<String> words = new ArrayList<>();
    text(data.path("remote")).ifPresent(r -> words.add("remote " + r));
    text(data.path("mode")).ifPresent(m -> words.add("mode " + m));
    if (data.has("port") && data.has("id")) {
      words.add("UDP port " + data.path("port").asInt());
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isString() ? Optional.of(node.asString()) : Optional.empty();
  }

  /** The part of what was seen that these endpoints can reach. */
  public Layout between(Collection<Endpoint> endpoints) {
    return reach(
        endpoints.stream().map(end -> box(end).id() + "/" + end.iface()).distinct().toList());
  }

  /**
   * The part of what was seen that the named interfaces can reach.
   *
   * @param starts ids of the endpoints' interfaces: box id, slash, interface name
   */
  public Layout reach(List<String> starts) {
    lookAround();
    Set<String> reached = new HashSet<>(starts);
    Deque<String> open = new ArrayDeque<>(starts);
    while (!open.isEmpty()) {
      for (String next : next(open.remove())) {
        if (reached.add(next)) {
          open.add(next);
        }
      }
    }
    return new Layout(topology(reached), places);
  }

  private List<String> next(String id) {
    List<String> next = new ArrayList<>();
    Link link = links.get(id);
    if (link != null) {
      peer(link).ifPresent(p -> next.add(p.id()));
      master(link).ifPresent(next::add);
      lower(link).ifPresent(l -> next.add(l.id()));
      links.values().stream()
          .filter(l -> l.master().equals(Optional.of(id)) && !loose(l))
          .forEach(l -> next.add(l.id()));
    }
    Bridge bridge = bridges.get(id);
    if (bridge != null) {
      bridge.ports().forEach(p -> next.add(bridge.box() + "/" + p.name()));
    }
    bridges.values().stream()
        .filter(b -> b.ports().stream().anyMatch(p -> id.equals(b.box() + "/" + p.name())))
        .forEach(b -> next.add(b.box() + "/" + b.name()));
    for (Wire joint : joints) {
      if (joint.from().equals(id)) {
        next.add(joint.to());
      } else if (joint.to().equals(id)) {
        next.add(joint.from());
      }
    }
    return next;
  }

  /** Interface indices are unique within a namespace only: both ends must point at each other. */
  private Optional<Link> peer(Link link) {
    if (!link.kind().equals("veth")) {
      return Optional.empty();
    }
    return links.values().stream()
        .filter(o -> o.kind().equals("veth") && !o.id().equals(link.id()))
        .filter(o -> o.index() == link.lowerIndex() && o.lowerIndex() == link.index())
        .filter(o -> o.box().equals(link.box()) == link.lowerNamespace().isEmpty())
        .min(Comparator.comparing(o -> !outermost(o.box()).equals(outermost(link.box()))));
  }

  /** Hosts built alike have like indices: a peer inside the same host is the one. */
  private String outermost(String box) {
    return outer(box).map(this::outermost).orElse(box);
  }

  /** The other end is in a namespace that was not looked into: another network's, or idle. */
  private boolean loose(Link link) {
    return link.kind().equals("veth") && peer(link).isEmpty();
  }

  private Optional<String> master(Link link) {
    Optional<String> bridge =
        bridges.values().stream()
            .filter(b -> b.box().equals(link.box()))
            .filter(b -> b.ports().stream().anyMatch(p -> p.name().equals(link.name())))
            .map(b -> b.box() + "/" + b.name())
            .findFirst();
    return bridge.or(() -> link.master().filter(links::containsKey));
  }

  /** What a macvlan or a VXLAN device sends through. */
  private Optional<Link> lower(Link link) {
    if (link.kind().equals("vxlan") && link.local().isPresent()) {
      return holder(link.local().get());
    }
    if (link.kind().equals("vxlan")) {
      // Docker's has no local address: it was made in the host's namespace and moved from there
      return outer(link.box()).map(uplinks::get).map(links::get);
    }
    if (link.kind().equals("macvlan")) {
      return links.values().stream()
          .filter(l -> l.index() == link.lowerIndex() && !l.box().equals(link.box()))
          .filter(l -> !l.kind().equals("macvlan"))
          .filter(l -> outer(link.box()).equals(Optional.of(l.box())))
          .findFirst();
    }
    return Optional.empty();
  }

  private Optional<String> outer(String box) {
    return Optional.ofNullable(boxes.get(box)).flatMap(Box::inside);
  }

  private Optional<Link> holder(String address) {
    return links.values().stream()
        .filter(l -> l.addresses().stream().anyMatch(a -> a.startsWith(address + "/")))
        .findFirst();
  }

  private Topology topology(Set<String> reached) {
    List<Port> ports = new ArrayList<>();
    Set<String> drawn = new HashSet<>();
    for (Bridge bridge : bridges.values()) {
      if (reached.contains(bridge.box() + "/" + bridge.name())) {
        ports.add(bridgePort(bridge));
        drawn.add(bridge.box() + "/" + bridge.name());
        bridge.ports().stream()
            .filter(p -> !links.containsKey(bridge.box() + "/" + p.name()))
            .forEach(p -> ports.add(memberPort(bridge, p)));
      }
    }
    for (Link link : links.values()) {
      if (reached.contains(link.id()) && !drawn.contains(link.id())) {
        ports.add(
            new Port(
                link.id(),
                link.box(),
                link.name(),
                link.kind(),
                master(link),
                link.mtu(),
                link.addresses(),
                link.vni(),
                link.detail()));
      }
    }
    Set<String> used = new HashSet<>();
    ports.forEach(p -> used.add(p.box()));
    ports.forEach(p -> outer(p.box()).ifPresent(used::add));
    List<Box> shown = boxes.values().stream().filter(b -> used.contains(b.id())).toList();
    return new Topology(shown, ports, wires(ports));
  }

  private Port bridgePort(Bridge bridge) {
    Link own = links.get(bridge.box() + "/" + bridge.name());
    return new Port(
        bridge.box() + "/" + bridge.name(),
        bridge.box(),
        bridge.name(),
        bridge.kind(),
        Optional.empty(),
        own == null ? 0 : own.mtu(),
        own == null ? List.of() : own.addresses(),
        OptionalInt.empty(),
        Optional.empty());
  }

  private static Port memberPort(Bridge bridge, Member member) {
    return new Port(
        bridge.box() + "/" + member.name(),
        bridge.box(),
        member.name(),
        member.kind(),
        Optional.of(bridge.box() + "/" + bridge.name()),
        0,
        List.of(),
        member.vni(),
        member.detail());
  }

  private List<Wire> wires(List<Port> ports) {
    Set<Wire> wires = new LinkedHashSet<>();
    for (Port port : ports) {
      Link link = links.get(port.id());
      if (link == null) {
        continue;
      }
      peer(link)
          .filter(p -> link.id().compareTo(p.id()) < 0)
          .ifPresent(p -> wires.add(new Wire(link.id(), p.id(), WireKind.VETH)));
      lower(link).ifPresent(l -> wires.add(new Wire(link.id(), l.id(), WireKind.LOWER)));
    }
    Set<String> drawn = new HashSet<>();
    ports.forEach(p -> drawn.add(p.id()));
    joints.stream()
        .filter(j -> drawn.contains(j.from()) && drawn.contains(j.to()))
        .forEach(wires::add);
    for (Port a : ports) {
      for (Port b : ports) {
        if (a.vni().isPresent() && a.vni().equals(b.vni()) && a.id().compareTo(b.id()) < 0) {
          wires.add(new Wire(a.id(), b.id(), WireKind.TUNNEL));
        }
      }
    }
    return List.copyOf(wires);
  }
}
