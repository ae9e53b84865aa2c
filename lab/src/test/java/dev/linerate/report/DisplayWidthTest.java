package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisplayWidthTest {
  @Test
  void linesBreakAtSpacesButNotBeforeAUnit() {
    assertThat(DisplayWidth.wrap("only 72 % of what was sent", 8))
        .containsExactly("only", "72 % of", "what was", "sent");
    assertThat(DisplayWidth.wrap("up to 35 Gbit/s", 9)).containsExactly("up to", "35 Gbit/s");
    assertThat(DisplayWidth.wrap("in 4 steps", 4)).containsExactly("in 4", "steps");
  }

  @Test
  void aWordThatIsTooLongHasItsOwnLine() {
    assertThat(DisplayWidth.wrap("a docker-overlay b", 5))
        .containsExactly("a", "docker-overlay", "b");
  }

  @Test
  void aPageKeepsNumberAndUnitTogether() {
    assertThat(Text.unbroken("0.35 % lost of 920 Mbit/s in 10 s, 5 MiB, 3 streams"))
        .isEqualTo("0.35\u00a0% lost of 920\u00a0Mbit/s in 10\u00a0s, 5\u00a0MiB, 3 streams");
  }

  @Test
  void bytesAreReadableToo() {
    assertThat(Text.fact("memory.bytes", "25276514304")).isEqualTo("25276514304 (23.5 GiB)");
    assertThat(Text.fact("cpu.count", "25276514304")).isEqualTo("25276514304");
    assertThat(Text.fact("memory.bytes", "unknown")).isEqualTo("unknown");
  }
}
