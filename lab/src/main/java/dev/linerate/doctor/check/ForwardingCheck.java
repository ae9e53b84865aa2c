package dev.linerate.doctor.check;

import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.Link;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether the kernel routes for containers behind bridges that are their gateways. */
final class ForwardingCheck implements HostCheck {
  private static final String KEY = "net.ipv4.ip_forward";

  @Override
  public String name() {
    return "IP forwarding";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.FORWARDING_OFF);
  }

  @Override
  public Verdict examine(Patient patient) {
    List<Link> links = Link.all(patient);
    List<Link> gateways = links.stream().filter(link -> gateway(link, links)).toList();
    if (gateways.isEmpty()) {
      return new Verdict.NotHere("no bridge here is a gateway of containers");
    }
    Reading forward = patient.sysctl(KEY);
    return Verdict.of(
        forward.require().equals("0")
            ? List.of(diagnosis(patient, forward, gateways.getFirst()))
            : List.of());
  }

  /** A bridge with an address, and ports whose other ends are in other namespaces. */
  private static boolean gateway(Link link, List<Link> links) {
    return link.bridge()
        && !link.addresses().isEmpty()
        && links.stream().anyMatch(port -> port.portOf(link) && port.peerNetns().isPresent());
  }

  private static Diagnosis diagnosis(Patient patient, Reading forward, Link gateway) {
    return new Diagnosis(
        Fault.FORWARDING_OFF,
        patient.place(),
        "containers reach their own host and nothing beyond it",
        List.of(forward.evidence(KEY + " = 0"), Link.reading(patient).evidence(gateway.line())),
        "The kernel drops what it would have to pass on between "
            + gateway.name()
            + " and other interfaces",
        Remedy.cure("Let it forward", Cures.sysctl(patient, KEY, "1", "0")));
  }
}
