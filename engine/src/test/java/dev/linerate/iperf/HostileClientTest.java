package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that do what they must not: the server goes on, and nothing of theirs stays. */
@Isolated("counts the threads and descriptors of the whole program")
class HostileClientTest {
  private static final Duration HANDSHAKE = Duration.ofMillis(400);
  private static final int HALF_OPEN = 16;
  private static final String TCP = "{\"tcp\":true,\"time\":1,\"parallel\":1}";

  private final Keeper keeper = new Keeper();
  private Server server;
  private int descriptors;

  @BeforeEach
  void start() throws Exception {
    // what a first test loads and opens is not a leak
    try (Server first = Server.start(ServerOptions.DEFAULT.withPort(0))) {
      good(first);
      new Stranger(first.port()).close();
    }
    descriptors = descriptors();
    server =
        Server.start(
            ServerOptions.DEFAULT
                .withPort(0)
                .withLimits(
                    ServerLimits.DEFAULT
                        .withHandshake(HANDSHAKE)
                        .withHalfOpen(HALF_OPEN)
                        .withStreams(8)
                        .withDuration(Duration.ofSeconds(60))),
            () -> keeper);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    good(server);
    server.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("iperf-"));
    assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
  }

  @Test
  void aClientThatStopsInItsCookieIsDropped() throws IOException {
    try (Stranger stranger = new Stranger(server.port())) {
      stranger.hex("6162");
      assertThat(stranger.isClosed()).isTrue();
    }
  }

  @Test
  void aThousandHalfOpenConnectionsKeepNobodyOut() throws IOException {
    List<Stranger> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        strangers.add(new Stranger(server.port()));
      }
      good(server);
      assertThat(strangers.getFirst().isClosed()).isTrue();
    } finally {
      strangers.forEach(Stranger::close);
    }
  }

  /** A test is begun for each as long as there is room; nobody else waits longer than these may. */
  @Test
  void aThousandClientsThatSayNoMoreThanTheirCookieKeepNobodyOut() throws Exception {
    List<Stranger> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        Stranger stranger = new Stranger(server.port());
        strangers.add(stranger);
        stranger.send(Cookie.random().bytes());
        assertThat(server.running()).isLessThanOrEqualTo(ServerLimits.DEFAULT.tests());
      }
      for (Stranger stranger : strangers) {
        assertThat(stranger.isClosed()).isTrue();
      }
    } finally {
      strangers.forEach(Stranger::close);
    }
    assertThat(keeper.failure()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0000", "00000100", "000001007b22746370"})
  void aClientThatStopsInItsParametersIsDropped(String begin) throws Exception {
    try (Stranger stranger = Stranger.begun(server.port(), Cookie.random())) {
      stranger.hex(begin);
      assertThat(stranger.isClosed()).isTrue();
    }
    assertThat(keeper.failure()).isNotBlank();
  }

  /** Each byte comes in time, and all of them together would not. */
  @Test
  void aClientThatDripsItsParametersIsDropped() throws Exception {
    try (Stranger stranger = Stranger.begun(server.port(), Cookie.random())) {
      assertThat(stranger.dripsUntilClosed("00002000", (byte) ' ', HANDSHAKE.dividedBy(10)))
          .isTrue();
    }
    assertThat(keeper.failure()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(bytes = {1, 2, 4, 9, 12, 13, 16, 0, 77, -1, -2})
  void aStateInsteadOfStreamsEndsTheTest(byte state) throws Exception {
    try (Stranger stranger = Stranger.admitted(server.port(), Cookie.random(), TCP)) {
      stranger.send(state);
      assertThat(stranger.isClosed()).isTrue();
    }
    assertThat(keeper.failure()).isNotBlank();
  }

  /** The stream's buffers are full, so that its sender waits for ever. */
  @Test
  void aClientThatDoesNotReadCanStillEndItsTest() throws Exception {
    Cookie cookie = Cookie.random();
    try (Stranger stranger =
            Stranger.admitted(
                server.port(), cookie, "{\"tcp\":true,\"reverse\":true,\"time\":60}");
        Stranger stream = stranger.stream(cookie)) {
      stranger.expect(ControlState.TEST_START);
      stranger.expect(ControlState.TEST_RUNNING);
      stream.awaitUnread(100_000);
      stranger.send(ControlState.CLIENT_TERMINATE.code());
      assertThat(stranger.isClosed()).isTrue();
    }
    assertThat(keeper.report().error()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7fffffff", "80000000", "00000000", "ffffffff", "00002001"})
  void aLengthOutOfBoundsEndsTheTest(String length) throws Exception {
    try (Stranger stranger = Stranger.begun(server.port(), Cookie.random())) {
      stranger.hex(length);
      assertThat(stranger.isClosed()).isTrue();
    }
    assertThat(keeper.failure()).contains("1 to 8192 is allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{\"tcp\":1}",
        "{\"tcp\":true,\"parallel\":0}",
        "{\"tcp\":true,\"parallel\":129}",
        "{\"tcp\":true,\"len\":2000000}",
        "{\"tcp\":true,\"time\":-1}",
        "{\"tcp\":true,\"num\":-1}",
        "{\"tcp\":true,\"parallel\":1e9}",
        "{\"sctp\":true}",
        "{\"udp\":true,\"len\":70000}"
      })
  void parametersThatDoNotDoEndTheTest(String parameters) throws Exception {
    try (Stranger stranger = Stranger.begun(server.port(), Cookie.random())) {
      stranger.json(parameters);
      assertThat(stranger.isClosed()).isTrue();
    }
    assertThat(keeper.failure()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"tcp\":true,\"time\":61,\"parallel\":1}', 37",
    "'{\"tcp\":true,\"time\":55,\"omit\":6,\"parallel\":1}', 37",
    "'{\"tcp\":true,\"time\":1,\"parallel\":9}', 200",
    "'{\"tcp\":true,\"time\":1,\"parallel\":5,\"bidirectional\":true}', 200"
  })
  void moreThanTheServerGivesIsRefusedWithTheReason(String parameters, int code) throws Exception {
    try (Stranger stranger = Stranger.begun(server.port(), Cookie.random())) {
      stranger.json(parameters);
      assertThat(stranger.error()).isEqualTo(code);
      assertThat(stranger.isClosed()).isTrue();
    }
    assertThat(keeper.failure()).startsWith("refused a client");
  }

  @Test
  void aClientThatOpensNoStreamsIsToldAndDropped() throws Exception {
    try (Stranger stranger = Stranger.admitted(server.port(), Cookie.random(), TCP)) {
      assertThat(stranger.error()).isEqualTo(ServerError.CREATING_STREAM);
      assertThat(stranger.isClosed()).isTrue();
    }
    assertThat(keeper.failure()).contains("did not open its streams");
  }

  @Test
  void aStreamWithNobodysCookieIsNoStreamOfAnother() throws Exception {
    try (Stranger stranger = Stranger.admitted(server.port(), Cookie.random(), TCP);
        Stranger other = stranger.stream(Cookie.random())) {
      other.expect(ControlState.PARAM_EXCHANGE);
      assertThat(stranger.error()).isEqualTo(ServerError.CREATING_STREAM);
    }
    assertThat(keeper.failure()).isNotBlank();
  }

  @Test
  void aStreamTooManyIsDenied() throws IOException {
    Cookie cookie = Cookie.random();
    try (Stranger stranger = Stranger.admitted(server.port(), cookie, TCP);
        Stranger first = stranger.stream(cookie)) {
      stranger.expect(ControlState.TEST_START);
      try (Stranger second = stranger.stream(cookie)) {
        second.expect(ControlState.ACCESS_DENIED);
        assertThat(second.isClosed()).isTrue();
      }
      stranger.send(ControlState.CLIENT_TERMINATE.code());
      stranger.expect(ControlState.TEST_RUNNING);
      assertThat(first.isClosed()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(bytes = {1, 2, 9, 10, 13, 14, 15, 16, 0, 3, 77, -1, -2, -128})
  void aStateOutOfOrderEndsThatTest(byte state) throws Exception {
    try (Stranger stranger = Stranger.running(server.port())) {
      stranger.send(state);
      assertThat(stranger.isClosed()).isTrue();
    }
    assertThat(keeper.report().error()).isPresent();
  }

  @Test
  void aClientThatVanishesEndsItsTest() throws Exception {
    Stranger.running(server.port()).close();
    assertThat(keeper.report().error()).isPresent();
  }

  @Test
  void resultsThatDoNotDoEndTheTest() throws Exception {
    try (Stranger stranger = Stranger.running(server.port())) {
      stranger.send(ControlState.TEST_END.code());
      stranger.expect(ControlState.EXCHANGE_RESULTS);
      stranger.json("{\"streams\":[{},{}]}");
      assertThat(stranger.isClosed()).isTrue();
    }
    assertThat(keeper.report().error()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7fffffff", "80000000", "00000000", "ffffffff"})
  void aLengthOfResultsOutOfBoundsEndsTheTest(String length) throws Exception {
    try (Stranger stranger = Stranger.running(server.port())) {
      stranger.send(ControlState.TEST_END.code());
      stranger.expect(ControlState.EXCHANGE_RESULTS);
      stranger.hex(length);
      assertThat(stranger.isClosed()).isTrue();
    }
    assertThat(keeper.report().error().orElseThrow()).contains("is allowed");
  }

  @Test
  void randomBytesAfterTheCookieDoNoHarm() throws IOException {
    Random random = new Random(20_261_123);
    for (int i = 0; i < 100; i++) {
      try (Stranger stranger = Stranger.begun(server.port(), Cookie.random())) {
        byte[] bytes = new byte[1 + random.nextInt(64)];
        random.nextBytes(bytes);
        // a length that is allowed, so that what follows is read
        bytes[0] = 0;
        if (bytes.length > 2) {
          bytes[1] = 0;
          bytes[2] = 0;
        }
        stranger.send(bytes);
      }
    }
  }

  @Test
  void oneTestDoesNotDisturbAnother() throws Exception {
    try (Stranger stranger = Stranger.running(server.port())) {
      good(server);
      stranger.send(ControlState.CLIENT_TERMINATE.code());
      assertThat(stranger.isClosed()).isTrue();
    }
  }

  @Test
  void aHelloFromAThirdAddressIsNotAnswered() throws Exception {
    Cookie cookie = Cookie.random();
    InetSocketAddress door =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port());
    byte[] hello = HexFormat.of().parseHex("39383736");
    try (Stranger stranger =
            Stranger.admitted(
                server.port(), cookie, "{\"udp\":true,\"time\":1,\"parallel\":1,\"len\":1000}");
        DatagramSocket third =
            new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0));
        DatagramSocket client =
            new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
      third.send(new DatagramPacket(hello, hello.length, door));
      client.send(new DatagramPacket(hello, hello.length, door));
      DatagramPacket answer = new DatagramPacket(new byte[64], 64);
      client.setSoTimeout(10_000);
      client.receive(answer);
      assertThat(HexFormat.of().formatHex(answer.getData(), 0, answer.getLength()))
          .isEqualTo("36373839");
      third.setSoTimeout(1);
      assertThatThrownBy(() -> third.receive(new DatagramPacket(new byte[64], 64)))
          .isInstanceOf(SocketTimeoutException.class);
      stranger.expect(ControlState.TEST_START);
      stranger.expect(ControlState.TEST_RUNNING);
      // the stream's socket hears its client alone
      third.send(new DatagramPacket(new byte[1000], 1000, door));
      stranger.send(ControlState.CLIENT_TERMINATE.code());
      assertThat(stranger.isClosed()).isTrue();
    }
    assertThat(keeper.report().streams().getFirst().local().bytes()).isZero();
  }

  @Test
  void theOlderHelloIsAnsweredInItsOwnWords() throws Exception {
    InetSocketAddress door =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port());
    byte[] hello = HexFormat.of().parseHex("15cd5b07");
    try (Stranger stranger =
            Stranger.admitted(
                server.port(), Cookie.random(), "{\"udp\":true,\"time\":1,\"len\":1000}");
        DatagramSocket client =
            new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
      client.send(new DatagramPacket(hello, hello.length, door));
      DatagramPacket answer = new DatagramPacket(new byte[64], 64);
      client.setSoTimeout(10_000);
      client.receive(answer);
      assertThat(HexFormat.of().formatHex(answer.getData(), 0, answer.getLength()))
          .isEqualTo("b168de3a");
      stranger.expect(ControlState.TEST_START);
    }
  }

  // --- requests ---------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(bytes = {1, 2, 9, 10, 13, 14, 15, 16, 100, 0, 3, -1, -2, -128})
  void aStateOutOfOrderEndsThatTestOfRequests(byte state) throws Exception {
    try (Stranger stranger = asking("tcp", "tcp_crr", Cookie.random())) {
      stranger.answeringPort();
      stranger.expect(ControlState.TEST_START);
      stranger.expect(ControlState.TEST_RUNNING);
      stranger.send(state);
      assertThat(stranger.isClosed()).isTrue();
    }
    assertThat(keeper.answered().error()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"tcp, tcp_rr", "udp, udp_rr", "tcp, tcp_crr"})
  void aClientThatVanishesEndsItsTestOfRequests(String protocol, String kind) throws Exception {
    try (Stranger stranger = asking(protocol, kind, Cookie.random())) {
      stranger.answeringPort();
    }
    assertThat(keeper.answered().error()).isPresent();
  }

  @Test
  void requestsOfSomebodyElseAreNotAnswered() throws Exception {
    Cookie cookie = Cookie.random();
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    try (Stranger stranger = asking("tcp", "tcp_rr", cookie)) {
      int port = stranger.answeringPort();
      try (Socket third = new Socket(here, port, InetAddress.ofLiteral("127.0.0.2"), 0)) {
        third.getOutputStream().write(cookie.bytes());
        assertThat(isClosed(third)).isTrue();
      }
      try (Socket wrong = new Socket(here, port)) {
        wrong.getOutputStream().write(Cookie.random().bytes());
        assertThat(isClosed(wrong)).isTrue();
      }
      try (Socket ours = new Socket(here, port)) {
        ours.getOutputStream().write(cookie.bytes());
        stranger.expect(ControlState.TEST_START);
        ours.getOutputStream().write(new byte[64]);
        assertThat(ours.getInputStream().readNBytes(64)).hasSize(64);
        stranger.expect(ControlState.TEST_RUNNING);
        stranger.send(ControlState.TEST_END.code());
        stranger.expect(ControlState.EXCHANGE_RESULTS);
      }
    }
    assertThat(keeper.answered().answered()).isOne();
  }

  /** Nothing comes but the end, which is a reset where something was not read. */
  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  /** A connection with control words said, and parameters of a test of requests. */
  private Stranger asking(String protocol, String kind, Cookie cookie) throws IOException {
    Stranger stranger = Stranger.begun(server.port(), cookie);
    stranger.json("{\"%s\":true,\"time\":60,\"linerate_test\":\"%s\"}".formatted(protocol, kind));
    return stranger;
  }

  private static void good(Server server) {
    Parameters parameters = Parameters.of(Protocol.TCP).withAmount(Amount.ofBytes(1000));
    try (Client client =
        new Client(
            ClientOptions.to("127.0.0.1").withPort(server.port()).withParameters(parameters))) {
      assertThat(client.run().error()).isEmpty();
    }
  }

  private static int descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return (int) open.count();
    }
  }
}
