package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PacerTest {
  private static final long START = 1_000_000_007L;

  @Test
  void theFirstIsDueAtOnce() {
    assertThat(new Pacer(500_000_000, START).dueNanos(0)).isEqualTo(START);
  }

  @Test
  void aDatagramAtATime() {
    Pacer pacer = new Pacer(500_000_000, START);
    // 1448 bytes at 500 Mbit/s: 23.168 µs
    assertThat(pacer.dueNanos(1448)).isEqualTo(START + 23_168);
    assertThat(pacer.dueNanos(1448 * 1000)).isEqualTo(START + 23_168_000);
  }

  @Test
  void roundingDoesNotAddUp() {
    Pacer pacer = new Pacer(333_333_333, START);
    long bytes = 0;
    for (int i = 0; i < 1_000_000; i++) {
      bytes += 1460;
      assertThat(pacer.dueNanos(bytes)).isGreaterThan(pacer.dueNanos(bytes - 1460));
    }
    double seconds = bytes * 8.0 / 333_333_333;
    assertThat((double) (pacer.dueNanos(bytes) - START)).isCloseTo(seconds * 1e9, within(2.0));
  }

  @Test
  void aDayAtALineRate() {
    long day = 86_400L * 100_000_000_000L / 8;
    assertThat(new Pacer(100_000_000_000L, 0).dueNanos(day))
        .isCloseTo(86_400_000_000_000L, within(1L));
  }

  @Test
  void withoutARateAllIsDueAtOnce() {
    assertThat(new Pacer(0, START).dueNanos(Long.MAX_VALUE)).isEqualTo(START);
  }

  @Test
  void noNegativeRate() {
    assertThatThrownBy(() -> new Pacer(-1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
