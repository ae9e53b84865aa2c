package dev.linerate.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import dev.linerate.host.Task;
import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Running;
import dev.linerate.it.support.Sandbox;
import dev.linerate.linux.NetworkNamespace;
import dev.linerate.linux.Socket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code linerate lab}: hosts that reach each other over links as fast as they say. */
class LabIT {
  private static final String PORT = "5999";
  private static final Duration READY = Duration.ofSeconds(10);

  /** Preamble 8, Ethernet header 14, FCS 4, gap 12 (IEEE 802.3), bytes. */
  private static final int ETHERNET = 38;

  /** Clocks of sender and receiver start at different instants. */
  private static final double TOLERANCE = 1.005;

  @AutoClose private final Sandbox sandbox = new Sandbox();
  private final Linerate linerate = Linerate.in(sandbox);
  private final MachineState before = MachineState.now();
  private final List<Task> servers = new ArrayList<>();
  private final List<Socket> listening = new ArrayList<>();

  @BeforeEach
  void requirements() {
    Requirements.need("netns", "iperf3");
  }

  @AfterEach
  void nothingIsLeft() {
    servers.forEach(Task::close);
    listening.forEach(Socket::close);
    before.assertRestored(sandbox);
  }

  private void up(String name, String... flags) {
    List<String> line = new ArrayList<>(List.of("lab", "up", "--name", name));
    line.addAll(List.of(flags));
    Outcome outcome = linerate.run(line.toArray(String[]::new));
    assertThat(outcome.exit()).as(outcome.text()).isZero();
    System.out.print(outcome.err());
  }

  private void down(String name) {
    Outcome outcome = linerate.run("lab", "down", name);
    assertThat(outcome.exit()).as(outcome.text()).isZero();
  }

  private static NetNs host(String lab, int number) {
    return NetNs.named("lr-" + lab + "-h" + number);
  }

  private void serve(NetNs namespace) {
    Task server =
        sandbox
            .machine()
            .start(Command.of("iperf3", "-s", "-p", PORT, "--forceflush").in(namespace));
    servers.add(server);
    assertThat(Await.until(READY, () -> server.outputSoFar().contains("listening"))).isTrue();
  }

  /** The kernel takes connections for it; iperf3 does not listen between two of them. */
  private static Socket listener(NetNs namespace) throws Exception {
    return NetworkNamespace.call(
        Path.of(namespace.path()),
        () -> {
          Socket socket = Socket.tcp(false);
          socket.bind(
              new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), Integer.parseInt(PORT)));
          socket.listen(64);
          return socket;
        });
  }

  @Test
  void sixteenHostsAllReachEachOther() throws Exception {
    up("many", "--hosts", "16");
    for (int i = 1; i <= 16; i++) {
      listening.add(listener(host("many", i)));
    }
    // connects to each address in turn; fails with the first that does not answer
    String connect = "for a in \"$@\"; do : <>/dev/tcp/$a/" + PORT + " || exit 1; done";
    for (int i = 1; i <= 16; i++) {
      List<String> line = new ArrayList<>(List.of("bash", "-c", connect, "bash"));
      IntStream.rangeClosed(1, 16).forEach(k -> line.add("198.18.0." + k));
      assertThat(sandbox.machine().run(Command.of(line).in(host("many", i))).err()).isEmpty();
    }
    down("many");
  }

  /**
   * The first second is left out: the bucket that evens out late timers is full then. What waits in
   * the receiver's socket at that moment counts for the rest, so the buffer is small.
   *
   * @param payload TCP's in a full frame: MTU 1500 − 52 bytes of headers
   */
  @ParameterizedTest
  @CsvSource({"1gbit, 1500, 1448", "100mbit, 1500, 1448", "1gbit, 9000, 8948"})
  void tcpIsNeverFasterThanTheWire(String link, int mtu, int payload) {
    up("wire", "--hosts", "2", "--link", link, "--mtu", Integer.toString(mtu));
    serve(host("wire", 2));
    JsonNode sum = received("wire", "-t", "3", "-O", "1", "-w", "256K");
    double bits = sum.path("bits_per_second").asDouble();
    double limit = rate(link) * payload / (mtu + ETHERNET);
    System.out.printf(
        "%s, MTU %d: %.2f of %.2f Mbit/s, %.2f %%%n",
        link, mtu, bits / 1e6, limit / 1e6, 100 * bits / limit);
    assertThat(bits).isBetween(limit / 10, limit * TOLERANCE);
    down("wire");
  }

  /** 64-byte payloads: 28 bytes of IP and UDP headers, and 38 of the wire's own, to each. */
  @Test
  void smallFramesAreNeverFasterThanTheWire() {
    up("small", "--hosts", "2", "--link", "20mbit");
    serve(host("small", 2));
    JsonNode sum = received("small", "-u", "-b", "0", "-l", "64", "-t", "2", "-O", "1");
    double arrived = sum.path("bits_per_second").asDouble() * lostless(sum);
    double wire = arrived / 64 * (64 + 28 + ETHERNET);
    System.out.printf("64-byte datagrams at 20 Mbit/s: %.2f Mbit/s on the wire%n", wire / 1e6);
    assertThat(wire).isBetween(2e6, 20e6 * TOLERANCE);
    down("small");
  }

  /** iperf3's UDP sum counts what was sent: the share that arrived. */
  private static double lostless(JsonNode sum) {
    return 1 - sum.path("lost_packets").asDouble() / sum.path("packets").asDouble();
  }

  private static double rate(String link) {
    return link.endsWith("gbit")
        ? Double.parseDouble(link.replace("gbit", "")) * 1e9
        : Double.parseDouble(link.replace("mbit", "")) * 1e6;
  }

  /** What h2 received from h1. */
  private JsonNode received(String lab, String... options) {
    List<String> line =
        new ArrayList<>(List.of("iperf3", "-c", "198.18.0.2", "-p", PORT, "--json"));
    line.addAll(List.of(options));
    JsonNode end =
        JsonMapper.shared()
            .readTree(sandbox.machine().require(Command.of(line).in(host(lab, 1))))
            .path("end");
    return end.has("sum_received") ? end.path("sum_received") : end.path("sum");
  }

  @Test
  void statusExecAndDown() {
    assertThat(linerate.run("lab", "status").out()).contains("No lab is up");
    up("lab", "--mtu", "9000", "--link", "10gbit");

    assertThat(linerate.run("lab", "status").out())
        .contains("h1", "h2", "h3", "198.18.0.3", "lr-lab-h2", "10 Gbit/s", "MTU 9000");
    JsonNode labs =
        JsonMapper.shared().readTree(linerate.run("lab", "status", "--format", "json").out());
    assertThat(labs.path(0).path("name").asString()).isEqualTo("lab");
    assertThat(labs.path(0).path("hosts").path(2).path("mtu").asInt()).isEqualTo(9000);

    Outcome link =
        linerate.run("lab", "exec", "h2", "--", "ip", "-json", "address", "show", "eth0");
    JsonNode eth0 = JsonMapper.shared().readTree(link.out()).path(0);
    assertThat(eth0.path("mtu").asInt()).isEqualTo(9000);
    assertThat(eth0.path("addr_info").path(0).path("local").asString()).isEqualTo("198.18.0.2");
    assertThat(linerate.run("lab", "exec", "h1", "--", "sh", "-c", "exit 7").exit()).isEqualTo(7);

    // a lab that is meant to stay is no leftover
    assertThat(linerate.run("cleanup").out()).contains("Nothing to clean up");
    down("lab");
    Outcome again = linerate.run("lab", "down");
    assertThat(again.exit()).as(again.text()).isEqualTo(2);
    assertThat(again.complaint()).contains("no lab \"lab\" is up");
  }

  @Test
  void whatWasStartedInALabGoesWithIt() {
    up("busy", "--hosts", "2");
    Running server =
        linerate.start("lab", "exec", "--name", "busy", "h1", "--", "iperf3", "-s", "-p", PORT);
    assertThat(Await.until(READY, this::busyListens)).isTrue();

    down("busy");

    assertThat(server.end().exit()).isNotZero();
  }

  private boolean busyListens() {
    Command list = Command.of("ss", "-Hltn").in(host("busy", 1));
    return sandbox.machine().run(list).out().contains(":" + PORT);
  }
}
