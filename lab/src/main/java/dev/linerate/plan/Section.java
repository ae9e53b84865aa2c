package dev.linerate.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A mapping being read: looks values up by key, and notes every problem with them.
 *
 * <p>A value with a problem reads as empty, so that reading goes on and finds the others.
 */
public final class Section {
  /** Far longer than any value of a plan, and short enough for a pattern to look at. */
  private static final int LONGEST_VALUE = 64;

  private final int line;
  private final String path;
  private final Problems problems;
  private final Map<String, Node.Entry> entries = new LinkedHashMap<>();

  private Section(Node.Mapping mapping, String path, Problems problems) {
    this.line = mapping.line();
    this.path = path;
    this.problems = problems;
    for (Node.Entry entry : mapping.entries()) {
      Node.Entry earlier = entries.putIfAbsent(entry.key(), entry);
      if (earlier != null) {
        problems.add(entry.line(), at(entry.key()), "is given already in line " + earlier.line());
      }
    }
  }

  /** With keys of the user's choosing. Empty, with a problem noted, when it is no mapping. */
  public static Optional<Section> open(Node node, String path, Problems problems) {
    if (node instanceof Node.Mapping mapping) {
      return Optional.of(new Section(mapping, path, problems));
    }
    problems.add(node.line(), path, "is " + node.kind() + "; it must be a mapping (key: value)");
    return Optional.empty();
  }

  /** With none but the given keys. */
  public static Optional<Section> open(
      Node node, String path, Problems problems, List<String> keys, Map<String, String> hints) {
    Optional<Section> section = open(node, path, problems);
    section.ifPresent(s -> s.refuseUnknown(keys, hints));
    return section;
  }

  private void refuseUnknown(List<String> keys, Map<String, String> hints) {
    for (Node.Entry entry : entries.values()) {
      String key = entry.key();
      if (keys.contains(key)) {
        continue;
      }
      String hint = hints.get(key);
      problems.add(
          entry.line(),
          path,
          hint == null
              ? ClosestMatch.sentence("key", key, keys)
              : "no key " + Quote.of(key) + "; write " + hint);
    }
  }

  int line() {
    return line;
  }

  /** Line of the key, or of the whole section when the key is not there. */
  int line(String key) {
    Node.Entry entry = entries.get(key);
    return entry == null ? line : entry.line();
  }

  public Map<String, Node.Entry> entries() {
    return entries;
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  public Optional<Node> node(String key) {
    return Optional.ofNullable(entries.get(key)).map(Node.Entry::value);
  }

  /** The value that must be there. */
  public Optional<Node> required(String key, String example) {
    if (!has(key)) {
      problems.add(line, path, key + " is missing; write for example " + example);
    }
    return node(key);
  }

  public void problem(String key, String text) {
    problems.add(line(key), at(key), text);
  }

  /** Whether the value is exactly this word. */
  public boolean says(String key, String word) {
    return node(key).filter(n -> n instanceof Node.Scalar s && s.text().equals(word)).isPresent();
  }

  /** A number or a quantity with a unit. */
  public <T extends Comparable<T>> Optional<T> quantity(String key, Range<T> range) {
    return plain(key).flatMap(scalar -> parse(key, scalar, range));
  }

  /** A number that must not be quoted. */
  public Optional<Integer> count(String key, Range<Integer> range) {
    return plain(key)
        .filter(s -> s.isNumber() || refuse(key, s, "must be a whole number, without quotes"))
        .flatMap(scalar -> parse(key, scalar, range));
  }

  Optional<Boolean> truth(String key) {
    return plain(key)
        .filter(s -> s.isTruth() || refuse(key, s, "must be true or false"))
        .map(s -> Boolean.parseBoolean(s.text()));
  }

  /** Text that the function accepts or explains with an {@link IllegalArgumentException}. */
  public <T> Optional<T> text(String key, Function<String, T> reader) {
    return plain(key)
        .filter(s -> s.isText() || refuse(key, s, "must be text; put it in quotes"))
        .flatMap(s -> attempt(key, () -> reader.apply(s.text())));
  }

  /** One of the words. */
  public <T> Optional<T> word(String key, Map<String, T> words) {
    return text(
        key,
        text -> {
          T value = words.get(text);
          if (value == null) {
            throw new IllegalArgumentException(ClosestMatch.sentence(key, text, words.keySet()));
          }
          return value;
        });
  }

  private <T extends Comparable<T>> Optional<T> parse(
      String key, Node.Scalar scalar, Range<T> range) {
    String text = scalar.text();
    if (text.length() > LONGEST_VALUE) {
      problem(
          key, Quote.of(text) + " is too long; it goes from " + range.from() + " to " + range.to());
      return Optional.empty();
    }
    Optional<T> value = attempt(key, () -> range.reader().apply(text));
    Optional<String> violation = value.flatMap(v -> range.violation(v, Quote.cut(text)));
    violation.ifPresent(v -> problem(key, v));
    return violation.isPresent() ? Optional.empty() : value;
  }

  private <T> Optional<T> attempt(String key, Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (IllegalArgumentException e) {
      problem(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<Node.Scalar> plain(String key) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof Node.Scalar scalar && !scalar.isEmpty()) {
      return Optional.of(scalar);
    }
    problem(key, "is " + node.get().kind() + "; it must be one value");
    return Optional.empty();
  }

  private boolean refuse(String key, Node.Scalar scalar, String must) {
    problem(key, "is " + scalar.kind() + "; it " + must);
    return false;
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
