package dev.linerate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MedianIntervalTest {
  @Test
  void oneValueHasNoConfidence() {
    assertThat(MedianInterval.of(7)).isEqualTo(new MedianInterval(7, 7, 7, 1, 0));
  }

  @Test
  void fewValuesGiveTheirRangeWithItsTrueCoverage() {
    assertThat(MedianInterval.of(3, 1, 2)).isEqualTo(new MedianInterval(2, 1, 3, 3, 0.75));
    assertThat(MedianInterval.of(4, 2).confidence()).isEqualTo(0.5);
    assertThat(MedianInterval.of(5, 4, 3, 2, 1).confidence()).isCloseTo(0.9375, within(1e-12));
  }

  @Test
  void evenNumbersAverageTheMiddle() {
    assertThat(MedianInterval.of(1, 2, 3, 10).median()).isEqualTo(2.5);
  }

  /** Conover, table of the sign test; David and Nagaraja, §7.1. */
  @Test
  void ranksOfTheTextbooks() {
    check(6, 3.5, 1, 6, 0.96875);
    check(8, 4.5, 1, 8, 0.9921875);
    check(9, 5, 2, 8, 0.9609375);
    check(10, 5.5, 2, 9, 0.978515625);
    check(15, 8, 4, 12, 0.96484375);
    check(20, 10.5, 6, 15, 0.958610534667);
  }

  @Test
  void manyValuesDoNotUnderflow() {
    MedianInterval interval = oneTo(5000);
    assertThat(interval.confidence()).isBetween(0.95, 0.96);
    // ± 1.96 · √n / 2
    assertThat(interval.high() - interval.low()).isCloseTo(139, within(2.0));
  }

  @Test
  void widthIsRelativeToTheMedian() {
    assertThat(MedianInterval.of(90, 100, 110).relativeWidth()).isEqualTo(0.2);
    assertThat(MedianInterval.of(0, 0).relativeWidth()).isZero();
  }

  @Test
  void refusesNothingAndNonsense() {
    assertThatThrownBy(MedianInterval::of).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MedianInterval.of(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void check(int n, double median, double low, double high, double confidence) {
    MedianInterval interval = oneTo(n);
    assertThat(interval.median()).isEqualTo(median);
    assertThat(interval.low()).isEqualTo(low);
    assertThat(interval.high()).isEqualTo(high);
    assertThat(interval.n()).isEqualTo(n);
    assertThat(interval.confidence()).isCloseTo(confidence, within(1e-9));
  }

  private static MedianInterval oneTo(int n) {
    return MedianInterval.of(IntStream.rangeClosed(1, n).asDoubleStream().toArray());
  }
}
