package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.linux.Affinity;
import dev.linerate.linux.LinuxException;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class MemoryCopyTest {
  @Test
  void copiesWithoutMovingTheCaller() throws LinuxException {
    BitSet before = Affinity.cores();
    double rate = MemoryCopy.bytesPerSecond(64 << 10, Duration.ofMillis(4));
    // from the slowest machine to faster than any cache
    assertThat(rate).isBetween(5e7, 5e12);
    assertThat(Affinity.cores()).isEqualTo(before);
  }

  @Test
  void memoryThatCannotBeHadIsSaid() {
    assertThatThrownBy(() -> MemoryCopy.bytesPerSecond(1L << 60, Duration.ofMillis(1)))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void anInterruptCancels() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> MemoryCopy.bytesPerSecond(4096, Duration.ofMillis(1)))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
