package dev.linerate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.host.NetNs;
import dev.linerate.host.ScriptedHost;
import dev.linerate.network.EndpointPair;
import dev.linerate.network.Layout;
import dev.linerate.network.Layout.Place;
import dev.linerate.result.Topology;
import dev.linerate.result.Topology.Box;
import dev.linerate.result.Topology.BoxKind;
import dev.linerate.result.Topology.Port;
import dev.linerate.telemetry.Absent;
import dev.linerate.telemetry.PathHop;
import dev.linerate.telemetry.QueueDrops;
import dev.linerate.telemetry.SamplingCost;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.telemetry.TimeAxis;
import dev.linerate.unit.Mtu;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** On a host and a container in it, each with a pair's end. */
class PathWatchTest {
  private static final NetNs HOST = NetNs.named("h1");
  private static final NetNs CONTAINER = NetNs.named("a");
  private static final Telemetry SEEN =
      new Telemetry(
          10,
          TimeAxis.of(0, 0.1),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          new SamplingCost(2, 0, 9, 0.1));

  private long dropped = 7;
  private final ScriptedHost host = new ScriptedHost().answers("ip", c -> answer(c, ip(c)));

  private static dev.linerate.host.Output answer(Command command, String said) {
    return ScriptedHost.output(command, 0, said, "");
  }

  private static String ip(Command command) {
    String name = command.netns().equals(Optional.of(HOST)) ? "veth0" : "eth0";
    return """
    [{"ifname":"%s","stats64":{"rx":{"dropped":4},"tx":{"dropped":2}}},{}]\
    """
        .formatted(name);
  }

  private String tc() {
    return """
    [{"kind":"tbf","handle":"8001:","dev":"veth0","root":true,"drops":%d},\
    {"kind":"noqueue","handle":"0:","dev":"lo","root":true,"drops":0}]\
    """
        .formatted(dropped);
  }

  private static Port port(String box, String name) {
    return new Port(
        box + "/" + name,
        box,
        name,
        "veth",
        Optional.empty(),
        1500,
        List.of(),
        OptionalInt.empty(),
        Optional.empty());
  }

  private Layout layout() {
    return new Layout(
        new Topology(
            List.of(
                new Box("h1", "h1", BoxKind.HOST, Optional.empty()),
                new Box("h1-a", "container a", BoxKind.CONTAINER, Optional.of("h1"))),
            List.of(port("h1", "veth0"), port("h1-a", "eth0"), port("h1", "elsewhere")),
            List.of(new Topology.Wire("h1/veth0", "h1-a/eth0", Topology.WireKind.VETH))),
        Map.of("h1", new Place(host, HOST), "h1-a", new Place(host, CONTAINER)));
  }

  private EndpointPair pair() {
    return new EndpointPair(
        new Endpoint(host, HOST, "h1", "veth0", "10.0.0.1", new Mtu(1500)),
        new Endpoint(host, CONTAINER, "h1 container a", "eth0", "10.0.0.2", new Mtu(1500)));
  }

  @Test
  void whatWasDroppedMeanwhileIsTheDifference() {
    host.answers("tc", command -> answer(command, tc()));
    PathWatch watch = PathWatch.begin(layout(), pair());
    dropped = 419;
    Telemetry seen = watch.addTo(SEEN);
    assertThat(seen.path().orElseThrow().hops())
        .extracting(PathHop::place, PathHop::name, PathHop::receivedDrops, PathHop::sentDrops)
        .containsExactly(
            tuple("h1", "veth0", OptionalLong.of(0), OptionalLong.of(0)),
            tuple("h1 container a", "eth0", OptionalLong.of(0), OptionalLong.of(0)));
    assertThat(seen.path().orElseThrow().hops().getFirst().queues())
        .singleElement()
        .satisfies(queue -> {
          assertThat(queue.kind()).isEqualTo("tbf");
          assertThat(queue.dropped()).isEqualTo(412);
        });
    assertThat(seen.absent()).isEmpty();
  }

  @Test
  void theTrialAfterItBetweenTheSameEndsNeedsNoFirstReading() {
    host.answers("tc", command -> answer(command, tc()));
    PathWatch first = PathWatch.begin(layout(), pair());
    dropped = 419;
    Telemetry unused = first.addTo(SEEN);
    int read = host.ran().size();
    PathWatch second = first.next(pair()).orElseThrow();
    assertThat(host.ran()).hasSize(read);
    dropped = 420;
    assertThat(second.addTo(unused).path().orElseThrow().hops().getFirst().queues())
        .extracting(QueueDrops::dropped)
        .containsExactly(1L);
  }

  @Test
  void otherEndsAndReadingsThatFailedAreReadAnew() {
    host.answers("tc", command -> answer(command, tc()));
    PathWatch unread = PathWatch.begin(layout(), pair());
    assertThat(unread.next(pair())).isEmpty();
    Telemetry seen = unread.addTo(SEEN);
    assertThat(unread.next(new EndpointPair(pair().server(), pair().client()))).isEmpty();
    host.answers("tc", command -> ScriptedHost.output(command, 1, "", "Cannot find device"));
    PathWatch failed = unread.next(pair()).orElseThrow();
    assertThat(failed.addTo(seen).path()).isPresent();
    assertThat(failed.next(pair())).isEmpty();
  }

  /** A queue that was made anew under its old number, and a counter that was set back. */
  @Test
  void whatWentBackwardsIsNotTold() {
    host.answers("tc", command -> answer(command, tc()));
    PathWatch watch = PathWatch.begin(layout(), pair());
    dropped = 1;
    assertThat(watch.addTo(SEEN).path().orElseThrow().hops().getFirst().queues()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsAbsentAndNotZero() {
    host.answers("tc", command -> ScriptedHost.output(command, 1, "", "Cannot find device"));
    Telemetry seen = PathWatch.begin(layout(), pair()).addTo(SEEN);
    assertThat(seen.path().orElseThrow().hops()).isEmpty();
    assertThat(seen.absent())
        .extracting(Absent::what)
        .containsExactlyInAnyOrder("path.h1", "path.h1 container a");
    assertThat(seen.absent().getFirst().why()).contains("tc failed: Cannot find device");
  }

  @Test
  void wordsThatAreNoJsonAreAbsentToo() {
    host.says("tc", "Killed");
    Telemetry seen = PathWatch.begin(layout(), pair()).addTo(SEEN);
    assertThat(seen.absent()).extracting(Absent::why).containsOnly("tc printed no JSON");
  }

  @Test
  void aNetworkThatNobodyDrewIsNotLookedAt() {
    assertThat(PathWatch.begin(Layout.EMPTY, pair()).addTo(SEEN)).isSameAs(SEEN);
    assertThat(host.ran()).isEmpty();
  }

  /** Ctrl-C: what was measured is kept, and the interruption is not forgotten. */
  @Test
  void anInterruptedThreadGetsWhatThereIs() {
    host.answers("tc", command -> answer(command, tc()));
    PathWatch watch = PathWatch.begin(layout(), pair());
    Thread.currentThread().interrupt();
    assertThat(watch.addTo(SEEN)).isSameAs(SEEN);
    assertThat(Thread.interrupted()).isTrue();
  }
}
