package dev.linerate.iperf;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, last first, when the rest of it cannot be. */
final class Unwinding implements AutoCloseable {
  private final Deque<Runnable> closers = new ArrayDeque<>();

  void add(Runnable close) {
    closers.push(close);
  }

  /** All of it is there: nothing is closed any more. */
  void keep() {
    closers.clear();
  }

  @Override
  public void close() {
    closers.forEach(Runnable::run);
  }
}
