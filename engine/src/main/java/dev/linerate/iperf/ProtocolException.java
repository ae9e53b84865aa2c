package dev.linerate.iperf;

import java.io.IOException;

/** The peer did not keep to iperf3's protocol; the message is one sentence for a person. */
public final class ProtocolException extends IOException {
  private final Reason reason;

  /** What went wrong, for callers that act on it. */
  public enum Reason {
    /** The peer sent what the protocol does not allow, or more than the limits here. */
    MALFORMED,
    /** The peer closed the connection where a message could have begun. */
    CLOSED,
    /** The peer closed the connection inside a message. */
    TRUNCATED,
    /** The peer did not send or take what was due before the deadline. */
    TIMED_OUT
  }

  public ProtocolException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  ProtocolException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  static ProtocolException malformed(String message) {
    return new ProtocolException(Reason.MALFORMED, message);
  }

  public Reason reason() {
    return reason;
  }
}
