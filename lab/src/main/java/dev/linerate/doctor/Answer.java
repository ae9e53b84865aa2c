package dev.linerate.doctor;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * A question under way or answered. A thread of its own puts it: a check that gives up waiting does
 * not take the answer from the others that wait for it.
 */
final class Answer {
  private final CompletableFuture<Reading> reading = new CompletableFuture<>();

  Answer(Supplier<Reading> question) {
    Thread.ofVirtual().start(() -> answer(question));
  }

  private void answer(Supplier<Reading> question) {
    try {
      reading.complete(question.get());
    } catch (RuntimeException e) {
      reading.completeExceptionally(e);
    }
  }

  /**
   * Waits for it.
   *
   * @throws CancellationException when the waiting thread is interrupted
   */
  Reading await() {
    try {
      return reading.get();
    } catch (InterruptedException e) {
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
    }
  }
}
