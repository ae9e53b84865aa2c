package dev.linerate.doctor.state;

import dev.linerate.doctor.Patient;
import dev.linerate.host.Uplink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What hears each other's broadcasts: the link between hosts, or the ends of one VXLAN.
 *
 * @param name {@code link}, {@code VXLAN 4097 port 4789}
 * @param stations everything that has an address on it
 * @param tunnels the VXLAN interfaces it goes through
 */
public record Segment(String name, List<Station> stations, List<Tunnel> tunnels) {
  public Segment {
    stations = List.copyOf(stations);
    tunnels = List.copyOf(tunnels);
  }

  /**
   * An interface with an address.
   *
   * @param host the host it is on
   */
  public record Station(Patient host, Wires.End end) {
    public String mac() {
      return end.link().mac();
    }

    public List<Link.Address> addresses() {
      return end.link().addresses();
    }
  }

  /** A VXLAN interface, and the host it is on. */
  public record Tunnel(Patient host, Wires.End end) {}

  /**
   * The segments that hosts share.
   *
   * @throws dev.linerate.fault.LinerateException when a namespace of one cannot be read
   */
  public static List<Segment> of(List<Patient> hosts) {
    List<Station> link = new ArrayList<>();
    Map<String, List<Station>> stations = new TreeMap<>();
    Map<String, List<Tunnel>> tunnels = new TreeMap<>();
    for (Patient host : hosts) {
      Wires wires = Wires.of(Places.of(host));
      uplink(host, wires).ifPresent(link::add);
      for (Wires.End bridge : wires.bridges()) {
        for (Wires.End port : wires.ports(bridge)) {
          port.link()
              .vxlan()
              .ifPresent(vxlan -> {
                String name = "VXLAN " + vxlan.id() + " port " + vxlan.port();
                tunnels.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Tunnel(host, port));
                stations
                    .computeIfAbsent(name, _ -> new ArrayList<>())
                    .addAll(behind(host, wires, bridge));
              });
        }
      }
    }
    List<Segment> segments = new ArrayList<>(List.of(new Segment("link", link, List.of())));
    tunnels.forEach((name, through) ->
        segments.add(new Segment(name, stations.getOrDefault(name, List.of()), through)));
    return segments;
  }

  private static Optional<Station> uplink(Patient host, Wires wires) {
    Optional<String> iface = host.host().uplink().map(Uplink::iface);
    return wires.ends().stream()
        .filter(e -> e.place().equals(host))
        .filter(e -> iface.filter(e.link().name()::equals).isPresent())
        .findFirst()
        .map(e -> new Station(host, e));
  }

  /** The other ends of a bridge's ports. A gateway's address is the same on every host. */
  private static List<Station> behind(Patient host, Wires wires, Wires.End bridge) {
    return wires.ports(bridge).stream()
        .flatMap(port -> wires.other(port).stream())
        .map(end -> new Station(host, end))
        .toList();
  }
}
