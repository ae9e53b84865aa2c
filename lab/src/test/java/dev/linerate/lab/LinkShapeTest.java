package dev.linerate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.plan.LinkSpec;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Mtu;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkShapeTest {
  @Test
  void gigabitCountsEveryFrameWithPreambleFcsAndGap() {
    List<String> arguments = arguments("1gbit", 1500);
    assertThat(after(arguments, "rate")).isEqualTo("1000000000bit");
    assertThat(after(arguments, "overhead")).isEqualTo("24");
    // a bucket of one frame at the peak rate is what makes the kernel cut super-frames
    assertThat(after(arguments, "mtu")).isEqualTo("1600");
    assertThat(arguments).contains("peakrate");
  }

  @Test
  void tenGigabitLetsSuperFramesPassAndScalesTheRate() {
    List<String> arguments = arguments("10gbit", 1500);
    assertThat(arguments).doesNotContain("peakrate");
    double rate = Double.parseDouble(after(arguments, "rate").replace("bit", ""));
    // 45 segments: (45 × 1514 + 24) / (45 × 1538) of the link
    assertThat(rate).isCloseTo(10e9 * 68154 / 69210, org.assertj.core.api.Assertions.within(1.0));
  }

  @Test
  void theBucketOutlastsALateTimer() {
    assertThat(Long.parseLong(after(arguments("1gbit", 1500), "burst"))).isEqualTo(250_000);
    assertThat(Long.parseLong(after(arguments("10mbit", 1500), "burst")))
        .isGreaterThanOrEqualTo(65536);
  }

  @Test
  void theQueueHoldsThousandFramesBeyondTheBucket() {
    assertThat(Long.parseLong(after(arguments("1gbit", 9000), "limit")))
        .isEqualTo(250_000 + 1000 * (9000 + 38));
  }

  private static List<String> arguments(String rate, int mtu) {
    return new LinkShape(new LinkSpec(BitRate.parse(rate), new Mtu(mtu))).arguments();
  }

  private static String after(List<String> arguments, String word) {
    return arguments.get(arguments.indexOf(word) + 1);
  }
}
