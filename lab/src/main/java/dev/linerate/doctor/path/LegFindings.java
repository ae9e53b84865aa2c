package dev.linerate.doctor.path;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.path.FirewallDrops.Drop;
import dev.linerate.doctor.path.PathState.Change;
import dev.linerate.doctor.state.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the fate of the packets of one direction means. */
final class LegFindings {
  private final Leg leg;
  private final Probed probed;

  LegFindings(Leg leg, Probed probed) {
    this.leg = leg;
    this.probed = probed;
  }

  /** All causes that were found, none when everything arrived. */
  List<Diagnosis> causes() {
    List<Diagnosis> found = new ArrayList<>(new NeighbourFindings(leg, probed).all());
    new HoleFinding(leg, probed).diagnosis().ifPresent(found::add);
    if (probed.lost()) {
      forwardingOff().ifPresent(found::add);
      new ChecksumFinding(leg, probed).diagnosis().ifPresent(found::add);
      for (Change change : probed.changes()) {
        new ReversePathFinding(leg, change).diagnosis().ifPresent(found::add);
        change.drops().forEach(drop -> dropped(change, drop).ifPresent(found::add));
      }
    }
    return found;
  }

  /** For when nothing says why. */
  Optional<Diagnosis> unexplained() {
    if (!probed.lost()) {
      return Optional.empty();
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        new Evidence(
            "ping " + leg.target(), probed.answered() ? "answers" : "no answer in three tries"));
    if (probed.owners().isEmpty() && !leg.out().loopback()) {
      evidence.add(new Evidence("arping " + leg.next(), "nobody answers on " + leg.out().name()));
    }
    probed.tcp().ifPresent(tcp -> evidence.add(tcp.evidence()));
    return Optional.of(
        new Diagnosis(
            Fault.UNREACHABLE,
            leg.place(),
            probed.answered()
                ? "TCP does not get through, although ping does"
                : leg.to().name() + " does not answer " + leg.from().name(),
            evidence,
            "Nothing that could be looked into says why: the cause is where linerate cannot look",
            Remedy.byHand(
                "Look at the hosts, switches and firewalls between them; watch where it stops",
                leg.sender().shown(List.of("tcpdump", "-ni", leg.out().name())))));
  }

  private Optional<Diagnosis> forwardingOff() {
    if (leg.direct() || leg.from().host().isEmpty()) {
      return Optional.empty();
    }
    Patient host = leg.from().host().get();
    boolean gateway =
        Link.all(host).stream()
            .flatMap(link -> link.addresses().stream())
            .anyMatch(address -> address.local().equals(leg.next()));
    var forward = host.sysctl("net.ipv4.ip_forward");
    return gateway && forward.text().orElse("").equals("0")
        ? Optional.of(forwardingOff(host, forward.evidence("net.ipv4.ip_forward = 0")))
        : Optional.empty();
  }

  private Diagnosis forwardingOff(Patient host, Evidence evidence) {
    return new Diagnosis(
        Fault.FORWARDING_OFF,
        host.place(),
        leg.from().name() + " reaches its own host and nothing beyond it",
        List.of(
            evidence,
            new Evidence(
                leg.sender().shown(List.of("ip", "route")), "the way is via " + leg.next())),
        "The host is the gateway, and its kernel drops what it would have to pass on",
        Remedy.cure(
            "Let it forward",
            Cure.safe(
                List.of(host.command("sysctl", "-w", "net.ipv4.ip_forward=1")),
                List.of(host.command("sysctl", "-w", "net.ipv4.ip_forward=0")))));
  }

  private Optional<Diagnosis> dropped(Change change, Drop drop) {
    if (drop.fragmentationNeeded()) {
      return Optional.empty();
    }
    boolean vxlan =
        Link.all(change.patient()).stream()
            .flatMap(link -> link.vxlan().stream())
            .anyMatch(tunnel -> drop.udpTo(tunnel.port()));
    boolean forward = drop.policy() && drop.rule().contains("FORWARD");
    Fault fault = vxlan ? Fault.VXLAN_BLOCKED : forward ? Fault.FORWARD_DROP : Fault.BLOCKED;
    return Optional.of(
        new Diagnosis(
            fault,
            change.patient().place(),
            "packets between %s and %s do not arrive".formatted(leg.from().name(), leg.to().name()),
            List.of(change.firewall().evidence(drop.line())),
            "This rule dropped packets while they were sent",
            Remedy.byHand(
                "Let a rule in front of it accept them, if that is meant to be",
                change.patient().shown(List.of("iptables-save", "-c")))));
  }
}
