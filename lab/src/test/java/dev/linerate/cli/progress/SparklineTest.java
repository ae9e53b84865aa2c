package dev.linerate.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparklineTest {
  private final Sparkline sparkline = new Sparkline();

  @Test
  void theLargestValueIsTheHighestBar() {
    sparkline.add(0);
    sparkline.add(50);
    sparkline.add(100);
    assertThat(sparkline.last(3)).isEqualTo("▁▅█");
  }

  @Test
  void shortOnesArePadded() {
    sparkline.add(1);
    assertThat(sparkline.last(4)).isEqualTo("█   ");
    assertThat(new Sparkline().last(2)).isEqualTo("  ");
  }

  @Test
  void onlyTheLastAreShown() {
    sparkline.add(100);
    sparkline.add(1);
    sparkline.add(1);
    assertThat(sparkline.last(2)).isEqualTo("██");
  }

  @Test
  void nothingMovedIsTheLowestBar() {
    sparkline.add(0);
    assertThat(sparkline.last(1)).isEqualTo("▁");
  }
}
