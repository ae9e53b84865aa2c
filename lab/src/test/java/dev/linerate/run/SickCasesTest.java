package dev.linerate.run;

import static org.assertj.core.api.Assertions.assertThat;

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

class SickCasesTest {
  private static Trial trial(Status status, long received, long... bytes) {
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      intervals.add(interval(i, bytes[i]));
    }
    return new Trial(
        1,
        Instant.EPOCH,
        status,
        Optional.empty(),
        Optional.of(totals(bytes.length, received)),
        intervals,
        "iperf 3.12",
        List.of());
  }

  private static Interval interval(int start, long bytes) {
    return new Interval(
        Side.RECEIVER,
        false,
        0,
        start,
        1,
        bytes,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        false);
  }

  private static Totals totals(double seconds, long received) {
    return new Totals(
        seconds,
        received,
        received,
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /** The study's second problem: 84.8 KBytes, then nothing. */
  @Test
  void aStalledOneIsSick() {
    assertThat(SickCases.sick(trial(Status.MEASURED, 86_835, 86_835, 0, 0, 0))).isTrue();
  }

  @Test
  void oneThatFailedOrReceivedNothingIsSick() {
    assertThat(SickCases.sick(trial(Status.FAILED, 1000, 500, 500))).isTrue();
    assertThat(SickCases.sick(trial(Status.MEASURED, 0))).isTrue();
  }

  @Test
  void onePauseIsNoSickness() {
    assertThat(SickCases.sick(trial(Status.MEASURED, 3000, 1000, 1000, 0, 1000))).isFalse();
    assertThat(SickCases.sick(trial(Status.MEASURED, 1000, 1000))).isFalse();
    // a tool that tells no intervals
    assertThat(SickCases.sick(trial(Status.MEASURED, 1000))).isFalse();
  }
}
