package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A client of a server that does as it is told, byte by byte. */
final class Stranger implements AutoCloseable {
  private static final int LIMIT_MILLIS = 10_000;

  private final int port;
  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final List<Stranger> streams = new ArrayList<>();

  Stranger(int port) throws IOException {
    this.port = port;
    socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    socket.setSoTimeout(LIMIT_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  /** Connected, with its cookie said and the parameters asked for. */
  static Stranger begun(int port, Cookie cookie) throws IOException {
    Stranger stranger = new Stranger(port);
    stranger.send(cookie.bytes());
    stranger.expect(ControlState.PARAM_EXCHANGE);
    return stranger;
  }

  /** The same, with its parameters said and its streams asked for. */
  static Stranger admitted(int port, Cookie cookie, String parameters) throws IOException {
    Stranger stranger = begun(port, cookie);
    stranger.json(parameters);
    stranger.expect(ControlState.CREATE_STREAMS);
    return stranger;
  }

  /** The same, with a TCP stream that carries nothing. */
  static Stranger running(int port) throws IOException {
    Cookie cookie = Cookie.random();
    Stranger stranger = admitted(port, cookie, "{\"tcp\":true,\"time\":60,\"parallel\":1}");
    stranger.stream(cookie);
    stranger.expect(ControlState.TEST_START);
    stranger.expect(ControlState.TEST_RUNNING);
    return stranger;
  }

  /** Another connection to the same server, with a cookie. */
  Stranger stream(Cookie cookie) throws IOException {
    Stranger stream = new Stranger(port);
    streams.add(stream);
    stream.send(cookie.bytes());
    return stream;
  }

  void send(byte... bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  void hex(String bytes) throws IOException {
    send(HexFormat.of().parseHex(bytes));
  }

  void json(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    send(bytes);
  }

  void expect(ControlState state) throws IOException {
    byte got = in.readByte();
    if (got != state.code()) {
      throw new AssertionError("expected " + state + ", got " + got);
    }
  }

  /** The port at which the server answers requests. */
  int answeringPort() throws IOException {
    expect(ControlState.ANSWERS_REQUESTS);
    return in.readInt();
  }

  /** The error's code that the server tells. */
  int error() throws IOException {
    expect(ControlState.SERVER_ERROR);
    int code = in.readInt();
    in.readInt();
    return code;
  }

  /**
   * Sends the beginning and then one byte again and again.
   *
   * @param pause between two of them
   * @return whether the server made an end
   */
  boolean dripsUntilClosed(String begin, byte drop, Duration pause) throws IOException {
    socket.setSoTimeout(Math.toIntExact(pause.toMillis()));
    hex(begin);
    for (int i = 0; i < LIMIT_MILLIS / pause.toMillis(); i++) {
      try {
        send(drop);
        if (in.read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException e) {
        // it waits for more
      } catch (IOException e) {
        return true;
      }
    }
    return false;
  }

  /** Until so much has come that nobody reads. */
  void awaitUnread(int bytes) throws IOException {
    long end = System.nanoTime() + Duration.ofMillis(LIMIT_MILLIS).toNanos();
    while (in.available() < bytes) {
      assertThat(System.nanoTime() - end).as("bytes come").isNegative();
      Thread.onSpinWait();
    }
  }

  /** Reads to the end that the server makes, whichever way. */
  boolean isClosed() {
    try {
      while (in.read() >= 0) {}
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    streams.forEach(Stranger::close);
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
