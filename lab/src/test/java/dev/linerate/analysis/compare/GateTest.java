package dev.linerate.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.analysis.Shape;
import dev.linerate.analysis.compare.Gate.GatedCase;
import dev.linerate.analysis.compare.Gate.Outcome;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
  private static final int GATES = 1000;
  private static final double[] FAST = {900e6, 904e6, 902e6, 899e6, 901e6};
  private static final double[] SLOW = {800e6, 803e6, 801e6, 799e6, 802e6};

  /** As it is used: a slowdown of 5 % is allowed. At most 5 of 100 gates of the same thing fail. */
  @ParameterizedTest
  @CsvSource({
    "NORMAL, 3, 3, 1", "NORMAL, 3, 3, 14", "NORMAL, 5, 5, 14", "NORMAL, 10, 3, 14",
    "LOGNORMAL, 3, 3, 14", "LEFT_SKEWED, 3, 3, 14", "HEAVY_TAILED, 6, 6, 14", "BIMODAL, 3, 3, 14",
    "BIMODAL, 4, 4, 40"
  })
  void twoRunsOfTheSameThingSeldomFail(Shape shape, int baseline, int run, int cases) {
    assertThat(failures(shape, baseline, run, cases, 0.05)).isLessThanOrEqualTo(50);
  }

  /**
   * Where no slowdown at all is allowed the test is exact: 5 of 100 gates fail, whatever the shape,
   * and 1,000 gates are two standard deviations of chance from that at most.
   */
  @ParameterizedTest
  @CsvSource({
    "NORMAL, 3, 3, 1",
    "NORMAL, 10, 3, 14",
    "LOGNORMAL, 5, 5, 30",
    "LEFT_SKEWED, 6, 4, 14",
    "HEAVY_TAILED, 3, 3, 14",
    "BIMODAL, 3, 3, 14",
    "BIMODAL, 5, 5, 14"
  })
  void noMoreThanFiveOfAHundredFailWhateverIsAllowed(
      Shape shape, int baseline, int run, int cases) {
    assertThat(failures(shape, baseline, run, cases, 0)).isLessThanOrEqualTo(64);
  }

  @Test
  void aClearSlowdownFails() {
    Gate gate = gate(FAST, SLOW, 0.05);
    assertThat(gate.failed()).isTrue();
    assertThat(gate.cases()).extracting(GatedCase::outcome).containsExactly(Outcome.REGRESSED);
    assertThat(gate.cases().getFirst().p().orElseThrow()).isCloseTo(1.0 / 252, within(1e-9));
  }

  @Test
  void asMuchAsIsAllowedPasses() {
    assertThat(gate(FAST, SLOW, 0.2).failed()).isFalse();
  }

  @Test
  void fasterNeverFails() {
    assertThat(gate(SLOW, FAST, 0).failed()).isFalse();
    assertThat(gate(SLOW, FAST, 0.05).cases().getFirst().p().orElseThrow()).isGreaterThan(0.9);
  }

  /** Lower by 10 %, but these trials could be of the same thing. */
  @Test
  void aSlowdownThatIsNotShownPasses() {
    assertThat(
            gate(new double[] {100e6, 60e6, 80e6}, new double[] {90e6, 50e6, 72e6}, 0.05).failed())
        .isFalse();
  }

  @Test
  void aCaseThatBrokeFails() {
    Run baseline = Runs.named("a").overlay("vxlan", FAST).run();
    Run broken =
        Runs.named("b")
            .unmeasured(
                Runs.spec("vxlan", Placement.CROSS_HOST, Protocol.TCP), Status.FAILED, "refused")
            .run();
    Gate gate = Gate.of(baseline, broken, 0.05, Set.of());
    assertThat(gate.cases()).extracting(GatedCase::outcome).containsExactly(Outcome.BROKEN);
    assertThat(gate.failed()).isTrue();
  }

  @Test
  void soDoesOneInWhichNothingArrives() {
    Gate gate = gate(FAST, new double[] {0, 0, 0}, 0.05);
    assertThat(gate.cases()).extracting(GatedCase::outcome).containsExactly(Outcome.BROKEN);
  }

  @Test
  void aCaseThatWasSkippedOrIsNewSaysNothing() {
    Run baseline = Runs.named("a").overlay("vxlan", FAST).run();
    Run other =
        Runs.named("b")
            .unmeasured(
                Runs.spec("vxlan", Placement.CROSS_HOST, Protocol.TCP), Status.SKIPPED, "no module")
            .overlay("macvlan", FAST)
            .run();
    Gate gate = Gate.of(baseline, other, 0.05, Set.of());
    assertThat(gate.cases())
        .extracting(GatedCase::outcome)
        .containsExactly(Outcome.SKIPPED, Outcome.SKIPPED);
    assertThat(gate.failed()).isFalse();
    assertThat(gate.judgedAny()).isFalse();
  }

  @Test
  void anotherMtuIsNotJudgedUnlessAllowed() {
    Run baseline = Runs.named("a").overlay("vxlan", FAST).run();
    Run other = Runs.named("b").mtu(1400).overlay("vxlan", SLOW).run();
    assertThat(Gate.of(baseline, other, 0.05, Set.of()).judgedAny()).isFalse();
    assertThat(Gate.of(baseline, other, 0.05, Set.of(Trait.MTU)).failed()).isTrue();
  }

  /** A real slowdown of 10 % on a steady machine is found nearly always, also among 14 cases. */
  @Test
  void aRealSlowdownIsFound() {
    SplittableRandom random = new SplittableRandom(4);
    int found = 0;
    for (int i = 0; i < 200; i++) {
      Runs baseline = Runs.named("a");
      Runs run = Runs.named("b");
      for (int c = 0; c < 14; c++) {
        baseline.overlay("net" + c, scaled(Shape.NORMAL.sample(5, random), 1e9));
        run.overlay("net" + c, scaled(Shape.NORMAL.sample(5, random), c == 3 ? 0.9e9 : 1e9));
      }
      found += Gate.of(baseline.run(), run.run(), 0.05, Set.of()).failed() ? 1 : 0;
    }
    assertThat(found).isGreaterThan(140);
  }

  private static int failures(
      Shape shape, int baselineTrials, int runTrials, int cases, double maxRegression) {
    SplittableRandom random = new SplittableRandom(100 + cases + baselineTrials);
    int failed = 0;
    for (int i = 0; i < GATES; i++) {
      Runs baseline = Runs.named("a");
      Runs run = Runs.named("b");
      for (int c = 0; c < cases; c++) {
        baseline.overlay("net" + c, scaled(shape.sample(baselineTrials, random), 1e9));
        run.overlay("net" + c, scaled(shape.sample(runTrials, random), 1e9));
      }
      failed += Gate.of(baseline.run(), run.run(), maxRegression, Set.of()).failed() ? 1 : 0;
    }
    return failed;
  }

  private static double[] scaled(double[] values, double by) {
    return Arrays.stream(values).map(v -> v * by).toArray();
  }

  private static Gate gate(double[] baseline, double[] run, double maxRegression) {
    return Gate.of(
        Runs.named("a").overlay("vxlan", baseline).run(),
        Runs.named("b").overlay("vxlan", run).run(),
        maxRegression,
        Set.of());
  }
}
