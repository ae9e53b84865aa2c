package dev.linerate.doctor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrefixTest {
  private static Prefix prefix(String text) {
    return Prefix.parse(text).orElseThrow();
  }

  @Test
  void bitsBelowTheLengthDoNotCount() {
    assertThat(prefix("172.17.5.9/16")).isEqualTo(prefix("172.17.0.0/16"));
    assertThat(prefix("172.17.5.9/16")).hasToString("172.17.0.0/16");
    assertThat(prefix("255.255.255.255")).hasToString("255.255.255.255");
    assertThat(prefix("default")).isEqualTo(Prefix.DEFAULT).hasToString("0.0.0.0/0");
  }

  @Test
  void whatIsInWhat() {
    assertThat(prefix("10.0.0.0/8").contains(prefix("10.1.2.0/24"))).isTrue();
    assertThat(prefix("10.1.2.0/24").contains(prefix("10.0.0.0/8"))).isFalse();
    assertThat(prefix("10.1.2.0/24").overlaps(prefix("10.0.0.0/8"))).isTrue();
    assertThat(prefix("10.1.2.0/24").overlaps(prefix("10.1.3.0/24"))).isFalse();
    assertThat(Prefix.DEFAULT.contains(prefix("192.168.0.1"))).isTrue();
  }

  @Test
  void whatIsNoPrefixIsNone() {
    for (String text : List.of("", "fe80::1/64", "10.0.0/24", "anywhere", "10.0.0.0/x")) {
      assertThat(Prefix.parse(text)).isEqualTo(Optional.empty());
    }
  }

  @Test
  void theLongestPrefixWinsThenTheSmallestMetric() {
    List<Route> routes =
        List.of(
            new Route(Prefix.DEFAULT, "eth0", Optional.of("10.0.0.1"), 0),
            new Route(prefix("10.0.0.0/24"), "eth0", Optional.empty(), 100),
            new Route(prefix("10.0.0.0/24"), "eth1", Optional.empty(), 50),
            new Route(prefix("10.0.0.128/25"), "eth2", Optional.empty(), 200));

    assertThat(Route.to(prefix("10.0.0.1"), routes).orElseThrow().device()).isEqualTo("eth1");
    assertThat(Route.to(prefix("10.0.0.129"), routes).orElseThrow().device()).isEqualTo("eth2");
    assertThat(Route.to(prefix("8.8.8.8"), routes).orElseThrow().device()).isEqualTo("eth0");
  }
}
