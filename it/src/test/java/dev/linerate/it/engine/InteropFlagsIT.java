package dev.linerate.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Running;
import dev.linerate.it.support.Sandbox;
import dev.linerate.it.support.SideBySide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** iperf3's own flags, said to either client, with the other one's server. */
@SideBySide
class InteropFlagsIT {
  private static final String NAMESPACE = "lr-it" + ProcessHandle.current().pid() + "-flags";
  private static final String PORT = "5201";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * A line of flags, and what the client's JSON then has: a path with a number, truth or text.
   *
   * @param address of the server
   */
  private record Case(String address, String flags, String path, String value) {
    static Case of(String flags, String path, String value) {
      return new Case("127.0.0.1", flags, path, value);
    }

    List<String> line() {
      List<String> line = new ArrayList<>(List.of("-c", address, "-p", PORT));
      line.addAll(List.of(flags.split(" ")));
      line.add("-J");
      return line;
    }
  }

  private static final List<Case> CASES =
      List.of(
          Case.of("-4 -n 1M", "/start/connected/0/remote_host", "127.0.0.1"),
          new Case("::1", "-6 -n 1M", "/start/connected/0/remote_host", "::1"),
          new Case("::1", "-6 -u -b 50M -n 100K", "/start/connected/0/remote_host", "::1"),
          Case.of("-k 10 -l 8K", "/start/test_start/blocks", "10"),
          Case.of("-l 8K -n 1M", "/start/test_start/blksize", "8192"),
          Case.of("-P 3 -n 1M", "/start/test_start/num_streams", "3"),
          Case.of("-R -n 1M", "/start/test_start/reverse", "1"),
          Case.of("--bidir -n 1M", "/start/test_start/reverse", "0"),
          Case.of("-b 50M -n 1M", "/start/test_start/target_bitrate", "50000000"),
          Case.of("-u -b 50M/10 -n 1M", "/start/test_start/protocol", "UDP"),
          Case.of("-w 64K -n 1M", "/start/sock_bufsize", "65536"),
          Case.of("-M 1000 -n 1M", "/start/tcp_mss", "1000"),
          Case.of("-N -n 1M", "/start/test_start/protocol", "TCP"),
          Case.of("-C reno -n 1M", "/end/sender_tcp_congestion", "reno"),
          Case.of("-S 32 -n 1M", "/start/test_start/tos", "32"),
          Case.of("-O 1 -t 1 -b 50M", "/start/test_start/omit", "1"),
          Case.of("-B 127.0.0.2 -n 1M", "/start/connected/0/local_host", "127.0.0.2"),
          Case.of("--cport 6100 -P 2 -n 1M", "/start/connected/1/local_port", "6101"),
          Case.of("-i 0.2 -t 1 -b 50M", "/intervals/0/sum/omitted", "false"),
          Case.of("-u --dont-fragment -l 1000 -n 100K", "/end/sum/lost_packets", "0"),
          Case.of("--repeating-payload -n 1M", "/start/test_start/bytes", "1048576"),
          Case.of("-u --udp-counters-64bit -n 100K", "/end/sum/lost_packets", "0"),
          Case.of("-A 0,0 -n 1M", "/start/test_start/protocol", "TCP"),
          Case.of("-Z -n 1M", "/start/test_start/protocol", "TCP"),
          Case.of("-T here --extra-data there -n 1M", "/title", "here"),
          Case.of("-T here --extra-data there -n 1M", "/extra_data", "there"));

  @AutoClose private final Sandbox sandbox = new Sandbox();
  private final Linerate linerate = Linerate.in(sandbox);
  private RealIperf3 iperf3;

  @BeforeEach
  void namespace() {
    Requirements.need("netns", "iperf3");
    sandbox.require("ip", "netns", "add", NAMESPACE);
    sandbox.atEnd(() -> sandbox.run("ip", "netns", "del", NAMESPACE));
    sandbox.require("ip", "-n", NAMESPACE, "link", "set", "lo", "mtu", "1500", "up");
    iperf3 = RealIperf3.on(sandbox.machine());
  }

  private Command iperf3(List<String> flags) {
    List<String> line = new ArrayList<>(List.of(iperf3.program()));
    line.addAll(flags);
    return Command.of(line).in(NetNs.named(NAMESPACE)).within(LIMIT);
  }

  @Test
  void ofIperf3sClientToOurServer() {
    Running server =
        linerate.start("server", "--netns", NAMESPACE, "-p", PORT).awaitOut("Server listening");
    SoftAssertions all = new SoftAssertions();
    for (Case flags : CASES) {
      Output output = sandbox.machine().run(iperf3(flags.line()));
      check(all, flags, output.out(), output.err());
    }
    server.signal("INT");
    assertThat(server.end().exit()).isEqualTo(130);
    all.assertAll();
  }

  @Test
  void ofOurClientToIperf3sServer() {
    Command command =
        iperf3(List.of("-s", "-p", PORT, "--forceflush")).within(LIMIT.multipliedBy(4));
    SoftAssertions all = new SoftAssertions();
    try (Task server = sandbox.machine().start(command)) {
      assertThat(Await.until(LIMIT, () -> server.outputSoFar().contains("Server listening")))
          .isTrue();
      for (Case flags : CASES) {
        List<String> line = new ArrayList<>(List.of("client", "--netns", NAMESPACE));
        line.addAll(flags.line());
        Outcome outcome = linerate.run(line.toArray(String[]::new));
        check(all, flags, outcome.out(), outcome.err());
      }
    }
    all.assertAll();
  }

  private static void check(SoftAssertions all, Case flags, String out, String err) {
    if (!out.startsWith("{")) {
      all.fail(flags + ": " + out + err);
      return;
    }
    JsonNode report = JsonMapper.shared().readTree(out);
    all.assertThat(report.path("error").asString("")).as(flags + ": error").isEmpty();
    all.assertThat(report.at(flags.path()).asString("")).as("%s", flags).isEqualTo(flags.value());
    JsonNode end = report.path("end");
    double bytes = end.path("sum_received").path("bytes").asDouble(0);
    all.assertThat(bytes + end.path("sum").path("bytes").asDouble(0))
        .as(flags + ": bytes that arrived")
        .isPositive();
  }

  /** What the server says comes with the client's report, from either server. */
  @Test
  void theServersReportComesToEitherClient() {
    Running server =
        linerate.start("server", "--netns", NAMESPACE, "-p", PORT).awaitOut("Server listening");
    String[] flags = {"-c", "127.0.0.1", "-n", "1M", "--get-server-output"};
    assertThat(sandbox.machine().run(iperf3(List.of(flags))).out()).contains("Server output:");
    server.signal("INT");
    server.end();
    try (Task theirs = sandbox.machine().start(iperf3(List.of("-s", "-1", "--forceflush")))) {
      assertThat(Await.until(LIMIT, () -> theirs.outputSoFar().contains("Server listening")))
          .isTrue();
      Outcome ours =
          linerate.run(
              "client", "--netns", NAMESPACE, flags[0], flags[1], flags[2], flags[3], flags[4]);
      assertThat(ours.out()).as(ours.text()).contains("Server output:", "Accepted connection");
    }
  }
}
