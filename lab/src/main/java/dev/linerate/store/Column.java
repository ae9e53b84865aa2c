package dev.linerate.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How a value of a record is kept in a column. */
final class Column {
  private Column() {}

  /** What JDBC is given; an empty optional becomes NULL. */
  static @Nullable Object of(Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.map(Column::of).orElse(null);
      case OptionalLong optional -> optional.isPresent() ? optional.getAsLong() : null;
      case OptionalInt optional -> optional.isPresent() ? optional.getAsInt() : null;
      case OptionalDouble optional -> optional.isPresent() ? optional.getAsDouble() : null;
      case Instant instant -> Instants.text(instant);
      case Enum<?> constant -> word(constant);
      case Boolean truth -> truth ? 1 : 0;
      default -> value;
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The constant a word stands for.
   *
   * @throws IllegalArgumentException when there is none
   */
  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
