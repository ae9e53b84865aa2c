package dev.linerate.doctor.path;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.path.FirewallDrops.Drop;
import dev.linerate.doctor.path.PathState.Change;
import dev.linerate.linux.EchoSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether packets of a size disappear, and where. */
final class HoleFinding {
  private final Leg leg;
  private final Probed probed;

  HoleFinding(Leg leg, Probed probed) {
    this.leg = leg;
    this.probed = probed;
  }

  /**
   * An answer is as large as the request, so the hole may be on the way back: then TCP flows in
   * this direction, and not in the other.
   */
  Optional<Diagnosis> diagnosis() {
    int expected = leg.out().mtu();
    if (probed.tcp().filter(Transfer.Tcp::complete).isPresent()) {
      return Optional.empty();
    }
    return probed
        .sizes()
        .filter(passed -> passed.holeFor(expected))
        .map(passed -> hole(expected, passed.largest()));
  }

  private Diagnosis hole(int expected, int passes) {
    return new Diagnosis(
        Fault.MTU_HOLE,
        leg.place(),
        "TCP stalls after its first packets and large datagrams are lost, although ping works",
        holeEvidence(expected, passes),
        "Packets of more than %d bytes disappear %s, and no router says so; %s counts on %d"
            .formatted(
                passes, HopSearch.hole(leg.source(), probed.hops()), leg.out().name(), expected),
        Remedy.cure(
            "Send no larger packets, or make the way wide enough for " + expected + " bytes",
            mtuCure(expected, passes)));
  }

  private Cure mtuCure(int expected, int passes) {
    Patient sender = leg.sender();
    String device = leg.out().name();
    return Cure.safe(
        List.of(sender.command("ip", "link", "set", device, "mtu", Integer.toString(passes))),
        List.of(sender.command("ip", "link", "set", device, "mtu", Integer.toString(expected))));
  }

  private List<Evidence> holeEvidence(int expected, int passes) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        new Evidence(
            leg.sender().shown(ping(expected)),
            "%d bytes: no answer, no word".formatted(expected)));
    evidence.add(
        new Evidence(
            leg.sender().shown(ping(passes)),
            "%d bytes: the largest that passes".formatted(passes)));
    probed
        .below()
        .ifPresent(below ->
            evidence.add(
                new Evidence(
                    "the same between " + below.from() + " and " + below.to(),
                    "%d of %d bytes pass".formatted(below.passed().largest(), below.expected()))));
    for (Change change : probed.changes()) {
      change.drops().stream()
          .filter(Drop::fragmentationNeeded)
          .forEach(drop -> evidence.add(change.firewall().evidence(drop.line())));
    }
    probed.tcp().filter(tcp -> !tcp.complete()).ifPresent(tcp -> evidence.add(tcp.evidence()));
    return evidence;
  }

  private List<String> ping(int bytes) {
    return List.of(
        "ping",
        "-M",
        "do",
        "-c",
        "1",
        "-s",
        Integer.toString(bytes - EchoSocket.HEADERS),
        leg.target());
  }
}
