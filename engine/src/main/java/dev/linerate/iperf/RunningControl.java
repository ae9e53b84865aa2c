package dev.linerate.iperf;

import java.util.Optional;

/** The control connection of a client's test while it runs, to be cancelled from any thread. */
final class RunningControl {
  private Optional<ControlConnection> running = Optional.empty();
  private boolean closed;

  synchronized void began(ControlConnection control) {
    running = Optional.of(control);
    if (closed) {
      control.cancel();
    }
  }

  synchronized void ended() {
    running = Optional.empty();
  }

  /** Cancels the test that runs, and every later one. */
  synchronized void close() {
    closed = true;
    running.ifPresent(ControlConnection::cancel);
  }
}
