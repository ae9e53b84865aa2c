package dev.linerate.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Load classification and conditional throughput against RFC 9971's appendices. */
class TargetTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Target GOAL = Target.towards(SearchGoal.DEFAULT).getLast();

  @ParameterizedTest
  @CsvSource({
    // full-length good and lossy, short good and lossy; the sum is 7 s, half of it may be lossy
    "0, 0, 0, 0, UNDECIDED",
    "3, 0, 0, 0, UNDECIDED",
    "4, 0, 0, 0, LOWER",
    "4, 3, 0, 0, LOWER",
    "3, 3, 0, 0, UNDECIDED",
    "0, 3, 0, 0, UNDECIDED",
    "0, 4, 0, 0, UPPER",
    "3, 4, 0, 0, UPPER",
    "0, 0, 99, 0, UNDECIDED",
    "0, 0, 0, 7, UNDECIDED",
    "0, 0, 0, 8, UPPER",
    "0, 0, 8, 8, UNDECIDED",
    "0, 3, 0, 2, UPPER",
    "0, 3, 2, 2, UNDECIDED"
  })
  void classes(int good, int lossy, int shortGood, int shortLossy, LoadClass expected) {
    List<TrialResult> trials = new ArrayList<>();
    trials.addAll(Collections.nCopies(good, trial(SECOND, 0)));
    trials.addAll(Collections.nCopies(lossy, trial(SECOND, 10)));
    trials.addAll(Collections.nCopies(shortGood, trial(SECOND.dividedBy(2), 0)));
    trials.addAll(Collections.nCopies(shortLossy, trial(SECOND.dividedBy(2), 10)));
    assertThat(GOAL.classify(trials)).isEqualTo(expected);
  }

  @Test
  void theMedianTrialGivesTheConditionalThroughput() {
    List<TrialResult> trials =
        List.of(
            trial(SECOND, 500),
            trial(SECOND, 0),
            trial(SECOND, 0),
            trial(SECOND, 20),
            trial(SECOND, 10),
            trial(SECOND, 600),
            trial(SECOND, 700),
            trial(SECOND.dividedBy(2), 0));
    assertThat(GOAL.conditionalThroughput(8_000_000, trials))
        .isCloseTo(8_000_000 * 0.98, within(1.0));
  }

  @Test
  void trialsThatAreMissingCountAsLost() {
    assertThat(GOAL.conditionalThroughput(8_000_000, List.of(trial(SECOND, 0)))).isZero();
  }

  @Test
  void trialsGrowTowardsTheGoal() {
    List<Target> targets = Target.towards(SearchGoal.DEFAULT);
    assertThat(targets).extracting(Target::trial).isSorted();
    assertThat(targets).extracting(Target::sum).isSorted();
    assertThat(targets.getFirst().width()).isGreaterThan(targets.getLast().width());
    assertThat(targets.getLast().sum()).isEqualTo(SearchGoal.DEFAULT.durationSum());
  }

  @ParameterizedTest
  @CsvSource({"1000, 990, 1000, 0.01", "1000, 1000, 1000, 0", "1000, 1000, 1250, 0.2"})
  void aLateSenderCountsAsLoss(long intended, long received, long millis, double loss) {
    TrialResult result =
        new TrialResult(
            new Trial(8_000_000, SECOND),
            intended,
            intended,
            received,
            Duration.ofMillis(millis),
            Duration.ofMillis(millis));
    assertThat(result.lossRatio()).isCloseTo(loss, within(1e-9));
    assertThat(result.senderTooSlow()).isEqualTo(millis > 1000);
  }

  @Test
  void nothingSentIsNothingCarried() {
    TrialResult result =
        new TrialResult(new Trial(8_000_000, SECOND), 1000, 0, 0, Duration.ZERO, SECOND);
    assertThat(result.lossRatio()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 0.005", "1, 0.005", "0, 0", "0, 0.6", "NaN, 0.005", "0, NaN"})
  void goalsThatMakeNoSense(double loss, double width) {
    assertThatThrownBy(() -> SearchGoal.of(loss, width, SECOND, 7))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TrialResult trial(Duration duration, long lost) {
    return new TrialResult(
        new Trial(8_000_000, duration), 1000, 1000, 1000 - lost, duration, duration);
  }
}
