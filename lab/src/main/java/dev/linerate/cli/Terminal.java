package dev.linerate.cli;

/**
 * What linerate writes to. The launcher finds out about terminals, which Java cannot ask of a
 * single stream.
 *
 * @param outTerminal whether standard output is a terminal
 * @param errTerminal whether standard error is one
 * @param columns width of the terminal, characters
 * @param colour whether colours may be used (NO_COLOR, no-color.org; TERM=dumb)
 */
record Terminal(boolean outTerminal, boolean errTerminal, int columns, boolean colour) {
  private static final int DEFAULT_COLUMNS = 100;

  static Terminal current() {
    boolean out = Boolean.getBoolean("linerate.stdout.tty");
    boolean err = Boolean.getBoolean("linerate.stderr.tty");
    boolean plain =
        !System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(System.getenv("TERM"));
    int columns = Integer.getInteger("linerate.columns", DEFAULT_COLUMNS);
    return new Terminal(out, err, columns, !plain);
  }

  /** A display that redraws itself needs a terminal, and no CI that records it. */
  boolean lively() {
    return errTerminal && System.getenv("CI") == null && !"dumb".equals(System.getenv("TERM"));
  }
}
