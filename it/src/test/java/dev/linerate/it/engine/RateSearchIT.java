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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code --rate search} of the command line through a switch whose port to the server is 100 Mbit/s
 * fast, with either server.
 */
class RateSearchIT {
  private static final String MARK = "lr-it" + ProcessHandle.current().pid();
  private static final String CLIENT = MARK + "-rsa";
  private static final String SERVER = MARK + "-rsb";
  private static final String SWITCH = MARK + "-rsw";
  private static final String ADDRESS = "10.79.0.2";
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int DATAGRAM = 1400;
  private static final double LOSS_RATIO = 0.05;
  private static final double WIDTH = 0.01;

  /** tc-tbf counts the Ethernet, IP and UDP headers. */
  private static final double CAPACITY = 100e6 * DATAGRAM / (DATAGRAM + 14 + 20 + 8);

  /** What the port's bucket and queue take beyond its rate, bit/s over a trial of one second. */
  private static final double QUEUED = 8 * (10_240 + 131_072);

  @AutoClose private final Sandbox sandbox = new Sandbox();
  private final Linerate linerate = Linerate.in(sandbox);

  @BeforeEach
  void link() {
    Requirements.need("netns");
    for (String name : new String[] {SWITCH, CLIENT, SERVER}) {
      sandbox.require("ip", "netns", "add", name);
      sandbox.atEnd(() -> sandbox.run("ip", "netns", "del", name));
    }
    sandbox.require("ip", "-n", SWITCH, "link", "add", "br0", "type", "bridge");
    sandbox.require("ip", "-n", SWITCH, "link", "set", "br0", "up");
    plug(CLIENT, "10.79.0.1", "p0");
    plug(SERVER, ADDRESS, "p1");
    sandbox.require(
        "tc", "-n", SWITCH, "qdisc", "add", "dev", "p1", "root", "tbf", "rate", "100mbit", "burst",
        "10kb", "limit", "128kb");
  }

  private void plug(String name, String address, String port) {
    sandbox.require(
        "ip", "-n", SWITCH, "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns",
        name);
    sandbox.require("ip", "-n", SWITCH, "link", "set", port, "master", "br0", "up");
    sandbox.require("ip", "-n", name, "address", "add", address + "/24", "dev", "eth0");
    sandbox.require("ip", "-n", name, "link", "set", "eth0", "up");
  }

  @Test
  void findsTheRateOfTheLinkWithOurServer() {
    Running server = linerate.start("server", "--netns", SERVER).awaitOut("Server listening");
    assertFindsTheLink();
    server.signal("INT");
    assertThat(server.end().exit()).isEqualTo(130);
  }

  @Test
  void findsTheRateOfTheLinkWithIperf3() {
    Requirements.need("iperf3");
    Command iperf3 = Command.of("iperf3", "-s", "--forceflush").in(NetNs.named(SERVER));
    try (Task server = sandbox.machine().start(iperf3)) {
      assertThat(Await.until(LIMIT, () -> server.outputSoFar().contains("Server listening")))
          .isTrue();
      assertFindsTheLink();
    }
  }

  private void assertFindsTheLink() {
    Outcome outcome =
        linerate.run(
            "client",
            ADDRESS,
            "--netns",
            CLIENT,
            "-u",
            "--rate",
            "search",
            "-l",
            "" + DATAGRAM,
            "-w",
            "2M",
            "--loss-ratio",
            "" + LOSS_RATIO,
            "--search-precision",
            "1%",
            "--search-trials",
            "3",
            "--search-time",
            "2m",
            "--json");
    assertThat(outcome.exit()).as(outcome.text()).isZero();
    JsonNode report = JsonMapper.shared().readTree(outcome.out());
    JsonNode end = report.path("end");
    assertThat(end.path("stopped").asString()).isEqualTo("precision");
    assertThat(end.path("confirmed").asBoolean()).isTrue();
    double lower = end.path("relevant_lower_bound").asDouble();
    double upper = end.path("relevant_upper_bound").asDouble();
    assertThat(upper - lower).isBetween(1.0, WIDTH * upper + 1);
    assertThat(end.path("conditional_throughput").asDouble())
        .isBetween(CAPACITY * (1 - LOSS_RATIO - WIDTH), (CAPACITY + QUEUED) * (1 + WIDTH));
    assertThat(report.path("trials")).anyMatch(trial -> trial.path("lost_packets").asLong() > 0);
  }
}
