package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.Decision;
import dev.linerate.doctor.state.Firewall;
import dev.linerate.doctor.state.Link;
import dev.linerate.doctor.state.Packet;
import dev.linerate.host.Command;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whether frames between two ports of a bridge are handed to a firewall that drops what it
 * forwards. Docker sets that policy, and br_netfilter hands bridged frames over.
 */
final class BridgeFirewallCheck implements HostCheck {
  private static final String KEY = "net.bridge.bridge-nf-call-iptables";
  private static final String ADVICE = "Accept what stays on this bridge";

  @Override
  public String name() {
    return "firewall between ports of a bridge";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.FORWARD_DROP);
  }

  @Override
  public Verdict examine(Patient patient) {
    List<Link> links = Link.all(patient);
    Reading all = patient.sysctl(KEY);
    List<Link> filtered =
        links.stream()
            .filter(link -> link.bridge() && ports(link, links) > 1)
            .filter(link -> link.filtersBridged() || "1".equals(all.text().orElse("0")))
            .toList();
    if (filtered.isEmpty()) {
      return new Verdict.NotHere("no firewall sees what bridges forward here");
    }
    Firewall firewall = Firewall.read(patient);
    List<Diagnosis> found = new ArrayList<>();
    for (Link bridge : filtered) {
      Firewall.Fate fate = firewall.fate("FORWARD", Packet.forwarded(bridge.name(), bridge.name()));
      if (fate.decision().dropped() && !meant(fate, bridge)) {
        found.add(diagnosis(patient, bridge, all, fate));
      }
    }
    return Verdict.of(found);
  }

  private static long ports(Link bridge, List<Link> links) {
    return links.stream().filter(link -> link.portOf(bridge)).count();
  }

  /** A rule that names the bridge is there on purpose: Docker's icc=false. */
  private static boolean meant(Firewall.Fate fate, Link bridge) {
    return !fate.decision().byPolicy() && fate.decision().line().contains(bridge.name());
  }

  private static Diagnosis diagnosis(
      Patient patient, Link bridge, Reading all, Firewall.Fate fate) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(fate.evidence());
    evidence.add(
        bridge.filtersBridged()
            ? Link.reading(patient).evidence(bridge.name() + " nf_call_iptables 1")
            : all.evidence(KEY + " = 1"));
    return new Diagnosis(
        Fault.FORWARD_DROP,
        patient.place() + " " + bridge.name(),
        "ports of " + bridge.name() + " do not reach each other: connections time out",
        evidence,
        "Frames that the bridge forwards pass the firewall's FORWARD chain, which drops them",
        fate.decision().ofNft() ? byNft(bridge, fate.decision()) : byIptables(patient, bridge));
  }

  private static Remedy byIptables(Patient patient, Link bridge) {
    List<String> rule =
        List.of("FORWARD", "-i", bridge.name(), "-o", bridge.name(), "-j", "ACCEPT");
    return Remedy.cure(
        ADVICE,
        Cure.safe(List.of(iptables(patient, "-I", rule)), List.of(iptables(patient, "-D", rule))));
  }

  /**
   * What another table accepts this one still drops. A rule of nft's is taken back by a handle that
   * is known only afterwards, so that this is no cure.
   */
  private static Remedy byNft(Link bridge, Decision decision) {
    return Remedy.byHand(
        ADVICE,
        "nft insert rule %s %s iifname %s oifname %s accept"
            .formatted(decision.table(), decision.chain(), bridge.name(), bridge.name()));
  }

  private static Command iptables(Patient patient, String verb, List<String> rule) {
    List<String> arguments = new ArrayList<>(List.of("iptables", "-w", "3", verb));
    arguments.addAll(rule);
    return patient.command(arguments);
  }
}
