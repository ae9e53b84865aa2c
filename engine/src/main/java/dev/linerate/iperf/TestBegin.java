package dev.linerate.iperf;

import java.util.List;

/**
 * The instant at which a test's data begins to flow, and who moves it.
 *
 * @param nanoTime on {@link System#nanoTime()}'s clock: what all intervals of this role count from
 * @param threads of the streams, as far as they run
 */
public record TestBegin(long nanoTime, List<StreamThread> threads) {
  public TestBegin {
    threads = List.copyOf(threads);
  }

  /**
   * The thread that sends or receives a stream.
   *
   * @param stream its number in the protocol, see {@link StreamIds}
   * @param sender whether this role sends on it
   * @param tid of this process (gettid(2))
   */
  public record StreamThread(int stream, boolean sender, long tid) {}
}
