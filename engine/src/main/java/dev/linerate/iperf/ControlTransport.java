package dev.linerate.iperf;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** The byte stream under a {@link ControlChannel}: one TCP connection. */
public interface ControlTransport {
  /**
   * Reads until {@code target} has no room left. When it fails, the position of {@code target} says
   * how many bytes had come.
   *
   * @throws EOFException when the peer closed the connection before that
   * @throws SocketTimeoutException when the deadline passed before that
   */
  void readFully(ByteBuffer target, Deadline deadline) throws IOException;

  /**
   * Writes all that remains in {@code source}.
   *
   * @throws SocketTimeoutException when the deadline passed before that
   */
  void write(ByteBuffer source, Deadline deadline) throws IOException;
}
