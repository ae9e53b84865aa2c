package dev.linerate.plan;

import java.util.List;
import java.util.regex.Pattern;

/** A part of a plan's YAML that knows its line, from 1. */
public sealed interface Node {
  int line();

  /** What it is, for a sentence: {@code a list}. */
  String kind();

  /**
   * One value.
   *
   * @param quoted written in quotes or as a block, so that it is text whatever it looks like
   */
  record Scalar(int line, String text, boolean quoted) implements Node {
    /** What the YAML 1.2 core schema resolves to something other than text. */
    private static final Pattern NUMBER =
        Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");

    private static final Pattern EMPTY = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");

    @Override
    public String kind() {
      return isEmpty() ? "empty" : isText() ? "the text " + Quote.of(text) : Quote.cut(text);
    }

    public boolean isEmpty() {
      return !quoted && EMPTY.matcher(text).matches();
    }

    boolean isNumber() {
      return !quoted && NUMBER.matcher(text).matches();
    }

    boolean isTruth() {
      return !quoted && TRUTH.matcher(text).matches();
    }

    boolean isText() {
      return !isEmpty() && !isNumber() && !isTruth();
    }
  }

  /** Values in order. */
  record Sequence(int line, List<Node> items) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys with values in the order of the file; keys may repeat. */
  record Mapping(int line, List<Entry> entries) implements Node {
    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /**
   * A key with its value.
   *
   * @param line the key's
   */
  record Entry(String key, int line, Node value) {}
}
