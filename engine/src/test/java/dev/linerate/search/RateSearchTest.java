package dev.linerate.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches on simulated devices whose true rate is known. */
class RateSearchTest {
  private static final SearchLimits LIMITS = SearchLimits.of(1_000_000, 1_000_000_000);
  private static final double TWO_DATAGRAMS_A_SECOND = 16_000;
  private static final SearchGoal RFC_2544 = SearchGoal.of(0, 0.005, Duration.ofSeconds(1), 1);

  private static SearchResult search(SimulatedDevice device) {
    return device.search(SearchGoal.DEFAULT, LIMITS);
  }

  private static void assertSurrounds(SearchResult result, double truth, double width) {
    assertThat(result.end()).isEqualTo(SearchEnd.PRECISION);
    assertThat(result.confirmed()).isTrue();
    double lower = result.lowerBits().orElseThrow();
    double upper = result.upperBits().orElseThrow();
    assertThat(lower).isLessThanOrEqualTo(truth * 1.0001 + TWO_DATAGRAMS_A_SECOND);
    assertThat(upper).isGreaterThan(truth * 0.9999);
    assertThat(upper - lower).isLessThanOrEqualTo(width * upper + 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1_500_000, 20_000_000, 313_000_000, 956_000_000, 999_000_000})
  void theBoundsOfAnIdealDeviceSurroundItsCapacity(double capacity) {
    SearchResult result = search(new SimulatedDevice(capacity, 1));
    assertSurrounds(result, capacity, SearchGoal.DEFAULT_WIDTH);
    assertThat(result.conditionalThroughput().orElseThrow())
        .isCloseTo((double) result.lowerBits().orElseThrow(), within(capacity * 0.0001));
    assertThat(result.trials()).hasSizeLessThan(60);
    assertThat(result.senderLimited()).isFalse();
  }

  @Test
  void oneTrialEachIsTheSearchOfRfc2544() {
    SearchResult result = new SimulatedDevice(613_000_000, 1).search(RFC_2544, LIMITS);
    assertSurrounds(result, 613_000_000, 0.005);
    assertThat(result.atLower()).allMatch(trial -> trial.lost() == 0);
    assertThat(result.trials()).hasSizeLessThan(25);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void burstsOfLossInAMinorityOfTrialsDoNotPullTheResultDown(long seed) {
    SearchResult result = search(new SimulatedDevice(700_000_000, seed).withBursts(0.15));
    assertThat(result.end()).isEqualTo(SearchEnd.PRECISION);
    assertThat((double) result.lowerBits().orElseThrow())
        .isBetween(700_000_000 * 0.97, 700_000_000 * 1.001);
  }

  @Test
  void aSearchThatForgivesNothingIsPulledDownMoreOften() {
    assertThat(pulledDown(RFC_2544)).isGreaterThan(pulledDown(SearchGoal.DEFAULT));
  }

  /** How many of forty searches end with an upper bound below the truth. */
  private static long pulledDown(SearchGoal goal) {
    return LongStream.rangeClosed(1, 40)
        .mapToObj(seed -> new SimulatedDevice(700_000_000, seed).withBursts(0.15))
        .map(device -> device.search(goal, LIMITS))
        .filter(result -> result.upperBits().orElseThrow() < 700_000_000)
        .count();
  }

  @Test
  void aDeviceThatRecoversLateIsJudgedByWhatItCarriesAgainAndAgain() {
    SearchResult result = search(new SimulatedDevice(800_000_000, 1).withHysteresis(0.1));
    assertThat(result.end()).isEqualTo(SearchEnd.PRECISION);
    assertThat((double) result.lowerBits().orElseThrow())
        .isBetween(720_000_000 * 0.99, 800_000_000.0);
    assertThat(result.upperBits().orElseThrow()).isGreaterThan(result.lowerBits().orElseThrow());
  }

  @Test
  void noLossAtTheHighestLoadLeavesNoUpperBound() {
    SearchResult result = search(new SimulatedDevice(2e9, 1));
    assertThat(result.end()).isEqualTo(SearchEnd.MAX_LOAD);
    assertThat(result.upperBits()).isEmpty();
    assertThat(result.lowerBits()).hasValue(LIMITS.maxBits());
    assertThat(result.conditionalThroughput()).hasValue((double) LIMITS.maxBits());
    assertThat(result.trials()).hasSizeLessThan(12);
  }

  @Test
  void lossAtEveryLoadLeavesNoLowerBound() {
    SearchResult result = search(new SimulatedDevice(700_000_000, 1).withLossEverywhere(0.01));
    assertThat(result.end()).isEqualTo(SearchEnd.LOSS_AT_ANY_RATE);
    assertThat(result.end().goalMet()).isFalse();
    assertThat(result.lowerBits()).isEmpty();
    assertThat(result.upperBits()).hasValue(LIMITS.minBits());
    assertThat(result.conditionalThroughput()).isEmpty();
    assertThat(result.atLower()).isEmpty();
  }

  @Test
  void lossBelowTheGoalIsTakenOffTheThroughput() {
    SearchGoal goal = SearchGoal.of(0.02, 0.005, Duration.ofSeconds(1), 7);
    SearchResult result =
        new SimulatedDevice(1e12, 1).withLossEverywhere(0.01).search(goal, LIMITS);
    assertThat(result.end()).isEqualTo(SearchEnd.MAX_LOAD);
    assertThat(result.conditionalThroughput().orElseThrow())
        .isCloseTo(990_000_000, within(100_000.0));
  }

  @Test
  void aSlowSenderIsNamed() {
    SearchResult result = search(new SimulatedDevice(2e9, 1).withSenderLimit(600_000_000));
    assertSurrounds(result, 603_000_000, 0.0051);
    assertThat(result.senderLimited()).isTrue();
  }

  @Test
  void bothBoundsAreWhatTheirTrialsSay() {
    SearchResult result = search(new SimulatedDevice(400_000_000, 5).withBursts(0.05));
    long upper = result.upperBits().orElseThrow();
    double good = result.atLower().stream().filter(trial -> trial.lossRatio() <= 0.00001).count();
    double lossy =
        result.trials().stream()
            .filter(trial -> trial.trial().bitsPerSecond() == upper)
            .filter(trial -> trial.lossRatio() > 0.00001)
            .count();
    assertThat(good).isGreaterThan(result.atLower().size() / 2.0);
    assertThat(lossy).isGreaterThan(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noDeviceNeedsMoreTrialsThanTheLimit(long seed) {
    SearchLimits limits = new SearchLimits(1_000_000, 1_000_000_000, Duration.ofDays(1), 100_000);
    SearchGoal fine = SearchGoal.of(0, 0.0001, Duration.ofSeconds(1), 21);
    SearchResult result =
        new SimulatedDevice(500_000_000, seed).withBursts(0.5).search(fine, limits);
    assertThat(result.trials()).hasSizeLessThan(1500);
    SearchResult bounded =
        new SimulatedDevice(500_000_000, seed)
            .withBursts(0.5)
            .search(fine, new SearchLimits(1_000_000, 1_000_000_000, Duration.ofDays(1), 9));
    assertThat(bounded.end()).isEqualTo(SearchEnd.TRIALS);
    assertThat(bounded.trials()).hasSize(9);
  }

  @Test
  void theTimeIsKept() {
    SearchLimits limits = new SearchLimits(1_000_000, 1_000_000_000, Duration.ofSeconds(6), 500);
    SearchResult result = new SimulatedDevice(613_000_000, 1).search(SearchGoal.DEFAULT, limits);
    assertThat(result.end()).isEqualTo(SearchEnd.TIME);
    Duration spent =
        result.trials().stream().map(TrialResult::spent).reduce(Duration.ZERO, Duration::plus);
    assertThat(spent).isLessThan(Duration.ofSeconds(7));
    assertThat(result.confirmed()).isFalse();
    assertThat(result.lowerBits().orElseThrow()).isLessThanOrEqualTo(613_000_000);
    assertThat(result.upperBits().orElseThrow()).isGreaterThan(613_000_000);
  }

  @Test
  void aStoppedSearchSaysWhatItKnows() {
    RateSearch search = new RateSearch(SearchGoal.DEFAULT, LIMITS);
    search.stop();
    assertThat(search.next()).isEmpty();
    assertThat(search.result().end()).isEqualTo(SearchEnd.STOPPED);
    assertThat(search.result().lowerBits()).isEmpty();
    assertThat(search.result().upperBits()).isEmpty();
  }

  @Test
  void theTrialThatIsAskedForTwiceIsTheSame() {
    RateSearch search = new RateSearch(SearchGoal.DEFAULT, LIMITS);
    SimulatedDevice device = new SimulatedDevice(313_000_000, 1);
    for (var trial = search.next(); trial.isPresent(); trial = search.next()) {
      assertThat(search.next()).isEqualTo(trial);
      search.add(device.measure(trial.get()));
    }
    assertThat(search.result().end()).isEqualTo(SearchEnd.PRECISION);
  }
}
