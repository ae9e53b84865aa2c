package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.ForwardingEntry;
import dev.linerate.doctor.state.Link;
import dev.linerate.doctor.state.Segment;
import dev.linerate.doctor.state.Segment.Station;
import dev.linerate.doctor.state.Segment.Tunnel;
import dev.linerate.host.Command;
import dev.linerate.host.Uplink;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether tunnels send frames to the host that their station is really on. */
final class FdbCheck implements TogetherCheck {
  @Override
  public String name() {
    return "forwarding entries of tunnels";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.FDB_ENTRY);
  }

  @Override
  public Verdict examine(List<Patient> patients) {
    List<Diagnosis> found = new ArrayList<>();
    for (Segment segment : Segment.of(patients)) {
      for (Tunnel tunnel : segment.tunnels()) {
        List<ForwardingEntry> entries =
            ForwardingEntry.all(tunnel.end().place()).stream()
                .filter(entry -> entry.device().equals(tunnel.end().link().name()))
                .filter(entry -> entry.remote().isPresent())
                .toList();
        for (Station station : segment.stations()) {
          if (!station.host().equals(tunnel.host())) {
            look(tunnel, station, entries).ifPresent(found::add);
          }
        }
      }
    }
    return Verdict.of(found);
  }

  private static Optional<Diagnosis> look(
      Tunnel tunnel, Station station, List<ForwardingEntry> entries) {
    Optional<String> address = station.host().host().uplink().map(Uplink::address);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    Optional<ForwardingEntry> entry =
        entries.stream().filter(e -> e.mac().equals(station.mac())).findFirst();
    Optional<ForwardingEntry> elsewhere =
        entry.filter(e -> e.remote().filter(address.get()::equals).isEmpty());
    if (elsewhere.isPresent()) {
      return elsewhere.map(e -> wrong(tunnel, station, e, address.get()));
    }
    // what was learned is forgotten after minutes, and is not learned again without a flood
    boolean stays = entry.filter(e -> !e.state().isEmpty()).isPresent();
    return stays || finds(tunnel, entries)
        ? Optional.empty()
        : Optional.of(missing(tunnel, station, address.get()));
  }

  /**
   * Whether the tunnel finds a station that no entry names. A remote of its own is an entry too,
   * and may have been deleted like any other.
   */
  private static boolean finds(Tunnel tunnel, List<ForwardingEntry> entries) {
    Link.Vxlan vxlan = tunnel.end().link().vxlan().orElseThrow();
    return vxlan.external() || entries.stream().anyMatch(ForwardingEntry::any);
  }

  private static Diagnosis wrong(
      Tunnel tunnel, Station station, ForwardingEntry entry, String address) {
    String remote = entry.remote().orElseThrow();
    return diagnosis(
        tunnel,
        station,
        entry.line(),
        station.end().label() + " is on the host " + address + ", and its frames go to " + remote,
        Cure.safe(
            List.of(bridge(tunnel, "replace", entry.mac(), address)),
            List.of(bridge(tunnel, "replace", entry.mac(), remote))));
  }

  private static Diagnosis missing(Tunnel tunnel, Station station, String address) {
    return diagnosis(
        tunnel,
        station,
        "(no entry for " + station.mac() + ", and none for all others)",
        "The tunnel floods nothing, and no entry says that "
            + station.end().label()
            + " is on the host "
            + address,
        added(tunnel, station, address));
  }

  /** One that answers ARP itself needs the station's entry; the others flood, to find it. */
  private static Cure added(Tunnel tunnel, Station station, String address) {
    return tunnel.end().link().vxlan().orElseThrow().proxy()
        ? Cure.safe(
            List.of(bridge(tunnel, "replace", station.mac(), address)),
            List.of(bridge(tunnel, "delete", station.mac(), address)))
        : Cure.safe(
            List.of(flood(tunnel, "append", address)), List.of(flood(tunnel, "delete", address)));
  }

  /** With the interface in it, as the kernel makes it of a tunnel's own remote. */
  private static Command flood(Tunnel tunnel, String verb, String address) {
    Command plain = bridge(tunnel, verb, ForwardingEntry.ANY, address);
    List<String> arguments = new ArrayList<>(plain.arguments());
    tunnel
        .host()
        .host()
        .uplink()
        .filter(_ -> tunnel.end().place().equals(tunnel.host()))
        .ifPresent(
            uplink -> arguments.addAll(arguments.indexOf("self"), List.of("via", uplink.iface())));
    return tunnel.end().place().command(arguments);
  }

  private static Command bridge(Tunnel tunnel, String verb, String mac, String address) {
    return tunnel
        .end()
        .place()
        .command(
            "bridge",
            "fdb",
            verb,
            mac,
            "dev",
            tunnel.end().link().name(),
            "dst",
            address,
            "self",
            "permanent");
  }

  private static Diagnosis diagnosis(
      Tunnel tunnel, Station station, String line, String cause, Cure cure) {
    Patient place = tunnel.end().place();
    return new Diagnosis(
        Fault.FDB_ENTRY,
        tunnel.end().label(),
        station.end().label()
            + " cannot be reached from "
            + tunnel.host().place()
            + " over the tunnel",
        List.of(ForwardingEntry.reading(place).evidence(line)),
        cause,
        Remedy.cure("Send its frames to the right host", cure));
  }
}
