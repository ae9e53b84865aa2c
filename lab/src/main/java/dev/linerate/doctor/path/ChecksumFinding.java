package dev.linerate.doctor.path;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.path.PathState.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the receiver throws away what has a wrong checksum: it counts it. */
final class ChecksumFinding {
  private final Leg leg;
  private final Probed probed;

  ChecksumFinding(Leg leg, Probed probed) {
    this.leg = leg;
    this.probed = probed;
  }

  Optional<Diagnosis> diagnosis() {
    return probed.changes().stream()
        .filter(change -> leg.to().inside().equals(Optional.of(change.patient())))
        .filter(change -> wrong(change) > 0)
        .findFirst()
        .map(this::checksums);
  }

  private static long wrong(Change change) {
    return change.risen(KernelCounters.TCP_CHECKSUMS) + change.risen(KernelCounters.UDP_CHECKSUMS);
  }

  private Diagnosis checksums(Change receiver) {
    String device = leg.out().name();
    Patient sender = leg.sender();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        new Evidence(
            receiver.patient().shown(List.of("cat", "/proc/net/snmp")),
            "%d packets more with a wrong checksum (Tcp and Udp InCsumErrors)"
                .formatted(wrong(receiver))));
    probed.tcp().ifPresent(tcp -> evidence.add(tcp.evidence()));
    if (probed.answered()) {
      evidence.add(new Evidence("ping " + leg.target(), "answers: ICMP has checksums of its own"));
    }
    return new Diagnosis(
        Fault.CHECKSUM,
        leg.place(),
        "TCP does not get through or stalls, although ping works",
        evidence,
        device
            + " of "
            + leg.from().name()
            + " leaves checksums to hardware, and what carries its packets does not compute them",
        Remedy.cure(
            "Let the sender compute them",
            Cure.safe(
                List.of(sender.command("ethtool", "-K", device, "tx", "off")),
                List.of(sender.command("ethtool", "-K", device, "tx", "on")))));
  }
}
