package dev.linerate.cli;

import dev.linerate.plan.ClosestMatch;
import java.util.Arrays;
import java.util.function.Function;

/** One of a few words on the command line, in upper or lower case. */
final class Choice {
  private Choice() {}

  /**
   * The value a word stands for.
   *
   * @param what the words' kind, for the message: {@code protocol}
   * @throws IllegalArgumentException with the sentence that names all words and the nearest
   */
  static <E> E of(String what, String text, E[] values, Function<E, String> word) {
    return Arrays.stream(values)
        .filter(value -> word.apply(value).equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                ClosestMatch.sentence(what, text, Arrays.stream(values).map(word).toList())));
  }
}
