package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.linux.Affinity;
import dev.linerate.linux.CurrentCore;
import dev.linerate.linux.LinuxException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TrafficThreadTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Test
  void runsWhereItIsTold() throws Exception {
    int core = Affinity.cores().length() - 1;
    AtomicInteger ranOn = new AtomicInteger(-1);
    TrafficThread thread =
        TrafficThread.start(
            "test", () -> ranOn.set(new CurrentCore().number()), OptionalInt.of(core));
    Running.finish(thread);
    assertThat(ranOn).hasValue(core);
    assertThat(thread.isRunning()).isFalse();
  }

  @Test
  void noSuchCoreIsAFailure() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    TrafficThread thread = TrafficThread.start("test", runs::incrementAndGet, OptionalInt.of(8000));
    assertThat(thread.join(LIMIT)).isTrue();
    assertThat(thread.failure()).containsInstanceOf(LinuxException.class);
    assertThat(runs).hasValue(0);
  }

  @Test
  void whatTheLoopThrowsIsAFailure() throws Exception {
    IllegalStateException defect = new IllegalStateException("a defect");
    TrafficThread thread =
        Running.start(() -> {
          throw defect;
        });
    assertThat(thread.join(LIMIT)).isTrue();
    assertThat(thread.failure()).containsSame(defect);
  }

  @Test
  void notWithinTheLimit() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    TrafficThread thread =
        Running.start(() -> {
          try {
            latch.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(thread.join(Duration.ofMillis(1))).isFalse();
    assertThat(thread.isRunning()).isTrue();
    latch.countDown();
    Running.finish(thread);
  }

  @Test
  void timeOnTheProcessorIsKnownAtTheEnd() throws Exception {
    TrafficThread thread =
        Running.start(() -> {
          long until = System.nanoTime() + 30_000_000;
          while (System.nanoTime() < until) {
            Thread.onSpinWait();
          }
        });
    Running.finish(thread);
    assertThat(thread.cpu().userNanos()).isPositive();
    assertThat(thread.cpu().totalNanos())
        .isEqualTo(thread.cpu().userNanos() + thread.cpu().systemNanos());
  }
}
