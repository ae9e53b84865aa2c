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
    Optional<String> outside = outside(patient, swarm, links);
    if (outside.isPresent()) {
      Firewall firewall = Firewall.read(patient);
      for (Port port : ports) {
        blocked(patient, firewall, outside.get(), port).ifPresent(found::add);
      }
    }
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
                        .anyMatch(a ->
                            swarm.filter(s -> s.address().equals(a.local())).isPresent()))
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

  private static Optional<Diagnosis> blocked(
      Patient patient, Firewall firewall, String iface, Port port) {
    Firewall.Fate in =
        firewall.fate("INPUT", Packet.incoming(iface, port.protocol(), port.number()));
    if (in.decision().dropped()) {
      return Optional.of(blocked(patient, in, "INPUT", "-i", iface, port));
    }
    Firewall.Fate out =
        firewall.fate("OUTPUT", Packet.outgoing(iface, port.protocol(), port.number()));
    return out.decision().dropped()
        ? Optional.of(blocked(patient, out, "OUTPUT", "-o", iface, port))
        : Optional.empty();
  }

  private static Diagnosis blocked(
      Patient patient, Firewall.Fate fate, String chain, String way, String iface, Port port) {
    boolean vxlan = port.fault() == Fault.VXLAN_BLOCKED;
    return new Diagnosis(
        port.fault(),
        patient.place() + " " + port,
        vxlan
            ? "hosts reach each other, and their containers do not over the overlay"
            : "nodes do not join the swarm, or overlays learn of no container",
        List.of(fate.evidence()),
        "The host's own firewall drops " + port + (chain.equals("INPUT") ? " that comes in on " : " that goes out of ")
            + iface,
        remedy(patient, fate, List.of(chain, way, iface, "-p", port.protocol(), "--dport",
            Integer.toString(port.number()), "-j", "ACCEPT")));
  }

  /** A rule in front of iptables' own table filter helps against that table alone. */
  private static Remedy remedy(Patient patient, Firewall.Fate fate, List<String> rule) {
    String advice = "Let it through, in the firewall's own configuration too";
    return fate.decision().table().equals("filter")
        ? Remedy.cure(
            advice,
            Cure.safe(
                List.of(iptables(patient, "-I", rule)), List.of(iptables(patient, "-D", rule))))
        : Remedy.byHand(advice);
  }

  private static Command iptables(Patient patient, String verb, List<String> rule) {
    List<String> arguments = new ArrayList<>(List.of("iptables", "-w", "3", verb));
    arguments.addAll(rule);
    return patient.command(arguments);
  }
}
