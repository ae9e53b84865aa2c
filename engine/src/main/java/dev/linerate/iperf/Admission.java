package dev.linerate.iperf;

import java.time.Duration;
import java.time.Instant;

/** Decides whether a server runs a client's test. */
final class Admission {
  private final ServerOptions options;

  Admission(ServerOptions options) {
    this.options = options;
  }

  /**
   * Passes a test that is allowed, whatever the server does meanwhile.
   *
   * @throws RefusedException when it is not
   */
  void check(Parameters parameters) throws RefusedException {
    if (options.authentication().isPresent()
        && !options.authentication().get().accepts(parameters, Instant.now())) {
      throw refused(ServerError.NOT_AUTHORIZED, "user or password are not right");
    }
    ServerLimits limits = options.limits();
    if (parameters.totalStreams() > limits.streams()) {
      throw refused(
          ServerError.CREATING_STREAM,
          "it wants " + parameters.totalStreams() + " streams, more than " + limits.streams());
    }
    Amount amount = parameters.amount();
    Duration wanted = Duration.ofSeconds((long) amount.seconds() + amount.omitSeconds());
    if (wanted.compareTo(limits.duration()) > 0) {
      throw refused(
          ServerError.DURATION,
          "it wants "
              + wanted.toSeconds()
              + " seconds, more than "
              + limits.duration().toSeconds());
    }
    if (limits.bitsPerSecond() > 0 && wantedRate(parameters) > limits.bitsPerSecond()) {
      throw refused(
          ServerError.TOTAL_RATE,
          "it wants more than " + limits.bitsPerSecond() + " bits a second");
    }
  }

  private static double wantedRate(Parameters parameters) {
    return (double) parameters.pace().bitsPerSecond() * parameters.totalStreams();
  }

  static RefusedException refused(int code, String why) {
    return new RefusedException(new ServerError(code, 0), "refused a client: " + why);
  }
}
