package dev.linerate.it.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.CpuTopology;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import dev.linerate.iperf.StreamIds;
import dev.linerate.it.Requirements;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.tool.BuiltinTool;
import dev.linerate.tool.Iperf3Tool;
import dev.linerate.tool.Measurement;
import dev.linerate.tool.TrafficTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kernel says where the threads of a pinned trial may run while its traffic flows. */
class PinningIT {
  private static final int SENDER = 1;
  private static final int RECEIVER = 0;

  private static Optional<TwoNamespaces> namespaces = Optional.empty();
  private static Host host;

  private final Set<String> clientCores = new TreeSet<>();
  private final Set<String> serverCores = new TreeSet<>();

  @BeforeAll
  static void setUp(@TempDir Path state) {
    Requirements.need("netns", "cores");
    host = new LocalHost(state, Map.of());
    namespaces = Optional.of(new TwoNamespaces(host));
  }

  @AfterAll
  static void tearDown() {
    namespaces.ifPresent(TwoNamespaces::close);
  }

  private static Endpoint client() {
    return namespaces.orElseThrow().client();
  }

  private static Endpoint server() {
    return namespaces.orElseThrow().server();
  }

  private static Flow flow(Protocol protocol) {
    return PacedFlow.of(
        protocol,
        Direction.FORWARD,
        2,
        Duration.ofSeconds(1),
        Duration.ZERO,
        Duration.ofMillis(200));
  }

  private void measure(TrafficTool tool, Protocol protocol, Predicate<Path> traffic) {
    Measurement measured =
        tool.measure(
            client().on(SENDER),
            server().on(RECEIVER),
            flow(protocol),
            _ -> {
              look(client(), traffic, clientCores);
              look(server(), traffic, serverCores);
            });
    assertThat(measured.failure()).isEmpty();
    assertThat(clientCores).as("sender").containsExactly(Integer.toString(SENDER));
    assertThat(serverCores).as("receiver").containsExactly(Integer.toString(RECEIVER));
  }

  /** Every thread of the endpoint's namespace that makes traffic, of whichever process. */
  private static void look(Endpoint end, Predicate<Path> traffic, Set<String> cores) {
    String name = Path.of(end.netns().path()).getFileName().toString();
    String pids = host.require("ip", "netns", "pids", name) + " " + ProcessHandle.current().pid();
    for (String pid : pids.strip().split("\\s+", -1)) {
      threads(Path.of("/proc", pid, "task")).stream()
          .filter(thread -> isIn(thread, end))
          .filter(traffic)
          .flatMap(thread -> status(thread).stream())
          .forEach(cores::add);
    }
  }

  private static List<Path> threads(Path folder) {
    try (Stream<Path> threads = Files.list(folder)) {
      return threads.toList();
    } catch (IOException e) {
      return List.of(); // it has just ended
    }
  }

  private static boolean isIn(Path thread, Endpoint end) {
    try {
      Object inode = Files.getAttribute(Path.of(end.netns().path()), "unix:ino");
      return Files.readSymbolicLink(thread.resolve("ns/net"))
          .toString()
          .equals("net:[" + inode + "]");
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<String> status(Path thread) {
    return host.read(thread + "/status").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> line.replaceFirst("\\S+\\s+", ""))
        .findFirst();
  }

  private static Predicate<Path> named(String start) {
    return thread -> host.read(thread + "/comm").orElse("").startsWith(start);
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void theBuiltinToolsSendersAndReceiversStay(Protocol protocol) {
    measure(new BuiltinTool(), protocol, named("iperf-stream"));
  }

  /** The streams cross over: the first one's sender has the core of the second one's receiver. */
  @ParameterizedTest
  @EnumSource(Protocol.class)
  void everyStreamStaysOnItsOwnCore(Protocol protocol) {
    Map<String, Set<String>> seen = new TreeMap<>();
    Measurement measured =
        new BuiltinTool()
            .measure(
                client().on(List.of(SENDER, RECEIVER)),
                server().on(List.of(RECEIVER, SENDER)),
                flow(protocol),
                _ -> {
                  for (int stream = 0; stream < 2; stream++) {
                    Predicate<Path> traffic = named("iperf-stream-" + StreamIds.of(stream));
                    look(client(), traffic, at(seen, "sender " + stream));
                    look(server(), traffic, at(seen, "receiver " + stream));
                  }
                });
    assertThat(measured.failure()).isEmpty();
    assertThat(measured.commands().toString()).contains(" -A 1+0 ", " -A 0+1 ");
    assertThat(seen)
        .containsExactly(
            Map.entry("receiver 0", Set.of("0")),
            Map.entry("receiver 1", Set.of("1")),
            Map.entry("sender 0", Set.of("1")),
            Map.entry("sender 1", Set.of("0")));
  }

  private static Set<String> at(Map<String, Set<String>> seen, String thread) {
    return seen.computeIfAbsent(thread, _ -> new TreeSet<>());
  }

  /** They wait for results and cut intervals: the traffic's core is not theirs. */
  @Test
  void theBuiltinToolsOtherThreadsAreFree() {
    Set<String> others = new TreeSet<>();
    new BuiltinTool()
        .measure(
            client().on(SENDER),
            server().on(RECEIVER),
            flow(Protocol.TCP),
            _ -> look(client(), named("trial-client"), others));
    String all = CpuTopology.read(host).orElseThrow().usableText();
    assertThat(others).containsExactly(all);
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void everyThreadOfIperf3Stays(Protocol protocol) {
    Requirements.need("iperf3");
    measure(new Iperf3Tool(), protocol, named("iperf3"));
  }
}
