package dev.linerate.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import dev.linerate.host.Task;
import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Running;
import dev.linerate.it.support.Sandbox;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Latency of requests and responses between the command lines of two namespaces. */
class RequestIT {
  private static final String CLIENT = "lr-it" + ProcessHandle.current().pid() + "-rqa";
  private static final String SERVER = "lr-it" + ProcessHandle.current().pid() + "-rqb";
  private static final String ADDRESS = "10.78.0.2";

  @AutoClose private final Sandbox sandbox = new Sandbox();
  private final Linerate linerate = Linerate.in(sandbox);

  @BeforeEach
  void namespaces() {
    Requirements.need("netns");
    for (String name : new String[] {CLIENT, SERVER}) {
      sandbox.require("ip", "netns", "add", name);
      sandbox.atEnd(() -> sandbox.run("ip", "netns", "del", name));
    }
    sandbox.require(
        "ip", "-n", CLIENT, "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns",
        SERVER);
    seat(CLIENT, "10.78.0.1");
    seat(SERVER, ADDRESS);
  }

  private void seat(String name, String address) {
    sandbox.require("ip", "-n", name, "address", "add", address + "/24", "dev", "eth0");
    sandbox.require("ip", "-n", name, "link", "set", "eth0", "up");
  }

  @Test
  void everyKindIsMeasuredAndBothEndsAgree() {
    Running server = server();
    for (String kind : new String[] {"tcp", "udp", "crr"}) {
      Outcome outcome = client("--rr", kind, "--time", "0.5", "--json").end();
      assertThat(outcome.exit()).as(outcome.text()).isZero();
      JsonNode end = JsonMapper.shared().readTree(outcome.out()).path("end");
      JsonNode latency = end.path("linerate_latency");
      long done = end.path("linerate_transactions").path("transactions").asLong();
      assertThat(done).as(outcome.text()).isPositive();
      assertThat(latency.path("count").asLong()).isEqualTo(done);
      // the stop may come between a response and its count
      assertThat(end.path("linerate_answered").asLong()).isBetween(done, done + 1);
      assertThat(latency.path("p50_us").asDouble()).isPositive();
      assertThat(latency.path("max_us").asDouble())
          .isGreaterThanOrEqualTo(latency.path("p99_9_us").asDouble());
    }
    server.signal("INT");
    assertThat(server.end().out()).contains("tcp_rr, ", "udp_rr, ", "tcp_crr, ");
  }

  @Test
  void ctrlCShowsWhatWasMeasured() {
    Running server = server();
    Running client = client("--rr", "tcp", "--request-rate", "1000", "--spin", "--interval", "0.1");
    client.awaitOut(" sec  ");
    client.signalGroup("INT");
    Outcome outcome = client.end();

    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(130);
    assertThat(outcome.out())
        .contains("1000 a second, spinning receive", "the test was interrupted", "total", "p99.9 ");
    assertThat(outcome.err()).as(outcome.text()).doesNotContain("\tat ");
    server.signal("INT");
    assertThat(server.end().exit()).isEqualTo(130);
  }

  /** A client that keeps asking does not keep a server from its end. */
  @ParameterizedTest
  @CsvSource({"tcp, KILL, closed the connection", "udp, INT, the server has terminated"})
  void aServerThatEndsDuringTheTest(String kind, String signal, String reason) {
    Running server = server();
    Running client = client("--rr", kind, "--interval", "0.1");
    client.awaitOut(" sec  ");
    server.signal(signal);
    assertThat(server.stillRunsAfter(Duration.ofSeconds(1))).isFalse();
    Outcome outcome = client.end();

    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(4);
    assertThat(outcome.out()).contains("error: ", reason, "total", "p50 ");
    assertThat(outcome.err()).as(outcome.text()).doesNotContain("\tat ");
  }

  @Test
  void iperf3IsToldFromLinerate() {
    Requirements.need("iperf3");
    Command iperf3 = Command.of("iperf3", "-s", "-1").in(NetNs.named(SERVER));
    try (Task task = sandbox.machine().start(iperf3)) {
      Command listening = Command.of("ss", "-Hltn", "sport", "=", ":5201").in(NetNs.named(SERVER));
      assertThat(
              Await.until(
                  Duration.ofSeconds(10), () -> !sandbox.machine().run(listening).out().isBlank()))
          .isTrue();
      Outcome outcome = client("--rr", "tcp").end();
      assertThat(outcome.exit()).as(outcome.text()).isEqualTo(2);
      assertThat(outcome.complaint()).contains("does not know tests of requests: it is iperf3");
      assertThat(task.await(Duration.ofSeconds(10))).isPresent();
    }
  }

  private Running server() {
    return linerate.start("server", "--netns", SERVER).awaitOut("Server listening");
  }

  private Running client(String... flags) {
    String[] line = new String[flags.length + 4];
    System.arraycopy(flags, 0, line, 4, flags.length);
    System.arraycopy(new String[] {"client", ADDRESS, "--netns", CLIENT}, 0, line, 0, 4);
    return linerate.start(line);
  }
}
