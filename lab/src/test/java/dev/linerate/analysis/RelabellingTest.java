package dev.linerate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelabellingTest {
  private static final double[] HIGH = {10, 11, 12};
  private static final double[] LOW = {7, 8, 9};

  private static double p(double[] from, double[] to) {
    Relabelling relabelling = Relabelling.of(from, to);
    return relabelling.probability(relabelling.slowdown());
  }

  /** Of the 20 ways to deal six values out, one is like this, and one is the other way round. */
  @Test
  void allBelowAllIsOneOfTwenty() {
    assertThat(p(HIGH, LOW)).isCloseTo(1.0 / 20, within(1e-12));
    assertThat(p(LOW, HIGH)).isEqualTo(1);
  }

  /** Of {4, 3} before {2, 1} none of the other five ways to deal the four out is as clear. */
  @Test
  void sixWaysByHand() {
    assertThat(p(new double[] {4, 3}, new double[] {2, 1})).isCloseTo(1.0 / 6, within(1e-12));
  }

  /**
   * 2.7 million ways are sampled. scipy 1.17: permutation_test of Welch's t of the logarithms with
   * 100,000 resamples has 0.0050, ttest_ind(equal_var=False, alternative="less") 0.0052.
   */
  @Test
  void manyWaysAreSampledAndAgreeWithStudent() {
    double[] from = {
      900.5, 920.4, 918.4, 892.3, 895.5, 892.1, 908.5, 899.2, 911.2, 872.3, 923.5, 898.6
    };
    double[] to = {
      899.2, 887.0, 883.3, 895.9, 901.4, 886.0, 886.7, 899.3, 875.9, 866.3, 894.9, 878.9
    };
    assertThat(p(from, to)).isCloseTo(0.0051, within(0.0015));
    assertThat(p(from, to)).isEqualTo(p(from, to));
  }

  @Test
  void valuesWithoutSpreadAreNoTrouble() {
    double[] nine = {9, 9, 9};
    assertThat(p(new double[] {10, 10, 10}, nine)).isCloseTo(1.0 / 20, within(1e-12));
    assertThat(p(nine, nine)).isEqualTo(1);
  }

  /** Exact: with 1,000 pairs of the same thing, 5 of 100 are at 1/20. */
  @Test
  void sameThingsAreLevel() {
    SplittableRandom random = new SplittableRandom(13);
    long small =
        IntStream.range(0, 1000)
            .filter(
                _ -> p(Shape.BIMODAL.sample(4, random), Shape.BIMODAL.sample(4, random)) <= 0.0501)
            .count();
    assertThat(small).isLessThan(65);
  }

  @Test
  void oneOfManyIsCorrectedForTheOthersAsFarAsTheyCouldDoTheSame() {
    Relabelling clear = Relabelling.of(HIGH, LOW);
    Relabelling same = Relabelling.of(new double[] {10, 11, 12}, new double[] {12, 10, 11});
    double[] alone = StepDown.probabilities(List.of(clear));
    double[] among = StepDown.probabilities(List.of(same, clear, same));
    assertThat(alone[0]).isCloseTo(0.05, within(1e-12));
    assertThat(among[1]).isGreaterThanOrEqualTo(alone[0]);
    assertThat(among[0]).isGreaterThan(0.5);
    assertThat(StepDown.probabilities(List.of())).isEmpty();
  }

  /** Two alike: each could have been the clearest, 1 − 0.95². */
  @Test
  void twoAlikeByHand() {
    double[] both =
        StepDown.probabilities(List.of(Relabelling.of(HIGH, LOW), Relabelling.of(HIGH, LOW)));
    assertThat(both[0]).isCloseTo(1 - 0.95 * 0.95, within(1e-12));
    assertThat(both[1]).isEqualTo(both[0]);
  }
}
