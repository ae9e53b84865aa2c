package dev.linerate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class Iperf3VersionTest {
  private static Iperf3Version parsed(String text) {
    return Iperf3Version.parse(text).orElseThrow();
  }

  @Test
  void readsWhatReleasesPrint() {
    assertThat(parsed("iperf 3.12 (cJSON 1.7.15)\nLinux lab 6.18.44 x86_64\nOptional features …"))
        .isEqualTo(new Iperf3Version(3, 12, 0))
        .hasToString("3.12");
    assertThat(parsed("iperf 3.1.3\nLinux lab")).isEqualTo(new Iperf3Version(3, 1, 3));
    assertThat(parsed("iperf 3.17.1+ (cJSON 1.7.15)")).hasToString("3.17.1");
    assertThat(parsed("iperf 3.0.11 (2014)")).isLessThan(Iperf3Version.OLDEST);
  }

  @Test
  void isEmptyForAnythingElse() {
    assertThat(Iperf3Version.parse("")).isEqualTo(Optional.empty());
    assertThat(Iperf3Version.parse("iperf version 2.1.8 (12 August 2022) pthreads")).isEmpty();
    assertThat(Iperf3Version.parse("iperf 3")).isEmpty();
    assertThat(Iperf3Version.parse("iperf 99999999999.1")).isEmpty();
  }

  @Test
  void ordersNumbersNotText() {
    assertThat(parsed("iperf 3.9")).isLessThan(parsed("iperf 3.12"));
    assertThat(parsed("iperf 3.1.3"))
        .isLessThan(parsed("iperf 3.1.7"))
        .isGreaterThan(parsed("iperf 3.1"));
  }

  @Test
  void knowsWhenOptionsCame() {
    assertThat(parsed("iperf 3.6").bidir()).isFalse();
    assertThat(parsed("iperf 3.7").bidir()).isTrue();
    assertThat(parsed("iperf 3.16").jsonStream()).isFalse();
    assertThat(parsed("iperf 3.17").jsonStream()).isTrue();
    assertThat(parsed("iperf 3.1.7").connectTimeout()).isFalse();
    assertThat(parsed("iperf 3.2").connectTimeout()).isTrue();
  }
}
