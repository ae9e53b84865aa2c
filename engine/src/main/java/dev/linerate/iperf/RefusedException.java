package dev.linerate.iperf;

import java.io.IOException;

/** This server does not do what a client wants. */
final class RefusedException extends IOException {
  private final ServerError error;

  RefusedException(ServerError error, String message) {
    super(message);
    this.error = error;
  }

  /** What the client is told. */
  ServerError error() {
    return error;
  }
}
