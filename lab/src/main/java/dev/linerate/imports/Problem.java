package dev.linerate.imports;

/**
 * What could not be read.
 *
 * @param log its name
 * @param line the first line of it, from 1
 * @param last the last one
 * @param text why, a clause
 */
public record Problem(String log, long line, long last, String text) {
  /** {@code client.json:14: …}, {@code notes.txt:3-9: …}. */
  @Override
  public String toString() {
    return log + ":" + line + (last > line ? "-" + last : "") + ": " + text;
  }
}
