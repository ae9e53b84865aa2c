package dev.linerate.cli;

import dev.linerate.cli.progress.LiveProgress;
import dev.linerate.cli.progress.PlainProgress;
import dev.linerate.run.RunListener;
import java.util.Map;
import java.util.Properties;

/**
 * What linerate writes to. The launcher finds out about terminals, which Java cannot ask of a
 * single stream.
 *
 * @param outTerminal whether standard output is a terminal
 * @param columns width of the terminal, characters
 * @param colour whether colours may be used (NO_COLOR, no-color.org; TERM=dumb)
 * @param lively whether standard error may be redrawn: a terminal, and no CI that records it
 */
record Terminal(boolean outTerminal, int columns, boolean colour, boolean lively) {
  private static final int DEFAULT_COLUMNS = 100;

  static Terminal current() {
    return of(System.getenv(), System.getProperties());
  }

  /**
   * As described by environment variables and by the properties the launcher sets: {@code
   * linerate.stdout.tty}, {@code linerate.stderr.tty}, {@code linerate.columns}.
   */
  static Terminal of(Map<String, String> environment, Properties properties) {
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean errTerminal = Boolean.parseBoolean(properties.getProperty("linerate.stderr.tty"));
    return new Terminal(
        Boolean.parseBoolean(properties.getProperty("linerate.stdout.tty")),
        columns(properties.getProperty("linerate.columns", "")),
        !dumb && !isSet(environment, "NO_COLOR"),
        errTerminal && !dumb && !isSet(environment, "CI"));
  }

  /** Who shows on standard error how a run goes. */
  RunListener progress() {
    return lively ? new LiveProgress(System.err, columns) : new PlainProgress(System.err);
  }

  /** An empty variable is none (no-color.org says so of its own). */
  private static boolean isSet(Map<String, String> environment, String variable) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }

  /** A terminal that tells no width, as some serial lines, counts as a wide one. */
  private static int columns(String text) {
    return text.matches("[1-9]\\d{0,4}") ? Integer.parseInt(text) : DEFAULT_COLUMNS;
  }
}
