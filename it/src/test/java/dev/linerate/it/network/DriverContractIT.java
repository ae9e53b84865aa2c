package dev.linerate.it.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import dev.linerate.host.Support;
import dev.linerate.it.Requirements;
import dev.linerate.it.support.Iperf3;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.TestLab;
import dev.linerate.lab.LabSpec;
import dev.linerate.network.EndpointPair;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.docker.DockerBridge;
import dev.linerate.network.docker.DockerOverlay;
import dev.linerate.network.docker.Dockers;
import dev.linerate.network.docker.ImageSpec;
import dev.linerate.network.linux.HostNetwork;
import dev.linerate.network.linux.LinuxBridge;
import dev.linerate.network.linux.Macvlan;
import dev.linerate.network.linux.Vxlan;
import dev.linerate.network.ovs.OvsBridge;
import dev.linerate.network.ovs.OvsOverlay;
import dev.linerate.network.ovs.Ovses;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Placement;
import dev.linerate.result.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every network driver promises, tried with each of them on a lab of two hosts. */
@ParameterizedClass(name = "{0}")
@MethodSource("drivers")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DriverContractIT {
  private static final int IP_UDP_HEADERS = 28;
  private static final int LARGEST_DATAGRAM = 65507;
  private static final Duration GONE = Duration.ofSeconds(5);

  /** What daemons of the lab's own keep in their hosts until the lab's clean-up. */
  private static final String OF_DAEMONS = "(docker0|docker_gwbridge|ovs-netdev|ovs-system)";

  /** A driver to be tried, and what it needs. */
  record Candidate(String name, Supplier<NetworkDriver> driver, List<String> needs) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Candidate> drivers() {
    List<String> docker = List.of("netns", "iperf3", "docker");
    List<String> ovs = List.of("netns", "iperf3", "ovs");
    List<String> kernel = List.of("netns", "iperf3");
    return Stream.of(
        new Candidate("host", HostNetwork::new, kernel),
        new Candidate("linux-bridge", LinuxBridge::new, kernel),
        new Candidate("macvlan", Macvlan::new, kernel),
        new Candidate("vxlan", Vxlan::new, kernel),
        new Candidate(
            "docker-bridge", () -> new DockerBridge(Dockers.ofLab(), ImageSpec.OWN), docker),
        new Candidate(
            "docker-overlay", () -> new DockerOverlay(Dockers.ofLab(), ImageSpec.OWN), docker),
        new Candidate("ovs-bridge", () -> new OvsBridge(new Ovses()), ovs),
        new Candidate("ovs-overlay", () -> new OvsOverlay(new Ovses()), ovs));
  }

  private static MachineState before = MachineState.now();
  private static Optional<TestLab> up = Optional.empty();
  private static Optional<NetworkDriver> made = Optional.empty();

  private final Candidate candidate;
  private final NetworkDriver driver = made.orElseThrow();
  private final TestLab lab = up.orElseThrow();

  DriverContractIT(Candidate candidate) {
    this.candidate = candidate;
  }

  /** One lab and one driver for all tests, as in a run: daemons are started once. */
  @BeforeParameterizedClassInvocation
  static void labUp(Candidate candidate) {
    Requirements.need(candidate.needs().toArray(String[]::new));
    before = MachineState.now();
    made = Optional.of(candidate.driver().get());
    up = Optional.of(new TestLab(new LabSpec(2, LinkSpec.GIGABIT)));
  }

  @AfterParameterizedClassInvocation
  static void nothingIsLeftOfTheLab() {
    up.ifPresent(lab -> {
      lab.close();
      before.assertRestored(lab.sandbox());
    });
    up = Optional.empty();
  }

  private NetworkSpec spec() {
    return new NetworkSpec(lab.hosts(), driver.placements());
  }

  private Network create() {
    return driver.create(spec(), lab.owner());
  }

  private static List<Endpoint> ends(Network network, Set<Placement> placements) {
    return placements.stream()
        .map(network::endpoints)
        .flatMap(pair -> Stream.of(pair.client(), pair.server()))
        .distinct()
        .toList();
  }

  @Test
  @Order(1)
  void checkSupportsThisMachineAndChangesNothing() {
    SortedSet<String> objects = objects();

    assertThat(driver.check(lab.hosts())).isEqualTo(Support.YES);

    assertThat(objects()).isEqualTo(objects);
    assertThat(driver.name()).isEqualTo(candidate.name());
  }

  @Test
  @Order(2)
  void checkListsEveryMissingProgramWithItsRemedy() {
    List<Host> bare = lab.hosts().stream().map(BareHost::new).map(Host.class::cast).toList();
    Support support = candidate.driver().get().check(bare);

    assertThat(support.reasons())
        .hasSizeGreaterThan(1)
        .allSatisfy(reason -> {
          assertThat(reason.cause()).isNotBlank();
          assertThat(reason.remedy()).isNotBlank();
        });
  }

  @Test
  @Order(3)
  void endpointsAreWhatTheyAreSaidToBe() {
    try (Network network = create()) {
      for (Endpoint end : ends(network, driver.placements())) {
        assertThat(address(end)).as(end.description()).contains(end.address());
        assertThat(link(end).path("mtu").asInt()).as(end.label()).isEqualTo(end.mtu().bytes());
        assertThat(link(end).path("flags").toString()).as(end.label()).contains("\"UP\"");
      }
      assertThat(network.datapath()).isNotBlank();
      assertThat(network.encapsulation()).isBetween(0, 100);
    }
  }

  @Test
  @Order(4)
  void placementsAreWhereTheySay() {
    try (Network network = create()) {
      for (Placement placement : driver.placements()) {
        EndpointPair pair = network.endpoints(placement);
        assertThat(pair.client().host()).isEqualTo(lab.hosts().getFirst());
        assertThat(pair.server().host())
            .isEqualTo(lab.hosts().get(placement == Placement.SAME_HOST ? 0 : 1));
      }
    }
  }

  @Test
  @Order(5)
  void onlyThePlacementsAskedForAreBuilt() {
    Placement wanted = driver.placements().iterator().next();
    NetworkSpec one = new NetworkSpec(lab.hosts(), Set.of(wanted));
    try (Network network = driver.create(one, lab.owner())) {
      assertThat(network.endpoints(wanted)).isNotNull();
      for (Placement other : Placement.values()) {
        if (other != wanted) {
          assertThatThrownBy(() -> network.endpoints(other))
              .isInstanceOf(IllegalArgumentException.class);
        }
      }
    }
  }

  @Test
  @Order(6)
  void tcpFlowsBothWays() {
    try (Network network = create()) {
      for (Placement placement : driver.placements()) {
        EndpointPair pair = network.endpoints(placement);
        assertThat(received(Iperf3.end(pair, "-n", "1M"))).isGreaterThanOrEqualTo(1 << 20);
        assertThat(received(Iperf3.end(pair, "-n", "1M", "-R"))).isGreaterThanOrEqualTo(1 << 20);
        EndpointPair turned = new EndpointPair(pair.server(), pair.client());
        assertThat(received(Iperf3.end(turned, "-n", "1M"))).isGreaterThanOrEqualTo(1 << 20);
      }
    }
  }

  private static long received(JsonNode end) {
    return end.path("sum_received").path("bytes").asLong();
  }

  @Test
  @Order(7)
  void datagramsAsLargeAsTheMtuPassWhole() {
    try (Network network = create()) {
      for (Placement placement : driver.placements()) {
        EndpointPair pair = network.endpoints(placement);
        int largest = pair.client().mtu().bytes() - IP_UDP_HEADERS;
        JsonNode sum = datagrams(pair, Math.min(largest, LARGEST_DATAGRAM));
        assertThat(sum.path("packets").asInt()).isEqualTo(20);
        assertThat(sum.path("lost_packets").asInt()).isZero();
        if (largest < LARGEST_DATAGRAM) {
          assertThatThrownBy(() -> datagrams(pair, largest + 1)).hasMessageContaining("too long");
        }
      }
    }
  }

  /** Sends 20 datagrams that may not be cut into fragments. */
  private static JsonNode datagrams(EndpointPair pair, int payload) {
    return Iperf3.end(
            pair, "-u", "-b", "10M", "-k", "20", "--dont-fragment", "-l", Integer.toString(payload))
        .path("sum");
  }

  @Test
  @Order(8)
  void topologyShowsEveryEndpointAndHangsTogether() {
    try (Network network = create()) {
      Topology topology = network.topology();
      List<String> addresses =
          topology.ports().stream().flatMap(port -> port.addresses().stream()).toList();
      for (Endpoint end : ends(network, driver.placements())) {
        assertThat(addresses).anyMatch(a -> a.startsWith(end.address() + "/"));
      }
      for (Placement placement : driver.placements()) {
        EndpointPair pair = network.endpoints(placement);
        assertThat(reachable(topology, port(topology, pair.client())))
            .as(placement.word() + " in " + topology)
            .contains(port(topology, pair.server()));
      }
    }
  }

  private static String port(Topology topology, Endpoint end) {
    return topology.ports().stream()
        .filter(port -> port.addresses().stream().anyMatch(a -> a.startsWith(end.address() + "/")))
        .map(Topology.Port::id)
        .findFirst()
        .orElseThrow();
  }

  /** The ports that are joined to one, over bridges and wires. */
  private static Set<String> reachable(Topology topology, String from) {
    Set<String> seen = new HashSet<>(Set.of(from));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      String port = open.pop();
      for (String next : neighbours(topology, port)) {
        if (seen.add(next)) {
          open.push(next);
        }
      }
    }
    return seen;
  }

  private static List<String> neighbours(Topology topology, String port) {
    List<String> next = new ArrayList<>();
    for (Topology.Wire wire : topology.wires()) {
      if (wire.from().equals(port)) {
        next.add(wire.to());
      } else if (wire.to().equals(port)) {
        next.add(wire.from());
      }
    }
    for (Topology.Port other : topology.ports()) {
      if (other.id().equals(port)) {
        other.master().ifPresent(next::add);
      } else if (other.master().filter(port::equals).isPresent()) {
        next.add(other.id());
      }
    }
    return next;
  }

  @Test
  @Order(9)
  void saysWhatItDid() {
    try (Network network = create()) {
      if (candidate.name().equals("host")) {
        assertThat(network.commands()).isEmpty();
      } else {
        assertThat(network.commands()).isNotEmpty().noneMatch(String::isBlank);
      }
    }
  }

  @Test
  @Order(10)
  void closingRemovesItAndMayBeRepeated() {
    create().close();
    SortedSet<String> without = objects();
    assertThat(without).allMatch(line -> line.matches(".* " + OF_DAEMONS) || ofLab(line));

    Network network = create();
    List<Endpoint> ends = ends(network, driver.placements());
    network.close();
    network.close();

    assertRestored(without);
    if (!candidate.name().equals("host")) {
      assertThat(ends).allSatisfy(end -> assertThat(Path.of(end.netns().path())).doesNotExist());
    }
  }

  @Test
  @Order(11)
  void whatFailsHalfwayLeavesNothing() {
    create().close();
    SortedSet<String> without = objects();
    int commands = commandsOfCreate();
    assumeTrue(commands > 0, "it runs no command that could fail");
    int failed = 0;
    for (int point : points(commands)) {
      List<Host> hosts = failing(new AtomicInteger(point));
      try {
        driver.create(new NetworkSpec(hosts, driver.placements()), lab.owner()).close();
      } catch (LinerateException e) {
        failed++;
        assertThat(e.getMessage()).isNotBlank();
        assertThat(e.nextStep()).as(e.getMessage()).isNotBlank();
      }
      assertRestored(without);
    }
    System.out.printf("%s: %d commands, %d failures%n", candidate, commands, failed);
    assertThat(failed).isPositive();
    try (Network network = create()) {
      Placement any = driver.placements().iterator().next();
      assertThat(received(Iperf3.end(network.endpoints(any), "-n", "64K"))).isPositive();
    }
  }

  /** The first, the last, and six between. */
  private static SortedSet<Integer> points(int commands) {
    SortedSet<Integer> points = new TreeSet<>();
    for (int i = 0; i <= 7; i++) {
      points.add((commands - 1) * i / 7);
    }
    return points;
  }

  private int commandsOfCreate() {
    AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    Network network =
        driver.create(new NetworkSpec(failing(left), driver.placements()), lab.owner());
    int used = Integer.MAX_VALUE - left.get();
    network.close();
    return used;
  }

  private List<Host> failing(AtomicInteger left) {
    return lab.hosts().stream().map(h -> (Host) new FailingHost(h, left)).toList();
  }

  private void assertRestored(SortedSet<String> expected) {
    // the kernel takes interfaces of a removed namespace down in its own time
    Await.until(GONE, () -> objects().equals(expected));
    assertThat(objects()).isEqualTo(expected);
  }

  /** Namespaces with our mark, interfaces and firewall rules of the lab hosts. */
  private SortedSet<String> objects() {
    SortedSet<String> found = new TreeSet<>();
    LocalHost machine = lab.sandbox().machine();
    machine
        .require("ip", "netns", "list")
        .lines()
        .filter(line -> line.startsWith("lr-" + lab.owner().id()))
        .forEach(line -> found.add("namespace " + line.split(" ", 2)[0]));
    for (Host host : lab.hosts()) {
      JsonMapper.shared()
          .readTree(host.require("ip", "-json", "link"))
          .forEach(link -> found.add(host.name() + " interface " + link.path("ifname").asString()));
    }
    return found;
  }

  private static boolean ofLab(String line) {
    return line.matches("namespace lr-\\w+-(sw|h\\d)") || line.matches("h\\d interface (lo|eth0)");
  }

  private static JsonNode link(Endpoint end) {
    String json =
        end.host()
            .require(
                Command.of("ip", "-json", "address", "show", "dev", end.iface()).in(end.netns()));
    return JsonMapper.shared().readTree(json).path(0);
  }

  private static List<String> address(Endpoint end) {
    List<String> addresses = new ArrayList<>();
    link(end).path("addr_info").forEach(info -> addresses.add(info.path("local").asString()));
    return addresses;
  }
}
