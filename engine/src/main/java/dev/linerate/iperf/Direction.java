package dev.linerate.iperf;

/** Who sends, seen from the client. */
public enum Direction {
  /** The client sends. */
  FORWARD,
  /** The server sends: {@code -R}. */
  REVERSE,
  /** Both send, on streams of their own: {@code --bidir}. */
  BIDIRECTIONAL
}
