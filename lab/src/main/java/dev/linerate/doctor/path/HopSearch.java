package dev.linerate.doctor.path;

import dev.linerate.linux.EchoReply;
import dev.linerate.linux.EchoReply.Kind;
import java.util.ArrayList;
import java.util.List;

/** Finds between which two hops large packets disappear. */
final class HopSearch {
  /** Container networks are small; each hop costs two packets. */
  private static final int MOST_HOPS = 8;

  private final Prober prober;

  HopSearch(Prober prober) {
    this.prober = prober;
  }

  /**
   * A stop on the way.
   *
   * @param address of the router or the target; empty when it does not say
   * @param reached whether a large packet got there
   */
  record Hop(int number, String address, boolean reached) {}

  /**
   * Every hop that answers for small packets, and whether large ones reach it. Ends at the target,
   * or behind two hops that say nothing.
   */
  List<Hop> hops(int small, int large) {
    List<Hop> hops = new ArrayList<>();
    int silent = 0;
    for (int number = 1; number <= MOST_HOPS && silent < 2; number++) {
      EchoReply reply = prober.probe(small, number);
      boolean known = reply.kind() == Kind.EXPIRED || reply.answered();
      silent = known ? 0 : silent + 1;
      if (known) {
        hops.add(new Hop(number, reply.from(), reaches(large, number)));
      }
      if (reply.answered()) {
        return hops;
      }
    }
    return hops;
  }

  private boolean reaches(int large, int number) {
    Kind first = prober.probe(large, number).kind();
    Kind kind = first == Kind.LOST ? prober.probe(large, number).kind() : first;
    return kind == Kind.EXPIRED || kind == Kind.ANSWERED;
  }

  /**
   * Where large packets disappear, in words: {@code between 198.19.40.1 and 198.18.0.2}.
   *
   * @param source the sender's address
   */
  static String hole(String source, List<Hop> hops) {
    String last = source;
    for (Hop hop : hops) {
      if (!hop.reached()) {
        return "between " + last + " and " + hop.address();
      }
      last = hop.address();
    }
    return "behind " + last;
  }
}
