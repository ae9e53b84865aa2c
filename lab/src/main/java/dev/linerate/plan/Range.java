package dev.linerate.plan;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a value may be, ends included.
 *
 * @param from the least, as a plan writes it
 * @param to the most, as a plan writes it
 * @param reader reads a value; throws {@link IllegalArgumentException} with a sentence
 */
public record Range<T extends Comparable<T>>(String from, String to, Function<String, T> reader) {
  T least() {
    return reader.apply(from);
  }

  T most() {
    return reader.apply(to);
  }

  /** The sentence about a value outside; empty when it is inside. */
  Optional<String> violation(T value, String written) {
    return value.compareTo(least()) < 0 || value.compareTo(most()) > 0
        ? Optional.of(written + " is out of range; it goes from " + from + " to " + to)
        : Optional.empty();
  }
}
