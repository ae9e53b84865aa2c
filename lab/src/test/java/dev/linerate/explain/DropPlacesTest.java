package dev.linerate.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.result.Run;
import dev.linerate.result.Trial;
import dev.linerate.telemetry.PathDrops;
import dev.linerate.telemetry.PathHop;
import dev.linerate.telemetry.QueueDrops;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DropPlacesTest {
  private static PathHop hop(String place, String name, String kind, long sent, QueueDrops... own) {
    return new PathHop(place, name, kind, OptionalLong.of(3), OptionalLong.of(sent), List.of(own));
  }

  private static QueueDrops queue(String kind, String handle, String parent, long dropped) {
    return new QueueDrops(kind, handle, parent, dropped);
  }

  private static DropPlaces of(PathHop... hops) {
    return DropPlaces.of(trials(2, hops));
  }

  /** So many trials, in each of which the same was dropped. */
  private static List<Trial> trials(int trials, PathHop... hops) {
    Run run =
        MeasuredCase.run(
            Map.of(),
            MeasuredCase.tcp()
                .watched(CoreTimes.cores(2, 10).withPath(new PathDrops(List.of(hops)), List.of()))
                .record(1, new double[trials]));
    return run.cases().getFirst().trials();
  }

  @Test
  void theWorstComesFirstWithItsShare() {
    DropPlaces places =
        of(
            hop("h1", "eth0", "veth", 0, queue("tbf", "8001:", "", 4)),
            hop("switch", "p1", "veth", 0, queue("tbf", "8002:", "", 196)));
    assertThat(places.sentences())
        .containsExactly(
            "392 packets dropped by the queue (tbf) of p1 in the switch: 98 % of the drops counted"
                + " on the path",
            "8 packets dropped by the queue (tbf) of eth0 in h1: 2 % of the drops counted on the"
                + " path");
    assertThat(places.worstQueue().map(DropPlaces.Place::name)).contains("p1");
  }

  /** A pair's far end received and dropped what its near end could not send: one packet. */
  @Test
  void aPairsDropsAreCountedOnce() {
    DropPlaces places = of(hop("h1", "lr-lba", "veth", 5), hop("h1 a", "eth0", "veth", 0));
    assertThat(places.sentences())
        .containsExactly(
            "10 packets dropped behind lr-lba in h1: 100 % of the drops counted on the path");
    assertThat(places.worstQueue()).isEmpty();
  }

  @Test
  void aCardsOwnDropsOnReceivingCount() {
    assertThat(of(hop("h1", "ens3", "ether", 0)).sentences())
        .containsExactly(
            "6 packets dropped on their way into ens3 in h1: 100 % of the drops counted on the"
                + " path");
  }

  /** tc(8): a parent's count has its children's in it. */
  @Test
  void ofQueuesInQueuesTheOneThatDroppedIsNamed() {
    DropPlaces places =
        of(
            hop(
                "h1",
                "eth0",
                "veth",
                0,
                queue("htb", "1:", "", 10),
                queue("fq_codel", "10:", "1:1", 7),
                queue("bfifo", "11:", "1:2", 3)),
            hop(
                "h2",
                "eth0",
                "veth",
                0,
                queue("mq", "0:", "", 50),
                queue("pfifo_fast", "0:", ":1", 50),
                queue("pfifo_fast", "0:", ":2", 0)));
    assertThat(places.counts().keySet())
        .extracting(DropPlaces.Place::how)
        .containsExactly(
            "by the queue (pfifo_fast) of",
            "by the queue (fq_codel) of",
            "by the queue (bfifo) of");
  }

  @Test
  void aFilterIsNoQueue() {
    DropPlaces places = of(hop("h1", "eth0", "veth", 0, queue("clsact", "ffff:", "ffff:fff1", 9)));
    assertThat(places.sentences().getFirst())
        .startsWith("18 packets dropped by a filter (clsact) at eth0 in h1");
    assertThat(places.worstQueue()).isEmpty();
  }

  @Test
  void ofManyPlacesThreeAreNamed() {
    PathHop[] hops = new PathHop[5];
    for (int i = 0; i < hops.length; i++) {
      hops[i] = hop("h1", "p" + i, "veth", 10 + i);
    }
    assertThat(of(hops).sentences())
        .hasSize(4)
        .last()
        .isEqualTo("42 packets dropped in 2 other places of the path");
  }

  @Test
  void aPathWithoutDropsIsNotOneThatNobodyLookedAt() {
    DropPlaces none = of(hop("h1", "lr-lba", "veth", 0));
    assertThat(none.watched()).isTrue();
    assertThat(none.none()).isTrue();
    assertThat(none.sentences()).isEmpty();
    assertThat(DropPlaces.of(List.of()).watched()).isFalse();
  }

  /** A quarter of the datagrams is lost where a queue of the switch says that it dropped them. */
  @Test
  void lossOnThePathNamesTheQueue() {
    PathDrops drops =
        new PathDrops(List.of(hop("switch", "p1", "veth", 0, queue("tbf", "8002:", "", 2500))));
    Run run =
        MeasuredCase.run(
            Map.of(),
            MeasuredCase.udp(400e6, 0.25)
                .overTheWire()
                .watched(CoreTimes.cores(2, 10).withPath(drops, List.of()))
                .record(1, 300e6, 300e6, 300e6));
    Finding finding = MeasuredCase.explanations(run).getFirst().findings().getFirst();
    assertThat(finding.cause()).isEqualTo(Cause.PATH_LOSS);
    assertThat(finding.evidence())
        .contains(
            "7500 packets dropped by the queue (tbf) of p1 in the switch: 100 % of the drops counted"
                + " on the path");
    assertThat(finding.remedy()).startsWith("See how that queue is set (tc -s qdisc show dev p1)");
  }

  @Test
  void whereNothingCountedItSaysWhatWasLookedAt() {
    assertThat(lossWords(Optional.of(new PathDrops(List.of(hop("h1", "eth0", "veth", 0))))))
        .anyMatch(
            said -> said.startsWith("no interface or queue between the endpoints counted a drop"));
    assertThat(lossWords(Optional.empty()))
        .contains("none dropped at the endpoints' interfaces: it is further down the path");
  }

  private static List<String> lossWords(Optional<PathDrops> drops) {
    var seen = CoreTimes.cores(2, 10);
    Run run =
        MeasuredCase.run(
            Map.of(),
            MeasuredCase.udp(400e6, 0.25)
                .overTheWire()
                .watched(drops.map(path -> seen.withPath(path, List.of())).orElse(seen))
                .record(1, 300e6, 300e6, 300e6));
    return MeasuredCase.explanations(run).getFirst().findings().getFirst().evidence();
  }
}
