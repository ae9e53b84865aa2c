package dev.linerate.doctor;

import dev.linerate.fault.LinerateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes checks, all at once, each bounded in time. */
public final class Doctor {
  private Doctor() {}

  /**
   * Examines. Takes no longer than the longest limit of a check: one that takes longer counts as
   * not told, and is left behind.
   *
   * @throws CancellationException when the calling thread is interrupted
   */
  public static Consultation examine(List<? extends Check> checks) {
    long start = System.nanoTime();
    List<Visit> visits = checks.stream().map(check -> new Visit(check, start)).toList();
    List<Examined> examined = new ArrayList<>();
    visits.forEach(visit -> examined.add(visit.await()));
    return new Consultation(examined);
  }

  /** A check that is being made. */
  private static final class Visit {
    private final Check check;
    private final long start;
    private final CompletableFuture<Examined> result = new CompletableFuture<>();
    private final Thread thread;

    Visit(Check check, long start) {
      this.check = check;
      this.start = start;
      this.thread = Thread.ofVirtual().start(() -> result.complete(examined(verdict(check))));
    }

    Examined await() {
      try {
        long left = Math.max(1, check.limit().toNanos() - (System.nanoTime() - start));
        return result.get(left, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        thread.interrupt();
        return examined(new Verdict.Untold("took longer than " + check.limit().toMillis() + " ms"));
      } catch (InterruptedException e) {
        throw (CancellationException) new CancellationException("interrupted").initCause(e);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    private Examined examined(Verdict verdict) {
      return new Examined(check, verdict, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static Verdict verdict(Check check) {
    try {
      return check.examine();
    } catch (LinerateException e) {
      return new Verdict.Untold(e.sentence());
    } catch (RuntimeException e) {
      // one check that is wrong must not cost the findings of all the others
      return new Verdict.Untold("an error of linerate itself: " + e);
    }
  }
}
