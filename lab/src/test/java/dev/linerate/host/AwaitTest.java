package dev.linerate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void whatIsTrueIsAskedOnceAndNeverWaitedFor() {
    assertThat(Await.until(Duration.ZERO, () -> asked.incrementAndGet() > 0)).isTrue();
    assertThat(asked).hasValue(1);
  }

  @Test
  void asksAgainUntilItIsTrue() {
    assertThat(Await.until(Duration.ofSeconds(10), () -> asked.incrementAndGet() == 4)).isTrue();
    assertThat(asked).hasValue(4);
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    // longer than a busy machine keeps the thread from asking again
    assertThat(Await.until(Duration.ofMillis(200), () -> asked.incrementAndGet() < 0)).isFalse();
    assertThat(asked).hasValueGreaterThanOrEqualTo(2);
  }

  @Test
  void aLimitInThePastStillAsks() {
    assertThat(Await.until(Duration.ofSeconds(-1), () -> asked.incrementAndGet() < 0)).isFalse();
    assertThat(asked).hasValue(1);
  }

  @Test
  void anInterruptEndsTheWaitAndIsTakenBack() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Await.until(Duration.ofMinutes(1), () -> false))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anInterruptDoesNotUndoWhatIsTrueAlready() {
    Thread.currentThread().interrupt();
    assertThat(Await.until(Duration.ofMinutes(1), () -> true)).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aFailureOfTheConditionIsNotSwallowed() {
    assertThatThrownBy(() ->
            Await.until(
                Duration.ofMinutes(1),
                () -> {
                  throw new IllegalStateException("no such thing");
                }))
        .hasMessage("no such thing");
  }
}
