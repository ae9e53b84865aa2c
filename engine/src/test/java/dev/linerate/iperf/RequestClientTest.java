package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.traffic.TransactionCounts;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and responses, over loopback: against our server, and servers that do not do it. */
class RequestClientTest {
  private final Keeper keeper = new Keeper();

  @ParameterizedTest
  @CsvSource({
    "TCP, 0, false",
    "TCP, 1000, true",
    "UDP, 0, true",
    "UDP, 1000, false",
    "CRR, 0, false"
  })
  void bothEndsCountTheSame(RequestResponse.Kind kind, int rate, boolean spin) throws Exception {
    RequestResponse wanted = RequestResponse.of(kind).withRate(rate).withSpin(spin);
    StringWriter text = new StringWriter();
    StringWriter document = new StringWriter();
    RequestReport report;
    try (Server server = server(ServerOptions.DEFAULT)) {
      report = run(server.port(), wanted, new RequestText(text));
      new RequestJson(document).ended(report);
    }
    TransactionCounts counts = report.total().counts();
    assertThat(report.error()).isEmpty();
    assertThat(counts.done()).isPositive();
    assertThat(report.latencies().count()).isEqualTo(counts.done());
    assertThat(report.answered().orElseThrow())
        .isBetween(counts.done(), counts.done() + counts.failed() + 1);
    AnsweredTest there = keeper.answered();
    assertThat(there.error()).isEmpty();
    assertThat(there.answered()).isEqualTo(report.answered().orElseThrow());
    assertThat(text.toString())
        .contains(rate == 0 ? "closed loop" : "was due", "p50", "p99.9", "total");
    FlatJson json = FlatJson.of(document.toString());
    assertThat(json.text("start.test_start.linerate_test"))
        .isEqualTo(kind == RequestResponse.Kind.CRR ? "tcp_crr" : kind.word() + "_rr");
    assertThat(json.text("end.linerate_latency.counts_from"))
        .isEqualTo(rate == 0 ? "begin" : "due");
    assertThat(json.whole("end.linerate_transactions.transactions")).isEqualTo(counts.done());
    assertThat(json.number("end.linerate_latency.p99_9_us")).isPositive();
    assertThat(json.has("intervals[0].linerate_transactions.per_second")).isTrue();
  }

  @Test
  void theOmittedTimeIsNotMeasured() throws Exception {
    Parameters parameters =
        parameters(RequestResponse.of(RequestResponse.Kind.TCP))
            .withAmount(Amount.ofSeconds(1).withOmitSeconds(1));
    try (Server server = server(ServerOptions.DEFAULT)) {
      RequestReport report = run(server.port(), parameters, RequestListener.NONE);
      assertThat(report.intervals()).anyMatch(TransactionInterval::omitted);
      long measured =
          report.intervals().stream()
              .filter(interval -> !interval.omitted())
              .mapToLong(interval -> interval.counts().done())
              .sum();
      assertThat(report.total().counts().done()).isEqualTo(measured);
      assertThat(report.answered().orElseThrow()).isGreaterThan(measured);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"linerate_test\":\"sctp_rr\"",
        "\"linerate_test\":7",
        "\"udp\":true,\"linerate_test\":\"tcp_rr\"",
        "\"linerate_test\":\"tcp_rr\",\"linerate_request\":0",
        "\"linerate_test\":\"tcp_rr\",\"linerate_response\":2000000",
        "\"udp\":true,\"linerate_test\":\"udp_rr\",\"linerate_request\":7",
        "\"udp\":true,\"linerate_test\":\"udp_rr\",\"linerate_rate\":-1",
        "\"udp\":true,\"linerate_test\":\"udp_rr\",\"linerate_rate\":4294967297",
        "\"linerate_test\":\"tcp_crr\",\"linerate_spin\":\"yes\""
      })
  void theServerTakesNoOtherTest(String keys) throws Exception {
    try (Server server = server(ServerOptions.DEFAULT);
        Stranger stranger = Stranger.begun(server.port(), Cookie.random())) {
      stranger.json("{\"time\":1," + keys + "}");
      assertThat(keeper.failure()).isNotBlank();
      assertThat(stranger.isClosed()).isTrue();
    }
  }

  @Test
  void theServerLimitsTimeAndRate() throws Exception {
    ServerLimits limits =
        ServerLimits.DEFAULT
            .withDuration(Duration.ofSeconds(5))
            .withRate(1_000_000, Duration.ofSeconds(5));
    String tcp = "{\"tcp\":true,\"linerate_test\":\"tcp_rr\",\"time\":";
    try (Server server = server(ServerOptions.DEFAULT.withLimits(limits))) {
      assertThat(error(server, tcp + "6}")).isEqualTo(ServerError.DURATION);
      assertThat(error(server, tcp + "0}")).isEqualTo(ServerError.DURATION);
      assertThat(error(server, tcp + "5,\"linerate_rate\":1000}"))
          .isEqualTo(ServerError.TOTAL_RATE);
    }
  }

  private static int error(Server server, String parameters) throws IOException {
    try (Stranger stranger = Stranger.begun(server.port(), Cookie.random())) {
      stranger.json(parameters);
      return stranger.error();
    }
  }

  @ParameterizedTest
  @EnumSource(RequestResponse.Kind.class)
  void aClientThatOpensNothingIsDropped(RequestResponse.Kind kind) throws Exception {
    ServerLimits limits = ServerLimits.DEFAULT.withHandshake(Duration.ofMillis(300));
    try (Server server = server(ServerOptions.DEFAULT.withLimits(limits));
        Stranger stranger = Stranger.begun(server.port(), Cookie.random())) {
      stranger.json(
          "{\""
              + kind.protocol().key()
              + "\":true,\"time\":60,\"linerate_test\":\""
              + kind.key()
              + "\"}");
      assertThat(stranger.answeringPort()).isPositive();
      if (kind == RequestResponse.Kind.CRR) {
        // it need not connect at once; but to go is to end
        stranger.expect(ControlState.TEST_START);
        stranger.expect(ControlState.TEST_RUNNING);
        stranger.send(ControlState.CLIENT_TERMINATE.code());
      }
      AnsweredTest test = keeper.answered();
      assertThat(test.error()).isPresent();
      assertThat(test.answered()).isZero();
    }
  }

  @Test
  void aServerThatAcceptsAndStops() throws Exception {
    RequestReport report = answering((in, out) -> {});
    assertThat(report.error()).isPresent();
    assertThat(report.total().counts().done()).isZero();
  }

  @Test
  void aServerThatAnsweredLessThanNothing() throws Exception {
    RequestReport report =
        answering((in, out) -> {
          assertThat(in.readByte()).isEqualTo(ControlState.TEST_END.code());
          out.writeByte(ControlState.EXCHANGE_RESULTS.code());
          out.writeLong(-1);
        });
    assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains("-1"));
    assertThat(report.answered()).isEmpty();
  }

  @Test
  void aServerWhosePortIsClosed() throws Exception {
    StringWriter document = new StringWriter();
    assertThatThrownBy(() ->
            against(
                (in, out) -> {
                  out.writeByte(ControlState.ANSWERS_REQUESTS.code());
                  out.writeInt(closedPort());
                },
                new RequestJson(document)))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("the server answers requests at TCP port");
    assertThat(FlatJson.of(document.toString()).text("error")).contains("cannot be reached");
  }

  private static int closedPort() throws IOException {
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return nobody.getLocalPort();
    }
  }

  /** A server that takes the data connection, begins the test, and does what it is told. */
  private static RequestReport answering(Script script) throws Exception {
    try (ServerSocket data = new ServerSocket(0, 8, InetAddress.ofLiteral("127.0.0.1"))) {
      return against(
          (in, out) -> {
            out.writeByte(ControlState.ANSWERS_REQUESTS.code());
            out.writeInt(data.getLocalPort());
            try (Socket stream = data.accept()) {
              stream.getInputStream().readNBytes(Cookie.LENGTH);
              out.writeByte(ControlState.TEST_START.code());
              out.writeByte(ControlState.TEST_RUNNING.code());
              stream.getInputStream().read();
              script.run(in, out);
            }
          },
          RequestListener.NONE);
    }
  }

  private interface Script {
    void run(DataInputStream in, DataOutputStream out) throws IOException;
  }

  /** A server that takes the parameters, does what it is told and closes the connection. */
  private static RequestReport against(Script script, RequestListener hearing) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.ofLiteral("127.0.0.1"))) {
      FutureTask<String> parameters = new FutureTask<>(() -> serve(listener, script));
      Thread thread = Thread.ofPlatform().daemon().start(parameters);
      try {
        return run(listener.getLocalPort(), RequestResponse.of(RequestResponse.Kind.TCP), hearing);
      } finally {
        thread.join(10_000);
        assertThat(parameters.resultNow()).contains("\"linerate_test\":\"tcp_rr\"");
      }
    }
  }

  private static String serve(ServerSocket listener, Script script) throws IOException {
    try (Socket control = listener.accept()) {
      DataInputStream in = new DataInputStream(control.getInputStream());
      DataOutputStream out = new DataOutputStream(control.getOutputStream());
      in.readNBytes(Cookie.LENGTH);
      out.writeByte(ControlState.PARAM_EXCHANGE.code());
      String parameters = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
      script.run(in, out);
      control.shutdownOutput();
      in.readAllBytes();
      return parameters;
    }
  }

  private Server server(ServerOptions options) {
    return Server.start(options.withPort(0), () -> keeper);
  }

  private static Parameters parameters(RequestResponse wanted) {
    return Parameters.of(Protocol.TCP).withAmount(Amount.ofSeconds(1)).withRequestResponse(wanted);
  }

  private static RequestReport run(int port, RequestResponse wanted, RequestListener listener) {
    return run(port, parameters(wanted), listener);
  }

  private static RequestReport run(int port, Parameters parameters, RequestListener listener) {
    ClientOptions options = ClientOptions.to("127.0.0.1").withPort(port).withParameters(parameters);
    try (RequestClient client = new RequestClient(options, listener)) {
      return client.run();
    }
  }
}
