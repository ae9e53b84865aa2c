package dev.linerate.imports;

import dev.linerate.tool.JsonFields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** The members of an object of an export, which must be what linerate writes. */
record Fields(JsonNode object, String what) {
  private static final double LONGEST_SECONDS = 1e7;

  String text(String name) throws Unreadable {
    return optionalText(name).orElseThrow(() -> wrong(name, "a text"));
  }

  Optional<String> optionalText(String name) {
    return JsonFields.text(object, name);
  }

  double number(String name) throws Unreadable {
    OptionalDouble value = JsonFields.number(object, name);
    if (value.isEmpty() || value.getAsDouble() < 0) {
      throw wrong(name, "a number from 0");
    }
    return value.getAsDouble();
  }

  OptionalDouble optionalNumber(String name) {
    return JsonFields.number(object, name);
  }

  long count(String name) throws Unreadable {
    OptionalLong value = JsonFields.count(object, name);
    if (value.isEmpty()) {
      throw wrong(name, "a whole number from 0");
    }
    return value.getAsLong();
  }

  int smallCount(String name, int least, int most) throws Unreadable {
    long value = count(name);
    if (value < least || value > most) {
      throw wrong(name, "a whole number from " + least + " to " + most);
    }
    return (int) value;
  }

  /** A number that may be below 0. */
  OptionalLong optionalWhole(String name) {
    return JsonFields.whole(object, name);
  }

  OptionalLong optionalCount(String name) {
    return JsonFields.count(object, name);
  }

  OptionalInt optionalSmallCount(String name, int most) {
    OptionalLong value = JsonFields.count(object, name);
    return value.isPresent() && value.getAsLong() <= most
        ? OptionalInt.of((int) value.getAsLong())
        : OptionalInt.empty();
  }

  boolean truth(String name) throws Unreadable {
    return JsonFields.flag(object, name).orElseThrow(() -> wrong(name, "true or false"));
  }

  Instant instant(String name) throws Unreadable {
    return optionalInstant(name).orElseThrow(() -> wrong(name, "a time"));
  }

  Optional<Instant> optionalInstant(String name) {
    return optionalText(name)
        .flatMap(text -> {
          try {
            return Optional.of(Instant.parse(text));
          } catch (DateTimeException e) {
            return Optional.empty();
          }
        });
  }

  /** From seconds. */
  Duration duration(String name) throws Unreadable {
    double seconds = number(name);
    if (seconds > LONGEST_SECONDS) {
      throw wrong(name, "a time of a test");
    }
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /** The constant that a word stands for: {@code same-host}, {@code overlay_sandbox}. */
  <E extends Enum<E>> E word(String name, Class<E> type) throws Unreadable {
    String text = text(name);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
        return constant;
      }
    }
    throw wrong(name, "a word that linerate knows");
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    object.path(name).forEach(item -> texts.add(item.asString("")));
    return texts;
  }

  Fields in(String name) {
    return new Fields(object.path(name), what + "'s " + name);
  }

  List<Fields> each(String name) {
    List<Fields> all = new ArrayList<>();
    object.path(name).forEach(item -> all.add(new Fields(item, name)));
    return all;
  }

  boolean has(String name) {
    return object.has(name);
  }

  private Unreadable wrong(String name, String must) {
    JsonNode value = object.path(name);
    String text = value.isMissingNode() ? "missing" : value.toString();
    String excerpt = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return new Unreadable(what + "'s " + name + " is " + excerpt + "; it must be " + must);
  }
}
