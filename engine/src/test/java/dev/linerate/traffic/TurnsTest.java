package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnsTest {
  private final StopFlag stop = new StopFlag();

  /** Who was held up is due as if nothing had been: waiting counts. */
  @Test
  void atARateATurnCountsFromWhenItWasDue() {
    Turns turns = new Turns(1000, stop);
    long first = turns.take();
    for (int i = 1; i <= 100; i++) {
      assertThat(turns.take() - first).isEqualTo(i * 1_000_000L);
    }
    assertThat(turns.begun()).isEqualTo(101);
  }

  @Test
  void withoutARateATurnCountsFromItsBegin() {
    Turns turns = new Turns(0, stop);
    long before = System.nanoTime();
    assertThat(turns.await()).isTrue();
    assertThat(turns.take()).isBetween(before, System.nanoTime());
  }

  @Test
  void theStopEndsThem() {
    Turns turns = new Turns(1, stop);
    turns.take();
    stop.stop();
    assertThat(turns.await()).isFalse();
    assertThat(new Turns(0, stop).await()).isFalse();
  }
}
