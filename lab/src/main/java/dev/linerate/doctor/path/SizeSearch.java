package dev.linerate.doctor.path;

import dev.linerate.linux.EchoReply;
import dev.linerate.linux.EchoReply.Kind;
import java.util.Optional;

/**
 * Finds the largest packet that comes through, by bisection. A packet counts as lost only when it
 * was lost twice: one that is lost by chance does not mislead the search.
 */
final class SizeSearch {
  /** What every IPv4 host must take (RFC 791), bytes. */
  static final int SMALLEST = 68;

  private static final int TRIES = 2;
  private static final int FAR = 64;

  private final Prober prober;

  SizeSearch(Prober prober) {
    this.prober = prober;
  }

  /**
   * What was found.
   *
   * @param largest packet that came through, bytes
   * @param refused a router's or the own kernel's word about larger ones; empty when they
   *     disappeared without one
   */
  record Passed(int largest, Optional<EchoReply> refused) {
    /** Whether packets of a size are lost and nobody says so. */
    boolean holeFor(int expected) {
      return largest < expected && refused.isEmpty();
    }
  }

  /**
   * Searches.
   *
   * @param expected the size that ought to pass, bytes
   * @return empty when not even the smallest passes
   */
  Optional<Passed> upTo(int expected) {
    EchoReply whole = probe(expected);
    if (whole.answered()) {
      return Optional.of(new Passed(expected, Optional.empty()));
    }
    if (!probe(SMALLEST).answered()) {
      return Optional.empty();
    }
    Optional<EchoReply> refused = word(whole);
    int passes = SMALLEST;
    int fails = expected;
    while (fails - passes > 1) {
      int middle = passes + (fails - passes) / 2;
      EchoReply reply = probe(middle);
      if (reply.answered()) {
        passes = middle;
      } else {
        fails = middle;
        refused = refused.or(() -> word(reply));
      }
    }
    return Optional.of(new Passed(passes, refused));
  }

  private static Optional<EchoReply> word(EchoReply reply) {
    return reply.kind() == Kind.TOO_LARGE_THERE || reply.kind() == Kind.TOO_LARGE_HERE
        ? Optional.of(reply)
        : Optional.empty();
  }

  private EchoReply probe(int bytes) {
    EchoReply reply = prober.probe(bytes, FAR);
    for (int i = 1; i < TRIES && reply.kind() == Kind.LOST; i++) {
      reply = prober.probe(bytes, FAR);
    }
    return reply;
  }
}
