package dev.linerate.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparklineTest {
  private static Sparkline of(int width, double... values) {
    Sparkline sparkline = new Sparkline(width);
    for (double value : values) {
      sparkline.add(value);
    }
    return sparkline;
  }

  @Test
  void isEmptyWithoutValues() {
    assertThat(of(5)).hasToString("");
    assertThat(of(5).last(3)).isEmpty();
  }

  @Test
  void theLargestIsTheTallestAndZeroTheLowest() {
    assertThat(of(5, 0, 50, 100)).hasToString("▁▅█");
  }

  @Test
  void nothingButZeroIsFlat() {
    assertThat(of(5, 0, 0)).hasToString("▁▁");
  }

  @Test
  void theOldestGoFirst() {
    assertThat(of(2, 100, 1, 1)).hasToString("██");
  }

  @Test
  void aRateBelowZeroIsNoBarOfItsOwn() {
    assertThat(of(3, -5, 10)).hasToString("▁█");
  }

  @Test
  void theLastOnesFitANarrowPlace() {
    Sparkline sparkline = of(4, 0, 0, 100, 100);
    assertThat(sparkline.last(3)).isEqualTo("▁██");
    assertThat(sparkline.last(9)).isEqualTo("▁▁██");
    assertThat(sparkline.last(-1)).isEmpty();
  }
}
