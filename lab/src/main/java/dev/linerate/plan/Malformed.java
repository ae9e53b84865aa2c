package dev.linerate.plan;

/** The text is no YAML that a plan can be read from, so that nothing after it can be checked. */
public final class Malformed extends Exception {
  private final int line;

  Malformed(int line, String message) {
    super(message);
    this.line = line;
  }

  /** From 1. */
  public int line() {
    return line;
  }
}
