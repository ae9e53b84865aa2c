package dev.linerate.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.analysis.compare.Trend.Point;
import dev.linerate.analysis.compare.Trend.Series;
import dev.linerate.result.Run;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

  private static Trend trend(Run... runs) {
    Trend.Collector collector = new Trend.Collector("docker-overlay");
    List.of(runs).forEach(collector::add);
    return collector.trend();
  }

  private static Runs day(int day) {
    return Runs.named("day" + day).started(START.plusSeconds(86_400L * day));
  }

  @Test
  void mediansWithIntervalsAndWhatChanged() {
    Trend trend =
        trend(
            day(1).fact("kernel.release", "6.1").overlay("docker-overlay", 9e8, 8e8, 7e8).run(),
            day(2).fact("kernel.release", "6.1").overlay("docker-overlay", 9e8).run(),
            day(3)
                .fact("kernel.release", "6.18")
                .fact("ovs.version", "3.1")
                .overlay("docker-overlay", 9e8)
                .run());
    List<Point> points = trend.series().getFirst().points();
    assertThat(points).extracting(Point::run).containsExactly("day1", "day2", "day3");
    assertThat(points.get(0).bitrate().median()).isEqualTo(8e8);
    assertThat(points.get(1).changes()).isEmpty();
    assertThat(points.get(2).changes())
        .containsExactly(new FactDifference("kernel", Optional.of("6.1"), Optional.of("6.18")));
  }

  /** A run that did not read a version does not make the next look like a change. */
  @Test
  void whatIsUnknownIsNoChange() {
    Trend trend =
        trend(
            day(1).fact("docker.version", "20.10").overlay("docker-overlay", 9e8).run(),
            day(2).overlay("docker-overlay", 9e8).run(),
            day(3).fact("docker.version", "20.10").overlay("docker-overlay", 9e8).run());
    assertThat(trend.series().getFirst().points()).allMatch(p -> p.changes().isEmpty());
  }

  @Test
  void otherMtusAndPlacementsAreOtherSeries() {
    Trend trend =
        trend(
            day(1).overlay("docker-overlay", 9e8).overlay("vxlan", 9e8).run(),
            day(2).mtu(9000).overlay("docker-overlay", 9e8).run(),
            day(3).bridge("docker-overlay", 9e9).run());
    assertThat(trend.series()).extracting(s -> s.points().size()).containsExactly(1, 1, 1);
    assertThat(trend.series())
        .extracting(Series::conditions)
        .containsExactly(
            List.of("1 Gbit/s", "MTU 1500", "by iperf3"),
            List.of("1 Gbit/s", "MTU 9000", "by iperf3"),
            List.of("by iperf3"));
  }

  @Test
  void ofANetworkThatNobodyMeasuredThereIsNone() {
    assertThat(trend(day(1).overlay("vxlan", 9e8).run()).series()).isEmpty();
  }
}
