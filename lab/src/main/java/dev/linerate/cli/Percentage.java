package dev.linerate.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share that people write as {@code 5%}.
 *
 * @param share 0 … 1
 */
record Percentage(double share) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%?");

  /**
   * Reads {@code 5%}, {@code 2.5 %}, {@code 5}.
   *
   * @throws IllegalArgumentException with a sentence for anything else, and for 100 % and more
   */
  static Percentage parse(String text) {
    Matcher m = TEXT.matcher(text.strip());
    if (!m.matches() || Double.parseDouble(m.group(1)) >= 100) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no percentage below 100; write for example 5%");
    }
    return new Percentage(Double.parseDouble(m.group(1)) / 100);
  }
}
