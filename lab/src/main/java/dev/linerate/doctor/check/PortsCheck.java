package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.Firewall;
import dev.linerate.doctor.state.Link;
import dev.linerate.doctor.state.Packet;
import dev.linerate.host.Command;
import dev.linerate.host.Uplink;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the host's own firewall lets in and out what overlays need: VXLAN, and of Swarm the ports
 * 2377 (managers) and 7946, and whether dockerd listens on those.
 */
final class PortsCheck implements HostCheck {
  private static final int MANAGERS = 2377;
  private static final int GOSSIP = 7946;

  @Override
  public String name() {
    return "ports of tunnels and Swarm";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.VXLAN_BLOCKED, Fault.SWARM_PORTS);
  }

  /** A port that must be open, and what it means when it is not. */
  private record Port(Fault fault, String protocol, int number) {
    @Override
    public String toString() {
      return protocol + "/" + number;
    }
  }

  @Override
  public Verdict examine(Patient patient) {
    Optional<Swarm> swarm = Swarm.on(patient);
    List<Link> links = Link.all(patient);
    List<Port> ports = ports(swarm, links);
    if (ports.isEmpty()) {
      return new Verdict.NotHere("no tunnel and no swarm here");
    }
    List<Diagnosis> found = new ArrayList<>();
    swarm.flatMap(s -> notListening(patient, s)).ifPresent(found::add);
    outside(patient, swarm, links)
        .flatMap(iface -> blocked(patient, Firewall.read(patient), iface, ports))
        .ifPresent(found::add);
    return Verdict.of(found);
  }

  private static List<Port> ports(Optional<Swarm> swarm, List<Link> links) {
    List<Port> ports = new ArrayList<>();
    links.stream()
        .flatMap(link -> link.vxlan().stream())
        .filter(vxlan -> vxlan.port() > 0)
        .map(vxlan -> new Port(Fault.VXLAN_BLOCKED, "udp", vxlan.port()))
        .distinct()
        .forEach(ports::add);
    swarm.ifPresent(s -> {
      ports.add(new Port(Fault.VXLAN_BLOCKED, "udp", s.dataPort()));
      ports.add(new Port(Fault.SWARM_PORTS, "tcp", GOSSIP));
      ports.add(new Port(Fault.SWARM_PORTS, "udp", GOSSIP));
      if (s.manages()) {
        ports.add(new Port(Fault.SWARM_PORTS, "tcp", MANAGERS));
      }
    });
    return ports.stream().distinct().toList();
  }

  /** The interface that leads to the other hosts. */
  private static Optional<String> outside(
      Patient patient, Optional<Swarm> swarm, List<Link> links) {
    return patient
        .host()
        .uplink()
        .map(Uplink::iface)
        .or(() ->
            links.stream()
                .filter(link ->
                    link.addresses().stream()
                        .anyMatch(
                            a -> swarm.filter(s -> s.address().equals(a.local())).isPresent()))
                .map(Link::name)
                .findFirst());
  }

  private static Optional<Diagnosis> notListening(Patient patient, Swarm swarm) {
    Reading sockets = patient.ask("ss", "-Hlnt");
    boolean listens = sockets.require().contains(":" + GOSSIP + " ");
    return listens || !swarm.state().equals("active")
        ? Optional.empty()
        : Optional.of(
            new Diagnosis(
                Fault.SWARM_PORTS,
                patient.place(),
                "overlays learn of no container on this host",
                List.of(sockets.evidence("(nobody listens on " + GOSSIP + ")")),
                "dockerd is in a swarm and does not listen on the port of its gossip",
                Remedy.byHand("Restart dockerd", "sudo systemctl restart docker")));
  }

  /** A port that is closed, what closes it, and the rule that would open it. */
  private record Closed(Port port, Firewall.Fate fate, List<String> opening) {}

  private static Optional<Diagnosis> blocked(
      Patient patient, Firewall firewall, String iface, List<Port> ports) {
    List<Closed> closed =
        ports.stream().flatMap(port -> closed(firewall, iface, port).stream()).toList();
    return closed.isEmpty() ? Optional.empty() : Optional.of(diagnosis(patient, iface, closed));
  }

  private static Optional<Closed> closed(Firewall firewall, String iface, Port port) {
    Firewall.Fate in =
        firewall.fate("INPUT", Packet.incoming(iface, port.protocol(), port.number()));
    Firewall.Fate out =
        firewall.fate("OUTPUT", Packet.outgoing(iface, port.protocol(), port.number()));
    if (in.decision().dropped()) {
      return Optional.of(new Closed(port, in, opening("INPUT", "-i", iface, port)));
    }
    return out.decision().dropped()
        ? Optional.of(new Closed(port, out, opening("OUTPUT", "-o", iface, port)))
        : Optional.empty();
  }

  private static List<String> opening(String chain, String way, String iface, Port port) {
    return List.of(
        chain,
        way,
        iface,
        "-p",
        port.protocol(),
        "--dport",
        Integer.toString(port.number()),
        "-j",
        "ACCEPT");
  }

  /** Swarm's ports are told when one of them is closed too: they are opened together. */
  private static Diagnosis diagnosis(Patient patient, String iface, List<Closed> closed) {
    boolean swarm = closed.stream().anyMatch(c -> c.port().fault() == Fault.SWARM_PORTS);
    String ports = closed.stream().map(c -> c.port().toString()).collect(Collectors.joining(", "));
    return new Diagnosis(
        swarm ? Fault.SWARM_PORTS : Fault.VXLAN_BLOCKED,
        patient.place(),
        swarm
            ? "nodes do not join the swarm, or overlays learn of no container"
            : "hosts reach each other, and their containers do not over the overlay",
        closed.stream().map(c -> c.fate().evidence()).distinct().toList(),
        "The host's own firewall drops " + ports + " on " + iface,
        remedy(patient, closed));
  }

  /** A rule in front of iptables' own table filter helps against that table alone. */
  private static Remedy remedy(Patient patient, List<Closed> closed) {
    String advice = "Let it through, in the firewall's own configuration too";
    boolean filter = closed.stream().allMatch(c -> c.fate().decision().table().equals("filter"));
    return filter
        ? Remedy.cure(
            advice,
            Cure.safe(
                closed.stream().map(c -> iptables(patient, "-I", c.opening())).toList(),
                closed.stream().map(c -> iptables(patient, "-D", c.opening())).toList()))
        : Remedy.byHand(advice);
  }

  private static Command iptables(Patient patient, String verb, List<String> rule) {
    List<String> arguments = new ArrayList<>(List.of("iptables", "-w", "3", verb));
    arguments.addAll(rule);
    return patient.command(arguments);
  }
}
