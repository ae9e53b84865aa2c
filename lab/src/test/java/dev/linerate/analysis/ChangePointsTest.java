package dev.linerate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.analysis.ChangePoints.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangePointsTest {
  /** The container network study, §49.2.1: Docker bridge on Kunpeng 920, unpinned, Gbit/s. */
  private static final double[] KUNPENG = {
    34.9, 34.9, 34.5, 34.7, 34.5, 34.5, 34.7, 35.1, 30.7, 20.0, 13.8, 20.8, 16.5, 14.2, 15.8, 15.4,
    30.9, 35.4, 35.5, 35.3, 35.7, 35.7
  };

  /** §49.3.1: Open vSwitch on the same machine, pinned in the midst of it, Gbit/s. */
  private static final double[] KUNPENG_OVS = {
    16.1, 18.5, 19.2, 20.1, 19.7, 19.4, 45.2, 45.2, 26.5, 46.7, 39.7, 48.2, 52.9, 48.8, 52.4, 49.5,
    51.2, 51.2
  };

  /** §49.2.2: Docker bridge on Intel 6248, "stable at about 25". */
  private static final double[] INTEL = {
    21.5, 25.3, 25.4, 25.3, 25.3, 22.6, 23.0, 24.5, 24.8, 24.0, 25.4, 24.6, 24.4, 23.0, 22.4, 22.8,
    22.6, 23.7, 21.1, 25.4, 21.5, 24.7, 24.0, 24.7, 24.5
  };

  /** The study's text: 35, then 13 to 20, then 35 again. */
  @Test
  void theKunpengsCurveHasThreeStretches() {
    List<Stretch> stretches = ChangePoints.stretches(KUNPENG);
    assertThat(stretches).extracting(Stretch::from).containsExactly(0, 9, 16);
    assertThat(stretches).extracting(Stretch::to).containsExactly(9, 16, 22);
    assertThat(stretches.get(0).mean()).isCloseTo(34.3, within(0.1));
    assertThat(stretches.get(1).mean()).isCloseTo(16.6, within(0.1));
    assertThat(stretches.get(2).mean()).isCloseTo(34.8, within(0.1));
  }

  @Test
  void pinningIsSeenInTheOtherCurve() {
    assertThat(ChangePoints.stretches(KUNPENG_OVS)).extracting(Stretch::from).contains(0, 6);
  }

  @Test
  void theIntelsCurveHasNone() {
    assertThat(ChangePoints.stretches(INTEL)).hasSize(1);
  }

  /** R 4, stats: the Nile's flow at Aswan fell in 1899, index 28 (Cobb 1978). */
  @Test
  void theNileFellOnce() {
    double[] nile = {
      1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960,
      1180, 799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940,
      833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768,
      845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771,
      676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797,
      923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740
    };
    assertThat(ChangePoints.stretches(nile)).extracting(Stretch::from).containsExactly(0, 28);
  }

  /** In 1,000 series without a change fewer than 50 are said to have one. */
  @Test
  void noiseHasNoChanges() {
    SplittableRandom random = new SplittableRandom(6);
    long wrong =
        IntStream.range(0, 1000)
            .filter(_ ->
                ChangePoints.stretches(
                            random.doubles(60).map(v -> 10 + random.nextGaussian()).toArray())
                        .size()
                    > 1)
            .count();
    assertThat(wrong).isLessThan(50);
  }

  /** Neighbours that are alike, φ = 0.6, and vary by 2 %. */
  @Test
  void wanderingIsNoChange() {
    SplittableRandom random = new SplittableRandom(7);
    long wrong =
        IntStream.range(0, 500)
            .filter(_ -> ChangePoints.stretches(wandering(200, random)).size() > 1)
            .count();
    assertThat(wrong).isLessThan(25);
  }

  /** The same of series that vary by 5, 10 and 20 %, where the smallest step is no help. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.2})
  void neitherIsWanderingFar(double spread) {
    SplittableRandom random = new SplittableRandom(10);
    long wrong =
        IntStream.range(0, 500)
            .filter(_ -> {
              double[] far =
                  Arrays.stream(wandering(200, random))
                      .map(v -> 1 + (v - 1) * spread / 0.02)
                      .toArray();
              return ChangePoints.stretches(far).size() > 1;
            })
            .count();
    assertThat(wrong).isLessThan(25);
  }

  /** In the midst of wandering by 5 % a step of 20 % is found. */
  @Test
  void aStepIsFoundAlsoWhereTheLevelWanders() {
    SplittableRandom random = new SplittableRandom(11);
    long found =
        IntStream.range(0, 200)
            .filter(_ -> {
              double[] values = wandering(60, random);
              for (int i = 0; i < 60; i++) {
                values[i] = 1 + (values[i] - 1) * 2.5 + (i < 30 ? 0 : 0.2);
              }
              return ChangePoints.stretches(values).stream()
                  .anyMatch(s -> s.from() >= 27 && s.from() <= 33);
            })
            .count();
    assertThat(found).isGreaterThan(180);
  }

  @Test
  void aStepOfFivePercentInALongRunIsFoundWhereItIs() {
    SplittableRandom random = new SplittableRandom(8);
    double[] values =
        IntStream.range(0, 20_000)
            .mapToDouble(i -> (i < 12_345 ? 10 : 9) + 0.3 * random.nextGaussian())
            .toArray();
    List<Stretch> stretches = ChangePoints.stretches(values);
    assertThat(stretches).hasSize(2);
    assertThat(stretches.get(1).from()).isCloseTo(12_345, within(40));
  }

  /** PELT only leaves out what cannot be best: the same as trying everything. */
  @Test
  void pruningLosesNothing() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 200; i++) {
      double[] values = steps(30, random);
      assertThat(starts(ChangePoints.leastSquares(values))).isEqualTo(Exhaustive.starts(values));
    }
  }

  @Test
  void emptyConstantAndShort() {
    assertThat(ChangePoints.stretches()).isEmpty();
    assertThat(ChangePoints.stretches(3, 3, 3, 3, 3)).containsExactly(new Stretch(0, 5, 3));
    assertThat(ChangePoints.stretches(1)).hasSize(1);
    assertThat(ChangePoints.stretches(0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9)).hasSize(2);
  }

  private static double[] wandering(int n, SplittableRandom random) {
    double[] values = new double[n];
    double deviation = 0;
    for (int i = 0; i < n; i++) {
      deviation = 0.6 * deviation + 0.016 * random.nextGaussian();
      values[i] = 1 + deviation;
    }
    return values;
  }

  /** Steps of at least a tenth, so that none is merged for being small. */
  private static double[] steps(int n, SplittableRandom random) {
    double[] values = new double[n];
    double level = 100;
    for (int i = 0; i < n; i++) {
      level *= random.nextInt(8) == 0 ? (random.nextBoolean() ? 2 : 0.5) : 1;
      values[i] = level * (1 + 0.02 * random.nextGaussian());
    }
    return values;
  }

  private static List<Integer> starts(List<Integer> ends) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    starts.addAll(ends.subList(0, ends.size() - 1));
    return starts;
  }

  /** Optimal partitioning without any short cut. */
  private static final class Exhaustive {
    private static final int SHORTEST = 4;

    static List<Integer> starts(double[] x) {
      int n = x.length;
      double noise = 0;
      for (int i = 1; i < n; i++) {
        noise += (x[i] - x[i - 1]) * (x[i] - x[i - 1]) / (2 * (n - 1));
      }
      double price = 3 * Math.log(n) * noise;
      double[] best = new double[n + 1];
      int[] before = new int[n + 1];
      Arrays.fill(best, 1, n + 1, Double.POSITIVE_INFINITY);
      for (int end = SHORTEST; end <= n; end++) {
        for (int start = 0; start <= end - SHORTEST; start++) {
          double cost = best[start] + price + squares(x, start, end);
          if (cost < best[end]) {
            best[end] = cost;
            before[end] = start;
          }
        }
      }
      List<Integer> starts = new ArrayList<>();
      for (int end = n; end > 0; end = before[end]) {
        starts.addFirst(before[end]);
      }
      return starts;
    }

    private static double squares(double[] x, int from, int to) {
      double mean = Arrays.stream(x, from, to).average().orElseThrow();
      return Arrays.stream(x, from, to).map(v -> (v - mean) * (v - mean)).sum();
    }
  }
}
