package dev.linerate.linux;

/** Flags of calls that send and receive (send(2), recv(2), recvmmsg(2)). */
public final class MessageFlag {
  /** Receives the whole length of a datagram; of a TCP stream, drops the bytes unread. */
  public static final int TRUNCATE = 0x20;

  /** EAGAIN where the call would wait. */
  public static final int DONT_WAIT = 0x40;

  /** EPIPE without the signal. */
  public static final int NO_SIGNAL = 0x4000;

  /** Waits for the first datagram only. */
  public static final int WAIT_FOR_ONE = 0x10000;

  private MessageFlag() {}
}
