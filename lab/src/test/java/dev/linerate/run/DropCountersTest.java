package dev.linerate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.network.Fixtures;
import dev.linerate.run.DropCounters.Queue;
import dev.linerate.telemetry.PathHop;
import dev.linerate.telemetry.QueueDrops;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On what ip and tc printed before and after a queue dropped (see the fixtures' README). */
class DropCountersTest {
  private static DropCounters captured(String when) {
    return DropCounters.parse(
        Fixtures.text("drops/ip-6.1-" + when + ".json"),
        Fixtures.text("drops/tc-6.1-" + when + ".json"));
  }

  @Test
  void theQueueThatDroppedIsToldAndTheInterfaceDidNot() {
    assertThat(captured("after").since(captured("before"), "switch", "p1", "veth"))
        .contains(
            new PathHop(
                "switch",
                "p1",
                "veth",
                OptionalLong.of(0),
                OptionalLong.of(0),
                List.of(new QueueDrops("tbf", "1:", "", 27))));
  }

  @Test
  void anInterfaceWithoutAQueueHasNone() {
    DropCounters after = captured("after");
    assertThat(after.links()).containsOnlyKeys("lo", "br0", "p1");
    assertThat(after.queues()).containsOnlyKeys(new Queue("p1", "tbf", "1:", ""));
    assertThat(after.since(after, "switch", "br0", "bridge").orElseThrow().queues()).isEmpty();
    assertThat(after.since(after, "switch", "p2", "veth")).isEmpty();
  }

  /** Made while the trial ran: all that it dropped is the trial's. */
  @Test
  void aNewQueueBeginsAtZero() {
    DropCounters none = DropCounters.parse("[]", "[]");
    assertThat(captured("after").since(none, "switch", "p1", "veth").orElseThrow().queues())
        .extracting(QueueDrops::dropped)
        .containsExactly(27L);
  }

  /** Older releases of the two print other keys; a count that is none is not 0. */
  @Test
  void whatIsNotToldIsEmpty() {
    DropCounters counters =
        DropCounters.parse(
            "[{\"ifname\":\"eth0\"}]", "[{\"kind\":\"tbf\",\"dev\":\"eth0\",\"drops\":\"many\"}]");
    PathHop hop = counters.since(counters, "h1", "eth0", "veth").orElseThrow();
    assertThat(hop.sentDrops()).isEmpty();
    assertThat(hop.receivedDrops()).isEmpty();
    assertThat(hop.queues()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{\"kind\":\"tbf\"", "Cannot open netlink socket", "[}"})
  void whatIsCutOffIsNoReading(String said) {
    assertThatThrownBy(() -> DropCounters.parse("[]", said))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tc printed no JSON");
  }
}
