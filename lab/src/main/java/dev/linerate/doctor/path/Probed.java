package dev.linerate.doctor.path;

import dev.linerate.doctor.Patient;
import dev.linerate.doctor.path.HopSearch.Hop;
import dev.linerate.doctor.path.PathState.Change;
import dev.linerate.doctor.path.SizeSearch.Passed;
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
import java.util.OptionalInt;
import java.util.Set;

/**
 * What came of the packets that were sent in one direction.
 *
 * @param owners MAC addresses that answer for the next hop; empty also where there is no Ethernet
 * @param answered whether the target answers a small packet
 * @param sizes the largest packet that passes; empty when none does
 * @param hops where large packets get to, when some disappear
 * @param tcp a small transfer; empty where the receiver cannot be entered
 * @param datagrams how many of a few arrived
 * @param below the same between the two hosts, when large packets disappear between their
 *     containers
 * @param changes what was dropped meanwhile, by place
 */
record Probed(
    Set<String> owners,
    boolean answered,
    Optional<Passed> sizes,
    List<Hop> hops,
    Optional<Transfer.Tcp> tcp,
    OptionalInt datagrams,
    Optional<Below> below,
    List<Change> changes) {
  private static final Duration ARP_LIMIT = Duration.ofMillis(250);
  private static final Duration FIRST_LIMIT = Duration.ofMillis(600);
  private static final Duration LIMIT = Duration.ofMillis(100);
  private static final int FIRST_TRIES = 3;
  private static final int FAR = 64;

  Probed {
    owners = Set.copyOf(owners);
    hops = List.copyOf(hops);
    changes = List.copyOf(changes);
  }

  /**
   * The underlay between two hosts.
   *
   * @param from its interface, {@code h1 eth0}
   * @param expected the interface's MTU, bytes
   */
  record Below(String from, String to, int expected, Passed passed) {}

  /** Sends all of it; takes a few seconds on a path that loses everything. */
  static Probed of(Leg leg) {
    List<Patient> places = places(leg);
    PathState before = PathState.now(places);
    Set<String> owners = owners(leg);
    boolean answered = answers(leg.from().netns(), leg.target());
    Optional<Passed> sizes = Optional.empty();
    List<Hop> hops = List.of();
    if (answered) {
      sizes = search(leg.from().netns(), leg.target(), leg.out().mtu());
    }
    boolean hole = sizes.filter(passed -> passed.holeFor(leg.out().mtu())).isPresent();
    if (hole) {
      hops =
          new HopSearch(prober(leg.from().netns(), leg.target()))
              .hops(SizeSearch.SMALLEST, leg.out().mtu());
    }
    Optional<Transfer> transfer =
        leg.to()
            .inside()
            .map(_ -> new Transfer(leg.from().netns(), leg.to().netns(), leg.target()));
    Optional<Transfer.Tcp> tcp = transfer.map(Transfer::tcp);
    OptionalInt datagrams =
        transfer.isPresent() ? OptionalInt.of(transfer.get().datagrams()) : OptionalInt.empty();
    Optional<Below> below = hole ? below(leg) : Optional.empty();
    return new Probed(
        owners, answered, sizes, hops, tcp, datagrams, below, PathState.now(places).since(before));
  }

  /** Both ends and their hosts, each once. */
  private static List<Patient> places(Leg leg) {
    Set<Patient> places = new LinkedHashSet<>();
    leg.from().inside().ifPresent(places::add);
    leg.to().inside().ifPresent(places::add);
    places.addAll(leg.hosts());
    return new ArrayList<>(places);
  }

  private static Set<String> owners(Leg leg) {
    if (leg.out().loopback() || !leg.out().mac().matches("(?:[0-9a-f]{2}:){5}[0-9a-f]{2}")) {
      return Set.of();
    }
    try {
      byte[] source = bytes(leg.source());
      byte[] next = bytes(leg.next());
      return Transfer.inside(
          leg.from().netns(),
          () -> ArpSocket.owners(leg.out().index(), leg.out().mac(), source, next, ARP_LIMIT));
    } catch (LinuxException e) {
      throw failed(e);
    }
  }

  private static boolean answers(Optional<NetNs> from, String target) {
    Prober prober = prober(from, target, FIRST_LIMIT);
    for (int i = 0; i < FIRST_TRIES; i++) {
      EchoReply reply = prober.probe(SizeSearch.SMALLEST, FAR);
      if (reply.answered() || reply.kind() == Kind.UNREACHABLE) {
        return reply.answered();
      }
    }
    return false;
  }

  private static Optional<Passed> search(Optional<NetNs> from, String target, int expected) {
    return new SizeSearch(prober(from, target)).upTo(Math.min(expected, 0xffff));
  }

  private static Optional<Below> below(Leg leg) {
    Optional<Patient> here = leg.from().host().filter(p -> p.host().uplink().isPresent());
    Optional<Patient> there = leg.to().host().filter(p -> p.host().uplink().isPresent());
    if (here.isEmpty()
        || there.isEmpty()
        || here.equals(there)
        || here.equals(leg.from().inside())) {
      return Optional.empty();
    }
    Uplink out = here.get().host().uplink().orElseThrow();
    Uplink in = there.get().host().uplink().orElseThrow();
    int expected =
        dev.linerate.doctor.state.Link.all(here.get()).stream()
            .filter(link -> link.name().equals(out.iface()))
            .findFirst()
            .orElseThrow()
            .mtu();
    return search(here.get().netns(), in.address(), expected)
        .filter(passed -> passed.holeFor(expected))
        .map(passed ->
            new Below(
                here.get().place() + " " + out.iface(),
                there.get().place() + " " + in.iface(),
                expected,
                passed));
  }

  private static Prober prober(Optional<NetNs> from, String target) {
    return prober(from, target, LIMIT);
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

  private static byte[] bytes(String address) {
    return address(address).getAddress();
  }

  private static LinerateException failed(IOException e) {
    return LinerateException.environment(
        "the path cannot be tried: " + e.getMessage(), "Run it as root", e);
  }

  /** Whether anything that ought to arrive did not. */
  boolean lost() {
    return !answered || tcp.filter(t -> !t.complete()).isPresent();
  }
}
