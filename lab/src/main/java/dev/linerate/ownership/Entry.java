package dev.linerate.ownership;

import java.util.Locale;
import java.util.Optional;

/**
 * One line of a journal: something that is about to be made.
 *
 * @param name what identifies it; no line breaks
 */
public record Entry(Kind kind, String name) {
  public enum Kind {
    /** A network namespace, by name. */
    NETNS,
    /** A Docker daemon that is not ours and holds objects with our label, by URL. */
    DOCKER,
    /** The owner is a lab that outlives its process. */
    KEEP
  }

  public Entry {
    if (name.contains("\n")) {
      throw new IllegalArgumentException("a journal entry is one line");
    }
  }

  String line() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + name;
  }

  /** Empty for a line that is cut short or of a newer version. */
  static Optional<Entry> parse(String line) {
    int space = line.indexOf(' ');
    for (Kind kind : Kind.values()) {
      if (space > 0 && kind.name().equalsIgnoreCase(line.substring(0, space))) {
        return Optional.of(new Entry(kind, line.substring(space + 1)));
      }
    }
    return Optional.empty();
  }
}
