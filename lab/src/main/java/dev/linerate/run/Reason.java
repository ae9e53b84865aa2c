package dev.linerate.run;

import dev.linerate.fault.LinerateException;
import java.util.Arrays;

/** Why one part of a run failed while the rest goes on. */
final class Reason {
  private Reason() {}

  /** The sentence for the user; of an error nobody foresaw, what a report of it needs. */
  static String of(RuntimeException e) {
    return e instanceof LinerateException known
        ? known.sentence()
        : "an error of linerate itself: "
            + e
            + Arrays.stream(e.getStackTrace()).findFirst().map(at -> " at " + at).orElse("");
  }
}
