package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that say what they must not: the client ends, with a sentence. */
class HostileServerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ff | the server is busy",
        "0b | the server has terminated",
        "fe0000008e00000000 | the server did not accept user and password",
        "fe000000ff00000002 | error 255",
        "fe | did not say why",
        "02 | sent TEST_RUNNING out of order",
        "63 | which iperf3's protocol does not have",
        "090b | the server has terminated",
        "0901 | sent TEST_START out of order"
      })
  void theTestDoesNotBegin(String bytes, String message) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread server = Thread.ofPlatform().start(() -> say(listener, bytes));
      ClientOptions options = ClientOptions.to("127.0.0.1").withPort(listener.getLocalPort());
      try (Client client = new Client(options)) {
        assertThatThrownBy(client::run)
            .isInstanceOf(LinerateException.class)
            .hasMessageContaining(message);
      }
      server.join();
    }
  }

  /** Says it after the cookie and listens to the end, so that nothing is reset. */
  private static void say(ServerSocket listener, String bytes) {
    try (Socket socket = listener.accept()) {
      assertThat(socket.getInputStream().readNBytes(Cookie.LENGTH)).hasSize(Cookie.LENGTH);
      socket.getOutputStream().write(HexFormat.of().parseHex(bytes));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
