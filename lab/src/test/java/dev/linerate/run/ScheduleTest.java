package dev.linerate.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.analysis.MedianInterval;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Precision;
import dev.linerate.plan.Protocol;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import dev.linerate.run.RunEvent.TrialPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final Schedule schedule =
      new Schedule(List.of(numbered(1, "host"), numbered(4, "vxlan")), 3);

  @Test
  void roundsGoOverAllCasesSoThatDriftIsShared() {
    assertThat(schedule.trials())
        .extracting(t -> t.number() + "." + t.repeat())
        .containsExactly("1.1", "4.1", "1.2", "4.2", "1.3", "4.3");
  }

  @Test
  void positionsCountMeasuredCasesNotThePlansNumbers() {
    assertThat(schedule.trials().get(1).position()).isEqualTo(2);
    assertThat(schedule.trials().get(1).cases()).isEqualTo(2);
  }

  @Test
  void timeLeftLearnsWhatATrialTakesBeyondItsTraffic() {
    assertThat(schedule.left()).isGreaterThan(Duration.ofSeconds(12));
    schedule.finished(schedule.trials().getFirst(), failed(), Duration.ofSeconds(3));
    assertThat(schedule.left()).isEqualTo(Duration.ofSeconds(5 * 3));
  }

  @Test
  void aTrialThatFailedAtOnceDoesNotMakeTimeNegative() {
    schedule.finished(schedule.trials().getFirst(), failed(), Duration.ZERO);
    assertThat(schedule.left()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void nothingIsLeftAfterTheLastTrial() {
    schedule.trials().forEach(t -> schedule.finished(t, failed(), Duration.ofSeconds(3)));
    assertThat(schedule.left()).isZero();
  }

  /** Six trials are the least of which two enclose the median with 95 % confidence. */
  @Test
  void untilAPrecisionSteadyCasesTakeSixTrialsAndNoisyOnesMore() {
    Schedule auto = auto(0.02, Duration.ofHours(1));
    List<String> made = play(auto, at -> at.number() == 1 ? 1e9 : noisy(at.repeat()));
    assertThat(made.stream().filter(t -> t.startsWith("1."))).hasSize(6);
    assertThat(made.stream().filter(t -> t.startsWith("4."))).hasSizeBetween(7, 60);
    assertThat(auto.unsettled()).isEmpty();
    assertThat(auto.left()).isZero();
  }

  @Test
  void theBudgetEndsItAndSaysWhatIsNotKnown() {
    Schedule auto = auto(0.001, Duration.ofSeconds(60));
    List<String> made = play(auto, at -> noisy(at.repeat() + at.number()));
    // 3 s each
    assertThat(made).hasSize(20);
    assertThat(auto.unsettled()).hasSize(2);
    assertThat(auto.unsettled().getFirst())
        .matches("host cross-host tcp is known to ± \\d+\\.\\d %, and ± 0\\.1 % was asked for; .*");
  }

  @Test
  void everyCaseGetsOneTrialWhateverTheBudget() {
    Schedule auto = auto(0.02, Duration.ofSeconds(1));
    assertThat(play(auto, at -> 1e9)).containsExactly("1.1", "4.1");
    assertThat(auto.unsettled().getFirst()).contains("has too few trials");
  }

  @Test
  void aCaseThatAlwaysFailsDoesNotUseUpTheBudget() {
    Schedule auto = auto(0.02, Duration.ofHours(24));
    int made = 0;
    for (Optional<TrialPosition> at = auto.next(); at.isPresent(); at = auto.next()) {
      auto.finished(at.get(), failed(), Duration.ofSeconds(3));
      made++;
    }
    assertThat(made).isEqualTo(14);
    assertThat(auto.unsettled()).hasSize(2);
  }

  /**
   * Stopping when the interval looks narrow makes it hold the truth a little less often: of 1,000
   * cases of normal trials with ± 3 %, still 93 of 100.
   */
  @Test
  void stoppingEarlyCostsLittleCoverage() {
    SplittableRandom random = new SplittableRandom(17);
    int held = 0;
    for (int i = 0; i < 1000; i++) {
      List<Double> rates = new ArrayList<>();
      Schedule auto =
          new Schedule(
              List.of(numbered(1, "host")),
              3,
              Optional.of(new Precision(0.02, Duration.ofHours(24))));
      for (Optional<TrialPosition> at = auto.next(); at.isPresent(); at = auto.next()) {
        rates.add(1e9 * (1 + 0.03 * random.nextGaussian()));
        auto.finished(at.get(), measured(rates.getLast()), Duration.ofSeconds(3));
      }
      MedianInterval interval =
          MedianInterval.of(rates.stream().mapToDouble(rate -> rate).toArray());
      held += interval.low() <= 1e9 && 1e9 <= interval.high() ? 1 : 0;
    }
    assertThat(held).isBetween(930, 990);
  }

  private static Schedule auto(double precision, Duration budget) {
    return new Schedule(
        List.of(numbered(1, "host"), numbered(4, "vxlan")),
        3,
        Optional.of(new Precision(precision, budget)));
  }

  private static double noisy(int seed) {
    return 1e9 * (1 + 0.03 * new SplittableRandom(seed).nextGaussian());
  }

  private static List<String> play(Schedule schedule, ToDoubleFunction<TrialPosition> rate) {
    List<String> made = new ArrayList<>();
    for (Optional<TrialPosition> at = schedule.next(); at.isPresent(); at = schedule.next()) {
      made.add(at.get().number() + "." + at.get().repeat());
      schedule.finished(at.get(), measured(rate.applyAsDouble(at.get())), Duration.ofSeconds(3));
    }
    return made;
  }

  private static Trial measured(double rate) {
    return trial(
        Optional.of(
            new Totals(
                2,
                Math.round(rate / 4),
                Math.round(rate / 4),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty())));
  }

  private static Trial failed() {
    return trial(Optional.empty());
  }

  private static Trial trial(Optional<Totals> totals) {
    return new Trial(
        1,
        Instant.EPOCH,
        totals.isPresent() ? Status.MEASURED : Status.FAILED,
        Optional.empty(),
        totals,
        List.of(),
        "",
        List.of());
  }

  private static PlannedCase numbered(int number, String network) {
    return new PlannedCase(
        number,
        new CaseSpec(
            network,
            Placement.CROSS_HOST,
            Flow.of(Protocol.TCP, Duration.ofSeconds(2)),
            Pinning.NONE),
        new FakeTool("builtin"));
  }
}
