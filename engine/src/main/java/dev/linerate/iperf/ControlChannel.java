package dev.linerate.iperf;

import static dev.linerate.iperf.ProtocolException.Reason.CLOSED;
import static dev.linerate.iperf.ProtocolException.Reason.TIMED_OUT;
import static dev.linerate.iperf.ProtocolException.Reason.TRUNCATED;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/**
 * iperf3's messages over one control connection: a cookie, state bytes, JSON behind its length.
 * Every wait has a deadline and every length a bound. Failures of the peer are {@link
 * ProtocolException}s; others of the transport pass through.
 */
public final class ControlChannel {
  /** Memory is claimed in steps of this, as bytes arrive: a length alone claims nothing. */
  private static final int CHUNK = 64 << 10;

  private final ControlTransport transport;

  public ControlChannel(ControlTransport transport) {
    this.transport = transport;
  }

  public void sendCookie(Cookie cookie, Deadline deadline) throws IOException {
    write(ByteBuffer.wrap(cookie.bytes()), "the cookie", deadline);
  }

  public Cookie readCookie(Deadline deadline) throws IOException {
    ByteBuffer bytes = read(ByteBuffer.allocate(Cookie.LENGTH), "its cookie", false, deadline);
    return Cookie.of(bytes.array());
  }

  public void sendState(ControlState state, Deadline deadline) throws IOException {
    write(ByteBuffer.wrap(new byte[] {state.code()}), "the state " + state, deadline);
  }

  public ControlState readState(Deadline deadline) throws IOException {
    return ControlState.of(read(ByteBuffer.allocate(1), "its next state", false, deadline).get(0));
  }

  /** {@link ControlState#SERVER_ERROR} and what it is. */
  public void sendServerError(ServerError error, Deadline deadline) throws IOException {
    ByteBuffer message = ByteBuffer.allocate(1 + 2 * Integer.BYTES);
    message.put(ControlState.SERVER_ERROR.code()).putInt(error.code()).putInt(error.errno());
    write(message.flip(), "its error", deadline);
  }

  /** What follows {@link ControlState#SERVER_ERROR}. */
  public ServerError readServerError(Deadline deadline) throws IOException {
    ByteBuffer numbers =
        read(ByteBuffer.allocate(2 * Integer.BYTES), "what its error is", true, deadline);
    return new ServerError(numbers.getInt(0), numbers.getInt(Integer.BYTES));
  }

  public void sendParameters(Parameters parameters, Deadline deadline) throws IOException {
    sendJson(ParametersJson.encode(parameters), "the parameters", deadline);
  }

  public Parameters readParameters(Deadline deadline) throws IOException {
    return ParametersJson.decode(readJson("its parameters", ParametersJson.MAX_BYTES, deadline));
  }

  public void sendResults(Results results, Deadline deadline) throws IOException {
    sendJson(ResultsJson.encode(results), "the results", deadline);
  }

  /**
   * The peer's results.
   *
   * @param streams how many streams the test has, of both directions
   * @param maxBytes {@link ResultsJson#MAX_BYTES_FROM_CLIENT} or {@link
   *     ResultsJson#MAX_BYTES_FROM_SERVER}
   */
  public Results readResults(int streams, int maxBytes, Deadline deadline) throws IOException {
    return ResultsJson.decode(readJson("its results", maxBytes, deadline), streams);
  }

  private void sendJson(byte[] json, String what, Deadline deadline) throws IOException {
    ByteBuffer message = ByteBuffer.allocate(Integer.BYTES + json.length);
    write(message.putInt(json.length).put(json).flip(), what, deadline);
  }

  private byte[] readJson(String what, int maxBytes, Deadline deadline) throws IOException {
    int length = read(ByteBuffer.allocate(Integer.BYTES), what, false, deadline).getInt(0);
    if (length <= 0 || length > maxBytes) {
      throw ProtocolException.malformed(
          "the peer announced "
              + Integer.toUnsignedLong(length)
              + " bytes for "
              + what
              + "; 1 to "
              + maxBytes
              + " is allowed");
    }
    ByteArrayOutputStream json = new ByteArrayOutputStream(Math.min(length, CHUNK));
    ByteBuffer chunk = ByteBuffer.allocate(Math.min(length, CHUNK));
    for (int left = length; left > 0; left -= chunk.limit()) {
      read(chunk.clear().limit(Math.min(left, CHUNK)), what, true, deadline);
      json.write(chunk.array(), 0, chunk.limit());
    }
    return json.toByteArray();
  }

  /** Fills {@code target}; {@code begun} says whether the message's first bytes have come. */
  private ByteBuffer read(ByteBuffer target, String what, boolean begun, Deadline deadline)
      throws IOException {
    try {
      transport.readFully(target, deadline);
      return target;
    } catch (SocketTimeoutException e) {
      throw new ProtocolException(
          TIMED_OUT, "the peer did not send " + what + " in the time it had", e);
    } catch (EOFException e) {
      boolean inside = begun || target.position() > 0;
      throw new ProtocolException(
          inside ? TRUNCATED : CLOSED,
          "the peer closed the connection " + (inside ? "in the midst of " : "before ") + what,
          e);
    }
  }

  private void write(ByteBuffer message, String what, Deadline deadline) throws IOException {
    try {
      transport.write(message, deadline);
    } catch (SocketTimeoutException e) {
      throw new ProtocolException(
          TIMED_OUT, "the peer did not take " + what + " in the time it had", e);
    }
  }
}
