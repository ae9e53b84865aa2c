package dev.linerate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.analysis.BootstrapMedian.Atom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapMedianTest {
  /**
   * B. Efron, The Jackknife, the Bootstrap and Other Resampling Plans, §10.2, has n = 13; in R:
   * {@code diff(pbinom(6, 13, 0:13/13, lower.tail = FALSE))}.
   */
  @Test
  void weightsOfTheTextbook() {
    double[] weights =
        BootstrapMedian.of(oneTo(13)).atoms().stream().mapToDouble(Atom::weight).toArray();
    assertThat(weights)
        .containsExactly(
            new double[] {
              0.000018, 0.001461, 0.014225, 0.054948, 0.124272, 0.193606, 0.222940, 0.193606,
              0.124272, 0.054948, 0.014225, 0.001461, 0.000018
            },
            within(1e-6));
  }

  @Test
  void threeValuesByHand() {
    assertThat(BootstrapMedian.of(3, 1, 2).atoms())
        .extracting(Atom::weight)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
        .containsExactly(7.0 / 27, 13.0 / 27, 7.0 / 27);
  }

  /** Of 1 and 2: both draws 1, one of each in either order, both 2. */
  @Test
  void twoValuesByHand() {
    List<Atom> atoms = BootstrapMedian.of(1, 2).atoms();
    assertThat(atoms).extracting(Atom::value).containsExactly(1.0, 1.5, 2.0);
    assertThat(atoms.get(1).weight()).isCloseTo(0.5, within(1e-12));
    assertThat(BootstrapMedian.of(1, 2).variance()).isCloseTo(0.125, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 10, 30, 61, 400})
  void weightsAreAll(int n) {
    assertThat(BootstrapMedian.of(oneTo(n)).atoms().stream().mapToDouble(Atom::weight).sum())
        .isCloseTo(1, within(1e-8));
  }

  /** What a hundred thousand real resamples give. */
  @ParameterizedTest
  @ValueSource(ints = {4, 7, 10})
  void agreesWithDrawing(int n) {
    SplittableRandom random = new SplittableRandom(5);
    double[] values = Shape.LOGNORMAL.sample(n, random);
    BootstrapMedian exact = BootstrapMedian.of(values);
    double[] drawn =
        IntStream.range(0, 100_000)
            .mapToDouble(_ ->
                MedianInterval.of(
                        IntStream.range(0, n).mapToDouble(_ -> values[random.nextInt(n)]).toArray())
                    .median())
            .toArray();
    assertThat(exact.variance()).isCloseTo(Welch.variance(drawn), within(0.02 * exact.variance()));
  }

  private static double[] oneTo(int n) {
    return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
  }
}
