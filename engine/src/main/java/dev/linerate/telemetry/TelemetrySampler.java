package dev.linerate.telemetry;

import dev.linerate.linux.CpuTime;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.NetworkNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Samples the machine during one trial, in a thread of its own. It is started before the trial, so
 * that files are open and code is warm when the first byte is sent; {@link #begin} says when that
 * is. May be used by several threads.
 */
public final class TelemetrySampler implements AutoCloseable {
  /** Samples a second where nobody asks for another number. */
  public static final double DEFAULT_RATE = 10;

  /** More would disturb what is measured. */
  public static final double HIGHEST_RATE = 100;

  /** Below this a sample is too short to say anything, ns. */
  private static final long SHORTEST = 1_000_000;

  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  private final double rate;
  private final List<NamespacePlace> places;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Queue<Consumer<Passes>> news = new ConcurrentLinkedQueue<>();
  private final FutureTask<Optional<Telemetry>> work = new FutureTask<>(this::sample);
  private volatile boolean trial;
  private volatile long zeroNanos;

  private TelemetrySampler(double rate, List<NamespacePlace> places) {
    this.rate = rate;
    this.places = List.copyOf(places);
  }

  /**
   * Opens everything and waits for the trial.
   *
   * @param rate samples a second, up to {@link #HIGHEST_RATE}
   * @param places network namespaces; one that cannot be entered is noted as absent
   */
  public static TelemetrySampler start(double rate, List<NamespacePlace> places) {
    if (!(rate > 0 && rate <= HIGHEST_RATE)) {
      throw new IllegalArgumentException(
          rate + " samples a second; there may be more than 0 and up to " + HIGHEST_RATE);
    }
    TelemetrySampler sampler = new TelemetrySampler(rate, places);
    Thread.ofPlatform().daemon().name("telemetry").start(sampler.work);
    return sampler;
  }

  /** Waits until all is open and has been read once; false when that takes longer. */
  public boolean awaitReady(Duration limit) throws InterruptedException {
    return ready.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A thread of the traffic; also while the trial runs. One that has ended is passed over. */
  public void watch(Worker worker) {
    news.add(passes -> passes.watch(worker));
  }

  /** All threads of a process, also those that it starts later. */
  public void watchProcess(End end, Work kind, long pid) {
    news.add(passes -> passes.watchProcess(end, kind, pid));
  }

  /**
   * The trial begins: sampling does, too. Only the first call counts.
   *
   * @param nanoTime {@link System#nanoTime()} of the first byte: 0 on the result's time axis
   */
  public synchronized void begin(long nanoTime) {
    if (begun.getCount() > 0) {
      zeroNanos = nanoTime;
      trial = true;
      begun.countDown();
    }
  }

  /**
   * Takes a last sample and ends the thread.
   *
   * @return what was sampled; empty when the trial never began
   * @throws IllegalStateException when sampling failed
   */
  public Optional<Telemetry> end() {
    close();
    boolean interrupted = false;
    long deadline = System.nanoTime() + END_LIMIT.toNanos();
    try {
      while (true) {
        try {
          return work.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("telemetry failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("telemetry does not end", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends the thread and forgets what it has sampled; does nothing after {@link #end}. */
  @Override
  public void close() {
    ended.countDown();
    begun.countDown();
  }

  // --- the thread -------------------------------------------------------------------------------

  private Optional<Telemetry> sample() throws LinuxException, InterruptedException {
    try (Passes passes =
        new Passes(Path.of("/"), places, NetworkNamespace::enter, System::nanoTime)) {
      passes.pass();
      ready.countDown();
      begun.await();
      return trial ? Optional.of(sample(passes)) : Optional.empty();
    } finally {
      ready.countDown();
    }
  }

  private Telemetry sample(Passes passes) throws LinuxException, InterruptedException {
    long cpuBefore = CpuTime.ofThread().totalNanos();
    long start = System.nanoTime();
    passes.begin();
    take(passes);
    int made = 1;
    int missed = 0;
    long period = Math.round(1e9 / rate);
    long next = start + period;
    while (!ended.await(next - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      take(passes);
      made++;
      if (passes.isFull()) {
        passes.halve();
        period *= 2;
      }
      next += period;
      long late = System.nanoTime() - next;
      if (late > 0) {
        missed += (int) (late / period + 1);
        next += (late / period + 1) * period;
      }
    }
    if (System.nanoTime() - (next - period) > SHORTEST) {
      take(passes);
      made++;
    }
    SamplingCost cost =
        new SamplingCost(
            made,
            missed,
            (CpuTime.ofThread().totalNanos() - cpuBefore) / 1000,
            (System.nanoTime() - start) / 1e9);
    return passes.telemetry(rate, zeroNanos, cost);
  }

  private void take(Passes passes) {
    for (Consumer<Passes> each = news.poll(); each != null; each = news.poll()) {
      each.accept(passes);
    }
    passes.pass();
  }
}
