package dev.linerate.iperf;

/** A server's report, handed to its client ({@code --get-server-output}). */
public sealed interface ServerOutput {
  /** A JSON object, as its text. */
  record Json(String json) implements ServerOutput {}

  /** Lines. */
  record Text(String text) implements ServerOutput {}
}
