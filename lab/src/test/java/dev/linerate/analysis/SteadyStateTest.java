package dev.linerate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyStateTest {
  /**
   * A warm-up like TCP's: the rate goes to 1 as 1 − e^(−t/τ), τ a twentieth of the trial. The mean
   * of all is then 5 % too low; of what is left after the cut it is right within 0.6 % (a few
   * trials are not cut, because the best cut happens to be in the middle).
   */
  @ParameterizedTest
  @ValueSource(ints = {20, 40, 100, 200, 1000})
  void whatIsLeftHasNoBias(int n) {
    SplittableRandom random = new SplittableRandom(n);
    double bias = 0;
    for (int i = 0; i < 200; i++) {
      double[] values =
          IntStream.range(0, n)
              .mapToDouble(
                  t -> 1 - Math.exp(-(t + 0.5) / (n * 0.05)) + 0.02 * random.nextGaussian())
              .toArray();
      int cut = SteadyState.warmUp(values).orElse(0);
      bias += Arrays.stream(values, cut, n).average().orElseThrow() - 1;
    }
    assertThat(Math.abs(bias / 200)).isLessThan(0.006);
  }

  /** In half of the trials nothing is cut, in nine of ten less than a third. */
  @Test
  void aTrialWithoutWarmUpKeepsMostOfItself() {
    SplittableRandom random = new SplittableRandom(2);
    int[] cuts =
        IntStream.range(0, 500)
            .map(_ ->
                SteadyState.warmUp(
                        random.doubles(100).map(v -> 5 + 0.1 * random.nextGaussian()).toArray())
                    .orElse(50))
            .sorted()
            .toArray();
    assertThat(cuts[250]).isZero();
    assertThat(cuts[450]).isLessThanOrEqualTo(33);
  }

  @Test
  void oneThatNeverSettlesHasNoSteadyState() {
    assertThat(SteadyState.warmUp(IntStream.range(0, 40).asDoubleStream().toArray())).isEmpty();
  }

  @Test
  void aFewValuesTellNothing() {
    assertThat(SteadyState.warmUp(0, 1, 1, 1, 1, 1, 1)).isEmpty();
    assertThat(SteadyState.warmUp(0, 1, 1, 1, 1, 1, 1, 1)).hasValue(1);
  }
}
