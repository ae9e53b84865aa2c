package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.result.Status;
import dev.linerate.result.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final Duration NOMINAL = Duration.ofMillis(500);

  @Test
  void streamsAreAddedAndTheReceiverCounts() {
    List<Sample> samples =
        Sample.of(
            trial(
                interval(Side.SENDER, 0, 0, 999, OptionalLong.of(3)),
                interval(Side.SENDER, 1, 0, 999, OptionalLong.of(4)),
                interval(Side.RECEIVER, 0, 0, 100, OptionalLong.empty()),
                interval(Side.RECEIVER, 1, 0, 200, OptionalLong.empty())),
            NOMINAL);

    assertThat(samples).hasSize(1);
    assertThat(samples.getFirst().bytes()).isEqualTo(300);
    assertThat(samples.getFirst().bitsPerSecond()).isEqualTo(4800);
    assertThat(samples.getFirst().retransmits()).hasValue(7);
    assertThat(samples.getFirst().lostPercent()).isEmpty();
  }

  @Test
  void whatOnlyTheSenderToldIsShownAsIs() {
    assertThat(Sample.of(trial(interval(Side.SENDER, 0, 0, 50, OptionalLong.empty())), NOMINAL))
        .singleElement()
        .matches(sample -> sample.bytes() == 50 && sample.retransmits().isEmpty());
  }

  @Test
  void aLastStubIsNoPointOfItsOwn() {
    // iperf3 3.12, UDP through loopback: the last 16 datagrams of 16 KiB come in 0.27 ms
    List<Sample> samples =
        Sample.of(
            trial(
                received(0, 0.500017, 664_438_784),
                received(0.500017, 0.499996, 650_502_144),
                received(1.000013, 0.000271, 524_288)),
            NOMINAL);

    assertThat(samples).hasSize(2);
    assertThat(samples.getLast().bytes()).isEqualTo(650_502_144L + 524_288);
    assertThat(samples.getLast().seconds()).isCloseTo(0.500267, within(1e-9));
    assertThat(samples.getLast().bitsPerSecond()).isBetween(10.40e9, 10.42e9);
  }

  @Test
  void aFirstStubCountsWithWhatFollows() {
    assertThat(Sample.of(trial(received(0, 0.01, 7), received(0.01, 0.5, 100)), NOMINAL))
        .singleElement()
        .matches(sample -> sample.start() == 0 && sample.bytes() == 107);
  }

  @Test
  void aQuarterOfAnIntervalIsAPointAndATrialOfOneStubToo() {
    assertThat(Sample.of(trial(received(0, 0.5, 1), received(0.5, 0.125, 1)), NOMINAL)).hasSize(2);
    assertThat(Sample.of(trial(received(0, 0.01, 7)), NOMINAL))
        .singleElement()
        .matches(sample -> sample.bytes() == 7);
  }

  @Test
  void thousandsOfIntervalsArePutTogetherWithoutLoss() {
    List<Interval> many = new ArrayList<>();
    for (int i = 0; i < 3001; i++) {
      many.add(interval(Side.RECEIVER, 0, i * 0.5, 10, OptionalLong.of(1)));
    }
    List<Sample> samples = Sample.of(trial(many.toArray(Interval[]::new)), NOMINAL);

    assertThat(samples).hasSizeLessThanOrEqualTo(Sample.MOST);
    assertThat(samples.stream().mapToLong(Sample::bytes).sum()).isEqualTo(30_010);
    assertThat(samples.stream().mapToDouble(s -> s.retransmits().orElse(0)).sum()).isEqualTo(3001);
    assertThat(samples.getFirst().bitsPerSecond()).isCloseTo(160, within(1e-9));
  }

  @Test
  void axesEndAtRoundNumbers() {
    assertThat(texts(Axis.upTo(31.2, 4))).containsExactly("0", "10", "20", "30", "40");
    assertThat(texts(Axis.upTo(0.0061, 2))).containsExactly("0", "0.005", "0.010");
    assertThat(texts(Axis.upTo(0, 2))).first().isEqualTo("0");
    assertThat(texts(Axis.ofCounts(0, 2))).containsExactly("0", "1", "2");
    assertThat(texts(Axis.ofCounts(45, 2))).containsExactly("0", "50");
    assertThat(texts(Axis.exactly(10, 5))).containsExactly("0", "2", "4", "6", "8", "10");
    assertThat(Axis.upTo(900, 4).percent(2000)).isEqualTo(100);
  }

  @Test
  void whatIsMissingIsAGapAndNotZero() {
    Panel panel =
        new Panel(
            "Bitrate",
            "Mbit/s",
            false,
            Axis.upTo(10, 2),
            OptionalDouble.empty(),
            List.of(
                new Panel.Trace(
                    List.of(
                        new Panel.Point(0, 5),
                        new Panel.Point(1, Double.NaN),
                        new Panel.Point(2, 5)))));

    assertThat(panel.svg(2)).contains("d=\"M0 66.7M1000 66.7\"");
    assertThat(panel.hasValues()).isTrue();
  }

  @Test
  void numbersAreWrittenAsReadersNeedThem() {
    assertThat(Text.loss(OptionalDouble.of(0))).isEqualTo("0 %");
    assertThat(Text.loss(OptionalDouble.of(0.00001))).isEqualTo("< 0.01 %");
    assertThat(Text.loss(OptionalDouble.of(0.00054))).isEqualTo("0.05 %");
    assertThat(Text.loss(OptionalDouble.of(0.0035))).isEqualTo("0.35 %");
    assertThat(Text.loss(OptionalDouble.of(0.024))).isEqualTo("2.4 %");
    assertThat(Text.loss(OptionalDouble.of(0.23))).isEqualTo("23 %");
    assertThat(Text.loss(OptionalDouble.empty())).isEmpty();
    assertThat(Text.share(OptionalDouble.of(0.9989))).isEqualTo("99.9 %");
  }

  private static List<String> texts(Axis axis) {
    return axis.ticks().stream().map(Axis.Tick::text).toList();
  }

  private static Trial trial(Interval... intervals) {
    return new Trial(
        1,
        Instant.EPOCH,
        Status.MEASURED,
        Optional.empty(),
        Optional.empty(),
        List.of(intervals),
        "iperf 3.12",
        List.of());
  }

  private static Interval received(double start, double seconds, long bytes) {
    return interval(Side.RECEIVER, 0, start, seconds, bytes, OptionalLong.empty());
  }

  private static Interval interval(
      Side side, int stream, double start, long bytes, OptionalLong retransmits) {
    return interval(side, stream, start, 0.5, bytes, retransmits);
  }

  private static Interval interval(
      Side side, int stream, double start, double seconds, long bytes, OptionalLong retransmits) {
    return new Interval(
        side,
        false,
        stream,
        start,
        seconds,
        bytes,
        retransmits,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        false);
  }
}
