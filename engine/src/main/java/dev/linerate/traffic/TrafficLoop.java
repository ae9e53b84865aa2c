package dev.linerate.traffic;

import dev.linerate.linux.LinuxException;
import java.util.Optional;

/** Sends or receives one stream until it is told to stop, or has nothing to do any more. */
public interface TrafficLoop {
  /**
   * Runs in the calling thread, once.
   *
   * @throws LinuxException when the stream broke before it was told to stop
   */
  void run() throws LinuxException;

  /**
   * What of the way it sends or receives changes the meaning of its numbers, or that it could not
   * do so as it was asked to: a sentence, known when it has ended. Empty for ordinary calls.
   */
  default Optional<String> note() {
    return Optional.empty();
  }
}
