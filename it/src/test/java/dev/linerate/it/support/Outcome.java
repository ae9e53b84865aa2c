package dev.linerate.it.support;

/**
 * How linerate ended.
 *
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Outcome(int exit, String out, String err) {
  /** The one line that begins with {@code linerate:}; empty when there is none. */
  public String complaint() {
    return err.lines().filter(line -> line.startsWith("linerate:")).findFirst().orElse("");
  }

  /** All of it, for the message of a failed assertion. */
  public String text() {
    return "exit %d%n--- out%n%s--- err%n%s".formatted(exit, out, err);
  }
}
