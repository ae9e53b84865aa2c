package dev.linerate.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.run.RunEvent.TrialPosition;
import dev.linerate.unit.BitRate;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveLineTest {
  @Test
  void saysEverythingWhereThereIsRoom() {
    assertThat(line(450, 900).text(130))
        .isEqualTo(
            "  case 15/20 docker-overlay cross-host udp 900 Mbit/s  trial 2/3"
                + "  900 Mbit/s ▅█                    1 of 4 s  about 4 min left");
  }

  @Test
  void timeLeftStaysInEightyColumns() {
    assertThat(line(450, 900).text(79))
        .isEqualTo("  15/20 docker-overlay cross-host udp 900 Mbit/s 2/3  900 Mbit/s  4 min left");
  }

  @Test
  void networkAndRateStayInFortyColumns() {
    assertThat(line(900).text(39)).isEqualTo("  15/20 docker-overlay  900 Mbit/s");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 39, 59, 79, 99, 119, 200})
  void neverWraps(int columns) {
    assertThat(line(1, 900).text(columns).length()).isBetween(10, columns);
  }

  @Test
  void noSampleIsNoRateOfZero() {
    assertThat(line().text(120))
        .isEqualTo(
            "  case 15/20 docker-overlay cross-host udp 900 Mbit/s  trial 2/3"
                + "  1 of 4 s  about 4 min left");
  }

  @Test
  void whatFollowsTheSparklineDoesNotMove() {
    assertThat(line(1, 2, 3).text(150).indexOf("about"))
        .isEqualTo(line(1, 2, 3, 4, 5, 6, 7, 8, 9).text(150).indexOf("about"));
  }

  @Test
  void aSparklineShowsTheLastValuesAgainstTheLargestOfThem() {
    Sparkline sparkline = new Sparkline();
    assertThat(sparkline.last(3)).isEqualTo("   ");
    for (double value : new double[] {1000, 0, 5, 10}) {
      sparkline.add(value);
    }
    assertThat(sparkline.last(3)).isEqualTo("▁▅█");
    assertThat(sparkline.last(4)).isEqualTo("█▁▁▁");
  }

  private static LiveLine line(double... megabits) {
    Sparkline rates = new Sparkline();
    double last = 0;
    for (double rate : megabits) {
      last = rate * 1e6;
      rates.add(last);
    }
    Flow flow =
        new Flow(
            Protocol.UDP,
            Direction.FORWARD,
            1,
            Rate.of(new BitRate(900e6)),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            false,
            Duration.ofSeconds(4),
            Duration.ZERO,
            Duration.ofMillis(500));
    CaseSpec spec = new CaseSpec("docker-overlay", Placement.CROSS_HOST, flow, Pinning.NONE);
    TrialPosition at = new TrialPosition(spec, Optional.empty(), 15, 15, 20, 2, 3);
    return new LiveLine(at, last, rates, Duration.ofSeconds(1), Duration.ofSeconds(241));
  }
}
