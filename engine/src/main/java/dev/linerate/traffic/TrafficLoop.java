package dev.linerate.traffic;

import dev.linerate.linux.LinuxException;

/** Sends or receives one stream until it is told to stop, or has nothing to do any more. */
public interface TrafficLoop {
  /**
   * Runs in the calling thread, once.
   *
   * @throws LinuxException when the stream broke before it was told to stop
   */
  void run() throws LinuxException;
}
