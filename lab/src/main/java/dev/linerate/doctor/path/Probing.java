package dev.linerate.doctor.path;

import dev.linerate.doctor.Patient;
import dev.linerate.doctor.path.HopSearch.Hop;
import dev.linerate.doctor.path.Probed.Below;
import dev.linerate.doctor.path.SizeSearch.Passed;
import dev.linerate.doctor.state.Link;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.NetNs;
import dev.linerate.host.Uplink;
import dev.linerate.linux.ArpSocket;
import dev.linerate.linux.EchoReply;
import dev.linerate.linux.EchoReply.Kind;
import dev.linerate.linux.EchoSocket;
import dev.linerate.linux.LinuxException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sends the packets of one direction; takes a few seconds where everything is lost. */
final class Probing {
  private static final Duration ARP_LIMIT = Duration.ofMillis(250);

  /** The first packet may wait for an ARP answer. */
  private static final Duration FIRST_LIMIT = Duration.ofMillis(600);

  private static final Duration LIMIT = Duration.ofMillis(100);
  private static final int FIRST_TRIES = 3;
  private static final int FAR = 64;
  private static final int LARGEST = 0xffff;

  private final Leg leg;
  private final Optional<NetNs> from;

  Probing(Leg leg) {
    this.leg = leg;
    this.from = leg.from().netns();
  }

  Probed all() {
    List<Patient> places = places();
    PathState before = PathState.now(places);
    Set<String> owners = owners();
    boolean answered = answers();
    Optional<Passed> sizes =
        answered ? search(from, leg.target(), leg.out().mtu()) : Optional.empty();
    boolean hole = sizes.filter(passed -> passed.holeFor(leg.out().mtu())).isPresent();
    Optional<Transfer.Tcp> tcp = transfer();
    return new Probed(
        owners,
        answered,
        sizes,
        hole ? hops() : List.of(),
        tcp,
        hole ? below() : Optional.empty(),
        PathState.now(places).since(before));
  }

  /** Both ends and their hosts, each once. */
  private List<Patient> places() {
    Set<Patient> places = new LinkedHashSet<>();
    leg.from().inside().ifPresent(places::add);
    leg.to().inside().ifPresent(places::add);
    places.addAll(leg.hosts());
    return new ArrayList<>(places);
  }

  private Set<String> owners() {
    if (leg.out().loopback() || !leg.out().mac().matches("(?:[0-9a-f]{2}:){5}[0-9a-f]{2}")) {
      return Set.of();
    }
    try {
      byte[] source = address(leg.source()).getAddress();
      byte[] next = address(leg.next()).getAddress();
      return Transfer.inside(
          from,
          () -> ArpSocket.owners(leg.out().index(), leg.out().mac(), source, next, ARP_LIMIT));
    } catch (LinuxException e) {
      throw failed(e);
    }
  }

  private boolean answers() {
    Prober prober = prober(from, leg.target(), FIRST_LIMIT);
    for (int i = 0; i < FIRST_TRIES; i++) {
      EchoReply reply = prober.probe(SizeSearch.SMALLEST, FAR);
      if (reply.answered() || reply.kind() == Kind.UNREACHABLE) {
        return reply.answered();
      }
    }
    return false;
  }

  private List<Hop> hops() {
    return new HopSearch(prober(from, leg.target(), LIMIT))
        .hops(SizeSearch.SMALLEST, leg.out().mtu());
  }

  /** The datagrams only show in the receiver's counters: UDP may be lost on any path. */
  private Optional<Transfer.Tcp> transfer() {
    return leg.to()
        .inside()
        .map(_ -> {
          Transfer transfer = new Transfer(from, leg.to().netns(), leg.target());
          transfer.datagrams();
          return transfer.tcp();
        });
  }

  private Optional<Below> below() {
    Optional<Patient> here = uplinked(leg.from());
    Optional<Patient> there = uplinked(leg.to());
    if (here.isEmpty()
        || there.isEmpty()
        || here.equals(there)
        || here.equals(leg.from().inside())) {
      return Optional.empty();
    }
    Uplink out = here.get().host().uplink().orElseThrow();
    Uplink in = there.get().host().uplink().orElseThrow();
    int expected = mtu(here.get(), out);
    return search(here.get().netns(), in.address(), expected)
        .filter(passed -> passed.holeFor(expected))
        .map(passed ->
            new Below(
                here.get().place() + " " + out.iface(),
                there.get().place() + " " + in.iface(),
                expected,
                passed));
  }

  private static Optional<Patient> uplinked(PathEnd end) {
    return end.host().filter(patient -> patient.host().uplink().isPresent());
  }

  private static int mtu(Patient patient, Uplink uplink) {
    return Link.all(patient).stream()
        .filter(link -> link.name().equals(uplink.iface()))
        .findFirst()
        .map(Link::mtu)
        .orElse(uplink.link().mtu().bytes());
  }

  private static Optional<Passed> search(Optional<NetNs> from, String target, int expected) {
    return new SizeSearch(prober(from, target, LIMIT)).upTo(Math.min(expected, LARGEST));
  }

  private static Prober prober(Optional<NetNs> from, String target, Duration limit) {
    return (bytes, timeToLive) -> {
      try {
        return Transfer.inside(
            from,
            () -> {
              try (EchoSocket socket = EchoSocket.to(address(target))) {
                return socket.send(bytes, timeToLive, limit);
              }
            });
      } catch (LinuxException e) {
        throw failed(e);
      }
    };
  }

  private static Inet4Address address(String text) {
    if (InetAddress.ofLiteral(text) instanceof Inet4Address four) {
      return four;
    }
    throw LinerateException.user(text + " is no IPv4 address", "Give one like 10.0.0.7");
  }

  private static LinerateException failed(IOException e) {
    return LinerateException.environment(
        "the path cannot be tried: " + e.getMessage(), "Run it as root", e);
  }
}
