package dev.linerate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosestMatchTest {
  @ParameterizedTest
  @CsvSource({
    "docker-overlai,docker-overlay",
    "dockeroverlay,docker-overlay",
    "ovs-overly,ovs-overlay",
    "VXLAN,vxlan",
    "vlxan,vxlan",
    "hots,host"
  })
  void findsWhatWasMeant(String typed, String meant) {
    assertThat(ClosestMatch.of(typed, Networks.KNOWN.keySet())).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "calico", "weave", "x"})
  void doesNotGuessWildly(String typed) {
    assertThat(ClosestMatch.of(typed, Networks.KNOWN.keySet())).isEmpty();
  }

  @Test
  void hasASentenceForNothingThere() {
    assertThat(ClosestMatch.sentence("flow", "tcp", Set.of()))
        .isEqualTo("no flow \"tcp\"; there is none");
  }
}
