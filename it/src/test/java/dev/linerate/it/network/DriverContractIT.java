package dev.linerate.it.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.it.support.Iperf3;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.SideBySide;
import dev.linerate.it.support.TestLab;
import dev.linerate.lab.LabSpec;
import dev.linerate.network.EndpointPair;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Placement;
import dev.linerate.result.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/**
 * What every network driver promises, tried with each of them on a lab of two hosts.
 *
 * <p>One lab and one driver for all tests, as in a run: daemons are started once.
 */
@SideBySide
@ParameterizedClass(name = "{0}")
@MethodSource("dev.linerate.it.network.Candidate#all")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DriverContractIT {
  private static final int IP_UDP_HEADERS = 28;
  private static final int LARGEST_DATAGRAM = 65507;

  private static MachineState before = MachineState.now();
  private static Optional<TestLab> up = Optional.empty();
  private static Optional<NetworkDriver> made = Optional.empty();
  private static Optional<Network> built = Optional.empty();

  private final Candidate candidate;
  private final NetworkDriver driver = made.orElseThrow();
  private final TestLab lab = up.orElseThrow();

  DriverContractIT(Candidate candidate) {
    this.candidate = candidate;
  }

  @BeforeParameterizedClassInvocation
  static void labUp(Candidate candidate) {
    candidate.need();
    before = MachineState.now();
    made = Optional.of(candidate.fresh().get());
    up = Optional.of(new TestLab(new LabSpec(2, LinkSpec.GIGABIT)));
  }

  @AfterParameterizedClassInvocation
  static void nothingIsLeftOfTheLab() {
    Optional<TestLab> ended = up;
    up = Optional.empty();
    built = Optional.empty();
    ended.ifPresent(lab -> {
      lab.close();
      before.assertRestored(lab.sandbox());
    });
  }

  private Network create(Set<Placement> placements) {
    return driver.create(new NetworkSpec(lab.hosts(), placements), lab.owner());
  }

  /** The one that is looked at by the tests that change nothing about it. */
  private Network network() {
    if (built.isEmpty()) {
      built = Optional.of(create(driver.placements()));
    }
    return built.orElseThrow();
  }

  private List<EndpointPair> pairs() {
    return driver.placements().stream().map(network()::endpoints).toList();
  }

  private List<Endpoint> ends() {
    return pairs().stream()
        .flatMap(pair -> Stream.of(pair.client(), pair.server()))
        .distinct()
        .toList();
  }

  @Test
  @Order(1)
  void checkSupportsThisMachineAndChangesNothing() {
    LabObjects objects = LabObjects.of(lab);

    assertThat(driver.check(lab.hosts())).isEqualTo(Support.YES);

    assertThat(LabObjects.of(lab)).isEqualTo(objects);
    assertThat(driver.name()).isEqualTo(candidate.name());
  }

  @Test
  @Order(2)
  void checkListsEveryMissingProgramWithItsRemedy() {
    List<Host> bare = lab.hosts().stream().map(BareHost::new).map(Host.class::cast).toList();
    Support support = candidate.fresh().get().check(bare);

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
    for (Endpoint end : ends()) {
      JsonNode link = link(end);
      assertThat(addresses(link)).as(end.description()).contains(end.address());
      assertThat(link.path("mtu").asInt()).as(end.label()).isEqualTo(end.mtu().bytes());
      assertThat(link.path("flags").toString()).as(end.label()).contains("\"UP\"");
    }
    assertThat(network().datapath()).isNotBlank();
    assertThat(network().encapsulation()).isBetween(0, 100);
  }

  private static JsonNode link(Endpoint end) {
    Command show = Command.of("ip", "-json", "address", "show", "dev", end.iface());
    return JsonMapper.shared().readTree(end.host().require(show.in(end.netns()))).path(0);
  }

  private static List<String> addresses(JsonNode link) {
    List<String> addresses = new ArrayList<>();
    link.path("addr_info").forEach(info -> addresses.add(info.path("local").asString()));
    return addresses;
  }

  @Test
  @Order(4)
  void placementsAreWhereTheySay() {
    for (Placement placement : driver.placements()) {
      EndpointPair pair = network().endpoints(placement);
      assertThat(pair.client().host()).isEqualTo(lab.hosts().getFirst());
      assertThat(pair.server().host())
          .isEqualTo(lab.hosts().get(placement == Placement.SAME_HOST ? 0 : 1));
    }
  }

  @Test
  @Order(5)
  void tcpFlowsBothWays() {
    for (EndpointPair pair : pairs()) {
      Iperf3.assertPasses(pair);
      Iperf3.assertPasses(pair, "-R");
      Iperf3.assertPasses(new EndpointPair(pair.server(), pair.client()));
    }
  }

  @Test
  @Order(6)
  void datagramsAsLargeAsTheMtuPassWhole() {
    for (EndpointPair pair : pairs()) {
      int largest = pair.client().mtu().bytes() - IP_UDP_HEADERS;
      JsonNode sum = datagrams(pair, Math.min(largest, LARGEST_DATAGRAM));
      assertThat(sum.path("packets").asInt()).isEqualTo(20);
      assertThat(sum.path("lost_packets").asInt()).isZero();
      if (largest < LARGEST_DATAGRAM) {
        assertThatThrownBy(() -> datagrams(pair, largest + 1)).hasMessageContaining("too long");
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
  @Order(7)
  void topologyShowsEveryEndpointAndHangsTogether() {
    Topology topology = network().layout().topology();
    for (EndpointPair pair : pairs()) {
      String from = Joined.port(topology, pair.client());
      assertThat(Joined.with(topology, from))
          .as("%s in %s", pair, topology)
          .contains(Joined.port(topology, pair.server()));
    }
  }

  @Test
  @Order(8)
  void saysWhatItDid() {
    if (candidate.name().equals("host")) {
      assertThat(network().commands()).isEmpty();
    } else {
      assertThat(network().commands()).isNotEmpty().noneMatch(String::isBlank);
    }
  }

  @Test
  @Order(9)
  void closingRemovesItAndMayBeRepeated() {
    LabObjects without = closed();
    without.assertNothingOfANetwork();

    assertThat(closed()).isEqualTo(without);
  }

  /** Closes the network, and gives what is there once its namespaces are gone. */
  private LabObjects closed() {
    List<Path> namespaces =
        ends().stream()
            .map(end -> Path.of(end.netns().path()))
            .filter(this::isTheNetworks)
            .toList();
    network().close();
    network().close();
    built = Optional.empty();
    assertThat(namespaces).noneMatch(Files::exists);
    return LabObjects.of(lab);
  }

  /** The network called host uses namespaces that are there without it. */
  private boolean isTheNetworks(Path namespace) {
    return lab.hosts().stream()
        .noneMatch(host -> namespace.equals(Path.of(host.netns().orElseThrow().path())));
  }

  @Test
  @Order(10)
  void onlyThePlacementsAskedForAreBuilt() {
    Placement wanted = driver.placements().iterator().next();
    try (Network network = create(Set.of(wanted))) {
      assertThat(network.endpoints(wanted)).isNotNull();
      for (Placement other : Placement.values()) {
        if (other != wanted) {
          assertThatThrownBy(() -> network.endpoints(other))
              .isInstanceOf(IllegalArgumentException.class);
        }
      }
    }
  }
}
