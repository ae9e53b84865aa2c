package dev.linerate.plan;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code --pin}: words and pairs of cores in any number of values. */
public final class Pinnings {
  private Pinnings() {}

  /**
   * The pinnings in the order given, each once. Commas and blanks both separate; of two numbers in
   * a row the first is the sender's core and the second the receiver's: {@code none,auto,0,1}.
   *
   * @throws IllegalArgumentException with a sentence about the first that is none
   */
  public static List<Pinning> parse(List<String> values) {
    List<Pinning> found = new ArrayList<>();
    for (String value : values) {
      List<String> parts = List.of(value.strip().split("\\s*[,\\s]\\s*", -1));
      for (int i = 0; i < parts.size(); i++) {
        boolean number = parts.get(i).matches("\\d+");
        found.add(Pinning.parse(number ? pair(parts, i++) : parts.get(i)));
      }
    }
    return found.stream().distinct().toList();
  }

  private static String pair(List<String> parts, int first) {
    String sender = parts.get(first);
    if (first + 1 == parts.size()) {
      throw new IllegalArgumentException(
          "core " + Quote.cut(sender) + " has no second; write SENDER,RECEIVER, for example 0,1");
    }
    return sender + "," + parts.get(first + 1);
  }
}
