package dev.linerate.doctor.check;

import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.Link;
import dev.linerate.host.Uplink;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether two VXLAN tunnels that lead to each other's hosts agree on id and port. */
final class VxlanPairCheck implements TogetherCheck {
  @Override
  public String name() {
    return "ends of tunnels";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.VXLAN_CLASH);
  }

  /** A tunnel of a host's own namespace that leads to one other host. */
  private record Tunnel(Patient host, String address, Link link, Link.Vxlan vxlan) {
    String remote() {
      return vxlan.remote().orElse("");
    }

    boolean leadsTo(Tunnel other) {
      return remote().equals(other.address);
    }

    boolean agrees(Tunnel other) {
      return vxlan.id() == other.vxlan.id() && vxlan.port() == other.vxlan.port();
    }
  }

  @Override
  public Verdict examine(List<Patient> patients) {
    List<Tunnel> tunnels = patients.stream().flatMap(p -> tunnels(p).stream()).toList();
    List<Diagnosis> found = new ArrayList<>();
    for (Tunnel tunnel : tunnels) {
      List<Tunnel> back =
          tunnels.stream().filter(t -> tunnel.leadsTo(t) && t.leadsTo(tunnel)).toList();
      if (!back.isEmpty() && back.stream().noneMatch(tunnel::agrees)) {
        found.add(diagnosis(tunnel, nearest(tunnel, back)));
      }
    }
    return Verdict.of(found);
  }

  private static List<Tunnel> tunnels(Patient host) {
    Optional<String> address = host.host().uplink().map(Uplink::address);
    List<Tunnel> tunnels = new ArrayList<>();
    for (Link link : address.isPresent() ? Link.all(host) : List.<Link>of()) {
      link.vxlan()
          .filter(vxlan -> vxlan.remote().isPresent())
          .ifPresent(vxlan -> tunnels.add(new Tunnel(host, address.get(), link, vxlan)));
    }
    return tunnels;
  }

  /** The one with the same id or the same name, which must be what is meant. */
  private static Tunnel nearest(Tunnel tunnel, List<Tunnel> back) {
    return back.stream()
        .filter(t ->
            t.vxlan().id() == tunnel.vxlan().id() || t.link().name().equals(tunnel.link().name()))
        .findFirst()
        .orElse(back.getFirst());
  }

  private static Diagnosis diagnosis(Tunnel tunnel, Tunnel back) {
    boolean ids = tunnel.vxlan().id() != back.vxlan().id();
    return new Diagnosis(
        Fault.VXLAN_CLASH,
        tunnel.host().place() + " " + tunnel.link().name(),
        "nothing arrives over the tunnel, while both hosts reach each other",
        List.of(
            Link.reading(tunnel.host()).evidence(tunnel.link().line()),
            Link.reading(back.host()).evidence(back.link().line())),
        "Its ends use different "
            + (ids ? "ids" : "UDP ports")
            + ": each drops what the other sends",
        Remedy.byHand(
            "Make one end again with the id and port of the other",
            back.host().shown(List.of("ip", "link", "delete", back.link().name())),
            back.host()
                .shown(
                    List.of(
                        "ip",
                        "link",
                        "add",
                        back.link().name(),
                        "type",
                        "vxlan",
                        "id",
                        Integer.toString(tunnel.vxlan().id()),
                        "local",
                        back.address(),
                        "remote",
                        tunnel.address(),
                        "dstport",
                        Integer.toString(tunnel.vxlan().port())))));
  }
}
