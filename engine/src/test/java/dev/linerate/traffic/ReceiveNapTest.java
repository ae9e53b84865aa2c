package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceiveNapTest {
  private static final long START = 5_000_000_000L;

  private final ReceiveNap nap = new ReceiveNap(true);
  private long now = START;

  @Test
  void fewDatagramsAreTakenAsTheyCome() {
    assertThat(busyAfter(1000, 40_000)).isFalse();
  }

  @Test
  void manyAreGathered() {
    assertThat(busyAfter(1000, 10_000)).isTrue();
  }

  @Test
  void fewAgainAfterMany() {
    assertThat(busyAfter(1000, 10_000)).isTrue();
    assertThat(busyAfter(1000, 40_000)).isFalse();
  }

  @Test
  void aBurstAfterALongPauseIsNotMany() {
    assertThat(busyAfter(1, 0)).isFalse();
    now += 10_000_000_000L;
    assertThat(nap.isBusy(64, now)).isFalse();
  }

  /** So many datagrams, one after each gap. */
  private boolean busyAfter(int datagrams, long gapNanos) {
    boolean busy = false;
    for (int i = 0; i < datagrams; i++) {
      now += gapNanos;
      busy = nap.isBusy(1, now);
    }
    return busy;
  }
}
