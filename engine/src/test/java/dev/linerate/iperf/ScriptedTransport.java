package dev.linerate.iperf;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** A peer that sends given bytes and then closes, or says no more; keeps what it is sent. */
final class ScriptedTransport implements ControlTransport {
  private final ByteBuffer incoming;
  private final boolean closes;
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private int largestRead;
  private boolean deaf;

  private ScriptedTransport(byte[] incoming, boolean closes) {
    this.incoming = ByteBuffer.wrap(incoming);
    this.closes = closes;
  }

  static ScriptedTransport closing(byte... incoming) {
    return new ScriptedTransport(incoming, true);
  }

  static ScriptedTransport stalling(byte... incoming) {
    return new ScriptedTransport(incoming, false);
  }

  ScriptedTransport deaf() {
    deaf = true;
    return this;
  }

  @Override
  public void readFully(ByteBuffer target, Deadline deadline) throws IOException {
    largestRead = Math.max(largestRead, target.remaining());
    while (target.hasRemaining() && incoming.hasRemaining()) {
      target.put(incoming.get());
    }
    if (target.hasRemaining()) {
      throw closes ? new EOFException() : new SocketTimeoutException();
    }
  }

  @Override
  public void write(ByteBuffer source, Deadline deadline) throws IOException {
    if (deaf) {
      throw new SocketTimeoutException();
    }
    while (source.hasRemaining()) {
      sent.write(source.get());
    }
  }

  byte[] sent() {
    return sent.toByteArray();
  }

  /** The most bytes asked for at once. */
  int largestRead() {
    return largestRead;
  }

  int unread() {
    return incoming.remaining();
  }
}
