package dev.linerate.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** The same thing on several hosts, or several things, at once. */
public final class Parallel {
  private Parallel() {}

  /**
   * Runs {@code action} on each item at once and waits until all have ended.
   *
   * @return the results in the order of the items
   * @throws RuntimeException the first failure, the others attached as suppressed
   * @throws CancellationException when the calling thread is interrupted; the actions are
   *     interrupted too and have ended by then
   */
  public static <A, B> List<B> map(List<A> items, Function<A, B> action) {
    List<Callable<B>> calls = new ArrayList<>();
    for (A item : items) {
      calls.add(() -> action.apply(item));
    }
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      return results(executor.invokeAll(calls));
    } catch (InterruptedException e) {
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    }
  }

  /** Runs all actions at once and waits until they have ended; fails as {@link #map} does. */
  public static void all(Runnable... actions) {
    map(
        List.of(actions),
        action -> {
          action.run();
          return action;
        });
  }

  /**
   * Begins what will soon be asked for, and does not wait.
   *
   * @return for {@link #result}; what nobody asks for ends with the program
   */
  public static <B> Future<B> ahead(String what, Callable<B> work) {
    FutureTask<B> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().name("ahead: " + what).start(task);
    return task;
  }

  /**
   * Waits for what was begun ahead.
   *
   * @throws RuntimeException what it failed with
   * @throws CancellationException when the calling thread is interrupted
   */
  public static <B> B result(Future<B> begun) {
    try {
      return results(List.of(begun)).getFirst();
    } catch (InterruptedException e) {
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    }
  }

  private static <B> List<B> results(List<Future<B>> futures) throws InterruptedException {
    List<B> results = new ArrayList<>();
    List<RuntimeException> failures = new ArrayList<>();
    for (Future<B> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        failures.add(
            e.getCause() instanceof RuntimeException r
                ? r
                : new IllegalStateException(e.getCause()));
      }
    }
    if (failures.isEmpty()) {
      return results;
    }
    RuntimeException first = failures.getFirst();
    failures.stream().skip(1).forEach(first::addSuppressed);
    throw first;
  }
}
