package dev.linerate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final long MEGABYTE = 1_000_000;

  /** 20 half seconds of two streams, of which the first three are slow; 60 retransmits in them. */
  private static Trial warming() {
    List<Interval> intervals = new ArrayList<>();
    for (int stream = 0; stream < 2; stream++) {
      for (int i = 0; i < 20; i++) {
        long bytes = i < 3 ? (i + 1) * 10L * MEGABYTE : 50 * MEGABYTE + i % 2;
        intervals.add(interval(Side.SENDER, stream, i * 0.5, bytes, i < 3 ? 10 : 0));
        intervals.add(interval(Side.RECEIVER, stream, i * 0.5 + 0.001 * stream, bytes, 0));
      }
    }
    return trial(intervals);
  }

  private static Interval interval(
      Side side, int stream, double start, long bytes, long retransmits) {
    return new Interval(
        side,
        false,
        stream,
        start,
        0.5,
        bytes,
        side == Side.SENDER ? OptionalLong.of(retransmits) : NONE,
        NONE,
        NONE,
        NONE,
        OptionalDouble.empty(),
        NONE,
        NONE,
        NONE,
        false);
  }

  private static Trial trial(List<Interval> intervals) {
    long received =
        intervals.stream().filter(i -> i.side() == Side.RECEIVER).mapToLong(Interval::bytes).sum();
    Totals totals =
        new Totals(
            10,
            received,
            received,
            OptionalLong.of(60),
            OptionalDouble.empty(),
            NONE,
            NONE,
            NONE,
            OptionalDouble.of(50),
            OptionalDouble.of(60));
    return new Trial(
        1,
        Instant.EPOCH,
        Status.MEASURED,
        Optional.empty(),
        Optional.of(totals),
        intervals,
        "test",
        List.of());
  }

  @Test
  void whatIsLeftIsTheSteadyState() {
    Trial cut = WarmUp.cut(warming());
    Totals totals = cut.totals().orElseThrow();
    assertThat(totals.seconds()).isCloseTo(8.5, within(0.002));
    assertThat(totals.bitsPerSecond()).isCloseTo(2 * 50 * MEGABYTE * 8 / 0.5, within(1e6));
    assertThat(totals.retransmits()).hasValue(0);
    assertThat(totals.lost()).isEmpty();
    assertThat(totals.bytesSent()).isEqualTo(totals.bytesReceived());
    assertThat(cut.intervals()).hasSize(80);
    assertThat(cut.intervals().stream().filter(Interval::omitted)).hasSize(12);
  }

  @Test
  void aSteadyTrialStaysAsItIs() {
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      intervals.add(interval(Side.RECEIVER, 0, i * 0.5, 50 * MEGABYTE, 0));
    }
    Trial steady = trial(intervals);
    assertThat(WarmUp.cut(steady)).isSameAs(steady);
  }

  @Test
  void soDoesOneThatNeverSettlesOrIsTooShort() {
    List<Interval> rising = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rising.add(interval(Side.RECEIVER, 0, i * 0.5, (i + 1) * MEGABYTE, 0));
    }
    Trial trial = trial(rising);
    assertThat(WarmUp.cut(trial)).isSameAs(trial);
    Trial brief = trial(rising.subList(0, 3));
    assertThat(WarmUp.cut(brief)).isSameAs(brief);
  }
}
