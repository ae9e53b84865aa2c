package dev.linerate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParallelTest {
  @Test
  void keepsTheOrderOfTheItems() {
    assertThat(Parallel.map(List.of(3, 1, 2), i -> i * 10)).containsExactly(30, 10, 20);
  }

  @Test
  void runsAllAtOnce() {
    CountDownLatch both = new CountDownLatch(2);
    assertThat(Parallel.map(List.of(1, 2), i -> meet(both))).containsExactly(true, true);
  }

  private static boolean meet(CountDownLatch latch) {
    latch.countDown();
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void waitsForAllAndReportsEveryFailure() {
    AtomicInteger ended = new AtomicInteger();
    assertThatThrownBy(() ->
            Parallel.map(
                List.of(1, 2, 3),
                i -> {
                  ended.incrementAndGet();
                  if (i != 2) {
                    throw new IllegalStateException("item " + i);
                  }
                  return i;
                }))
        .hasMessage("item 1")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(ended).hasValue(3);
  }

  @Test
  void anInterruptReachesTheActionsToo() {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger interrupted = new AtomicInteger();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() ->
            Parallel.map(
                List.of(1, 2),
                i -> {
                  begun.incrementAndGet();
                  if (!meet(new CountDownLatch(2))) {
                    interrupted.incrementAndGet();
                  }
                  return i;
                }))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
    // an action that had not begun is never run
    assertThat(interrupted).hasValue(begun.get());
  }

  @Test
  void nothingToDoIsDone() {
    assertThat(Parallel.map(List.<Integer>of(), i -> i)).isEmpty();
  }

  @Test
  void anErrorOfTheMachineIsNotLost() {
    assertThatThrownBy(() ->
            Parallel.map(
                List.of(1),
                i -> {
                  throw new StackOverflowError("deep");
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseInstanceOf(StackOverflowError.class);
  }
}
