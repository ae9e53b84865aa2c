package dev.linerate.iperf;

import java.io.IOException;

/** This end was told to end the test. */
final class CancelledException extends IOException {
  CancelledException(String message) {
    super(message);
  }
}
