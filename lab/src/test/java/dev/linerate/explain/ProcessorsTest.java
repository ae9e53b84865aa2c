package dev.linerate.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.result.FactKeys;
import dev.linerate.result.Platform;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorsTest {
  private static Processors of(String threads, String nodes) {
    return Processors.of(
        new Platform(Map.of(FactKeys.HYPER_THREADS, threads, FactKeys.NODE_CORES, nodes)));
  }

  @Test
  void hyperThreadsOfOneCoreAreSiblings() {
    Processors xeon = of("0,40; 1,41", "0-19,40-59; 20-39,60-79");

    assertThat(xeon.siblings(0, 40)).isTrue();
    assertThat(xeon.siblings(41, 1)).isTrue();
    assertThat(xeon.siblings(0, 1)).isFalse();
    assertThat(xeon.siblings(0, 0)).isFalse();
  }

  @Test
  void coresOfDifferentNodesAreRemote() {
    Processors xeon = of("", "0-19,40-59; 20-39,60-79");

    assertThat(xeon.remote(19, 20)).isTrue();
    assertThat(xeon.remote(19, 59)).isFalse();
    assertThat(xeon.remote(79, 80)).isFalse();
  }

  @Test
  void aMachineThatTellsNothingHasNeither() {
    assertThat(Processors.of(new Platform(Map.of()))).isEqualTo(Processors.UNKNOWN);
    assertThat(of("?; 1-x", "99999999").remote(0, 1)).isFalse();
  }
}
