package dev.linerate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linerate.fault.LinerateException;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanOptionsTest {
  private static final Plan PLAN =
      PlanReader.read(
          "p.yaml",
          """
          name: p
          flows:
            tcp: {protocol: tcp, interval: 2s}
            tcp-4: {protocol: tcp, streams: 4, interval: 2s}
            udp: {protocol: udp}
          cases:
            - networks: [host, vxlan]
              flows: [tcp, tcp-4, udp]
            - networks: [linux-bridge]
              flows: [tcp]
          """,
          Networks.KNOWN);

  private static PlanOptions choose(
      List<String> networks, List<Placement> placements, List<Protocol> protocols) {
    return options(networks, placements, protocols, List.of(), Optional.empty(), FlowOptions.NONE);
  }

  private static PlanOptions options(
      List<String> networks,
      List<Placement> placements,
      List<Protocol> protocols,
      List<Pinning> pinnings,
      Optional<ToolChoice> tool,
      FlowOptions flow) {
    return new PlanOptions(
        networks,
        placements,
        protocols,
        pinnings,
        OptionalInt.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        tool,
        OptionalDouble.empty(),
        flow,
        EffortOptions.NONE);
  }

  private static PlanOptions change(
      String duration, int repeat, double link, int mtu, int hosts, int streams) {
    return new PlanOptions(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        OptionalInt.of(repeat),
        Optional.of(new BitRate(link)),
        OptionalInt.of(mtu),
        OptionalInt.of(hosts),
        Optional.empty(),
        OptionalDouble.empty(),
        new FlowOptions(
            Optional.of(Duration.parse(duration)),
            OptionalInt.of(streams),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false),
        EffortOptions.NONE);
  }

  private static PlanOptions tool(ToolChoice tool, Optional<Duration> duration) {
    return tool(tool, flow(duration, Optional.empty(), false));
  }

  private static PlanOptions tool(ToolChoice tool, FlowOptions flow) {
    return options(List.of(), List.of(), List.of(), List.of(), Optional.of(tool), flow);
  }

  private static FlowOptions flow(
      Optional<Duration> duration, Optional<String> udpRate, boolean inside) {
    return new FlowOptions(
        duration,
        OptionalInt.empty(),
        udpRate.map(Rate::parse),
        Optional.empty(),
        Optional.empty(),
        inside);
  }

  private static PlanOptions buffers(String window, String congestion) {
    FlowOptions flow =
        new FlowOptions(
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.of(ByteCount.parse(window)),
            Optional.of(congestion),
            false);
    return options(List.of(), List.of(), List.of(), List.of(), Optional.empty(), flow);
  }

  @Test
  void windowsAreForAllAndCongestionControlForTcp() {
    assertThat(buffers("4M", "cubic").apply(PLAN).cases())
        .map(CaseSpec::flow)
        .allSatisfy(flow -> {
          assertThat(flow.window()).hasValue(new ByteCount(4 << 20));
          assertThat(flow.congestion())
              .isEqualTo(flow.protocol() == Protocol.TCP ? Optional.of("cubic") : Optional.empty());
        });
    assertThat(refused(buffers("1G", "cubic"))).hasMessageContaining("--window: ");
  }

  private static PlanOptions pin(String... values) {
    return options(
        List.of(),
        List.of(),
        List.of(),
        Pinnings.parse(List.of(values)),
        Optional.empty(),
        FlowOptions.NONE);
  }

  @Test
  void everyCaseIsMeasuredWithEveryPinningOneAfterTheOther() {
    List<CaseSpec> cases = pin("none,auto", "0,1").apply(PLAN).cases();
    assertThat(cases).hasSize(3 * PLAN.cases().size()).doesNotHaveDuplicates();
    assertThat(cases.subList(0, 4))
        .extracting(CaseSpec::label)
        .containsExactly(
            "host same-host tcp",
            "host same-host tcp pin auto",
            "host same-host tcp pin 0,1",
            "host same-host tcp ×4");
  }

  @Test
  void pinningsOfThePlanAreReplaced() {
    Plan pinned = pin("auto", "1,1").apply(PLAN);
    assertThat(pin("none").apply(pinned).cases()).isEqualTo(PLAN.cases());
    assertThat(PlanOptions.NONE.apply(pinned).cases()).isEqualTo(pinned.cases());
  }

  @Test
  void pinningsMakeNoMoreCasesThanAPlanMayHave() {
    List<String> many = IntStream.range(0, 200).mapToObj(i -> i + "," + i).toList();
    assertThat(refused(pin(many.toArray(String[]::new))))
        .hasMessageMatching("--pin: \\d+ cases, more than the 1000 of one plan");
  }

  private static LinerateException refused(PlanOptions options) {
    LinerateException e = catchThrowableOfType(LinerateException.class, () -> options.apply(PLAN));
    assertThat(e).as("a problem").isNotNull();
    assertThat(e.kind()).isEqualTo(LinerateException.Kind.USER);
    return e;
  }

  @Test
  void noneChangesNothing() {
    assertThat(PlanOptions.NONE.apply(PLAN)).isEqualTo(PLAN);
  }

  @Test
  void choosesCasesInTheOrderGiven() {
    Plan plan =
        choose(
                List.of("linux-bridge", "vxlan"),
                List.of(Placement.CROSS_HOST, Placement.SAME_HOST),
                List.of(Protocol.UDP, Protocol.TCP))
            .apply(PLAN);
    assertThat(plan.cases())
        .extracting(CaseSpec::label)
        .containsExactly(
            "linux-bridge same-host tcp",
            "vxlan cross-host udp",
            "vxlan cross-host tcp",
            "vxlan cross-host tcp ×4",
            "vxlan same-host udp",
            "vxlan same-host tcp",
            "vxlan same-host tcp ×4");
  }

  @Test
  void overridesEveryValue() {
    Plan plan = change("PT1S", 7, 25e9, 9000, 16, 2).apply(PLAN);
    assertThat(plan.repeat()).isEqualTo(7);
    assertThat(plan.hosts()).isEqualTo(16);
    assertThat(plan.link().rate()).isEqualTo(new BitRate(25e9));
    assertThat(plan.link().mtu().bytes()).isEqualTo(9000);
    Flow flow = plan.cases().getFirst().flow();
    assertThat(flow.duration()).isEqualTo(Duration.ofSeconds(1));
    assertThat(flow.interval()).as("still fits").isEqualTo(Duration.ofSeconds(1));
    assertThat(flow.streams()).isEqualTo(2);
  }

  @Test
  void keepsOneOfCasesThatBecomeTheSame() {
    assertThat(PLAN.cases()).hasSize(13);
    assertThat(change("PT10S", 3, 1e9, 1500, 3, 1).apply(PLAN).cases())
        .hasSize(9)
        .doesNotHaveDuplicates();
  }

  @Test
  void saysWhatAFilterThatChoosesNothingCouldChoose() {
    assertThat(refused(choose(List.of("vlxan", "host", "ovs-bridge"), List.of(), List.of())))
        .hasMessage(
            "--networks: the plan p has no network \"vlxan\" (did you mean vxlan?); there are"
                + " host, vxlan, linux-bridge\n"
                + "--networks: the plan p has no network \"ovs-bridge\"; there are host, vxlan,"
                + " linux-bridge");
  }

  @Test
  void saysWhenFiltersTogetherChooseNothing() {
    LinerateException e =
        refused(choose(List.of("linux-bridge"), List.of(Placement.CROSS_HOST), List.of()));
    assertThat(e).hasMessageContaining("together leave no case of the plan p");
    assertThat(e.nextStep())
        .startsWith("It has host same-host tcp, host same-host tcp ×4")
        .endsWith("and 1 more");
  }

  @Test
  void refusesWhatAPlanMayNotSay() {
    assertThat(refused(change("PT25H", 0, 1e12, 100, 1, 129)))
        .hasMessage(
            """
            --repeat: 0 is out of range; it goes from 1 to 1000
            --link: 1.00 Tbit/s is out of range; it goes from 1mbit to 400gbit
            --mtu: 100 is out of range; it goes from 576 to 9216
            --hosts: 1 is out of range; it goes from 2 to 64
            --duration: 90000s is out of range; it goes from 100ms to 24h
            --streams: 129 is out of range; it goes from 1 to 128\
            """);
  }

  @Test
  void aFractionOfASecondIsForTheBuiltinToolAlone() {
    Optional<Duration> fraction = Optional.of(Duration.ofMillis(1500));
    Plan plan = tool(ToolChoice.BUILTIN, fraction).apply(PLAN);
    assertThat(plan.cases().getFirst().flow().duration()).isEqualTo(fraction.get());
    assertThat(refused(tool(ToolChoice.IPERF3, fraction)))
        .hasMessage(
            "--duration: 1500ms is no whole number of seconds, which is all that iperf3 takes");
    assertThatThrownBy(() -> tool(ToolChoice.BOTH, Optional.empty()).apply(plan))
        .hasMessage(
            "--tool: flows of the plan take 1500ms, no whole number of seconds, which is all that"
                + " iperf3 takes");
  }

  private static PlanOptions udpRate(String rate, ToolChoice tool) {
    return tool(tool, flow(Optional.empty(), Optional.of(rate), false));
  }

  @Test
  void changesTheRateOfUdpAlone() {
    assertThat(udpRate("search", ToolChoice.BUILTIN).apply(PLAN).cases())
        .allSatisfy(spec ->
            assertThat(spec.flow().rate())
                .isEqualTo(
                    spec.flow().protocol() == Protocol.UDP ? Rate.Search.DEFAULT : Rate.UNLIMITED));
    assertThat(udpRate("unlimited", ToolChoice.IPERF3).apply(PLAN).cases())
        .extracting(spec -> spec.flow().rate())
        .containsOnly(Rate.UNLIMITED);
  }

  @Test
  void onlyTheBuiltinToolSearches() {
    assertThat(refused(udpRate("search", ToolChoice.BOTH)))
        .hasMessage("--udp-rate: only the built-in tool searches for a rate; add --tool builtin");
    assertThat(refused(udpRate("5", ToolChoice.BUILTIN))).hasMessageContaining("--udp-rate: 5");
  }

  private static PlanOptions inside(ToolChoice tool) {
    return tool(tool, flow(Optional.empty(), Optional.empty(), true));
  }

  @Test
  void insideIsForEveryFlowOfTheBuiltinTool() {
    Plan inside = inside(ToolChoice.BUILTIN).apply(PLAN);
    assertThat(inside.cases()).allMatch(spec -> spec.flow().inside());
    assertThat(inside.cases().getFirst().flow().label()).endsWith(" inside");
    assertThat(refused(inside(ToolChoice.BOTH)))
        .hasMessage(
            "--inside: only the built-in tool goes into a container's control groups; add --tool"
                + " builtin");
    assertThatThrownBy(() -> tool(ToolChoice.IPERF3, Optional.empty()).apply(inside))
        .hasMessageStartingWith("--tool: only the built-in tool goes into");
  }

  @Test
  void choosesTheTool() {
    assertThat(PLAN.tool()).isEqualTo(ToolChoice.BUILTIN);
    assertThat(tool(ToolChoice.BOTH, Optional.empty()).apply(PLAN).tool())
        .isEqualTo(ToolChoice.BOTH);
    assertThat(ToolChoice.BOTH.tools()).containsExactly("builtin", "iperf3");
  }
}
