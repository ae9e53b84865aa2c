package dev.linerate.plan;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The words that plans and options use for what has only a few values. */
public final class Words {
  public static final Map<String, Protocol> PROTOCOLS = of(Protocol.values(), Protocol::word);
  static final Map<String, Direction> DIRECTIONS = of(Direction.values(), Direction::word);
  public static final Map<String, Placement> PLACEMENTS = of(Placement.values(), Placement::word);

  static final Map<String, ToolChoice> TOOLS = of(ToolChoice.values(), ToolChoice::word);

  private Words() {}

  private static <T> Map<String, T> of(T[] values, Function<T, String> word) {
    Map<String, T> words = new LinkedHashMap<>();
    Arrays.stream(values).forEach(v -> words.put(word.apply(v), v));
    return Collections.unmodifiableMap(words);
  }
}
