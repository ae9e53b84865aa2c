package dev.linerate.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.FactKeys;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Mtu;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunComparisonTest {
  private static final double[] FAST = {900e6, 904e6, 902e6, 899e6, 901e6};
  private static final double[] SLOW = {876e6, 880e6, 878e6, 875e6, 877e6};

  private static final String CONGESTION = "sysctl.net.ipv4.tcp_congestion_control";

  @Test
  void aClearDifferenceHasItsRatioAndItsCause() {
    Contrast contrast =
        only(
            Runs.named("kunpeng").fact("cpu.model", "Kunpeng 920").overlay("vxlan", FAST).run(),
            Runs.named("intel").fact("cpu.model", "Xeon 6248").overlay("vxlan", SLOW).run());
    assertThat(contrast.verdict()).isEqualTo(Verdict.SLOWER);
    assertThat(contrast.ratio().orElseThrow().ratio()).isCloseTo(877.0 / 901, within(1e-6));
    assertThat(contrast.superiority()).hasValue(0);
    assertThat(contrast.facts()).extracting(FactDifference::key).containsExactly("cpu.model");
  }

  @Test
  void theOtherWayRoundItIsFaster() {
    Contrast contrast =
        only(
            Runs.named("a").overlay("vxlan", SLOW).run(),
            Runs.named("b").overlay("vxlan", FAST).run());
    assertThat(contrast.verdict()).isEqualTo(Verdict.FASTER);
    assertThat(contrast.superiority()).hasValue(1);
  }

  @Test
  void fewOrScatteredTrialsShowNothing() {
    Contrast contrast =
        only(
            Runs.named("a").overlay("vxlan", 900e6, 700e6, 800e6).run(),
            Runs.named("b").overlay("vxlan", 850e6, 650e6, 760e6).run());
    assertThat(contrast.verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    assertThat(contrast.reasons()).containsExactly("the interval holds 1");
  }

  /** Two wires at their limit differ by a per mille, always: that is nothing to act on. */
  @Test
  void whatIsTooSmallToMatterIsNoDifference() {
    Run a = Runs.named("a").overlay("vxlan", 909.0e6, 909.1e6, 909.0e6, 909.1e6, 909.0e6).run();
    Run b = Runs.named("b").overlay("vxlan", 908.0e6, 908.1e6, 908.0e6, 908.1e6, 908.0e6).run();
    assertThat(only(a, b).verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    assertThat(only(a, b).reasons()).containsExactly("within 1.0 % of each other");
    assertThat(only(a, b, new Terms(0, Set.of())).verdict()).isEqualTo(Verdict.SLOWER);
  }

  @Test
  void twoTrialsAreTooFew() {
    Contrast contrast =
        only(
            Runs.named("a").overlay("vxlan", FAST).run(),
            Runs.named("b").overlay("vxlan", 1e6, 2e6).run());
    assertThat(contrast.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
    assertThat(contrast.reasons()).containsExactly("5 and 2 trials, fewer than 3");
    assertThat(contrast.ratio()).isEmpty();
  }

  @Test
  void anotherLinkMtuToolOrOffloadDecidesByItself() {
    Run base = Runs.named("a").fact(FactKeys.OFFLOADS, "tso, gro").overlay("vxlan", FAST).run();
    LinkSpec fast = new LinkSpec(new BitRate(10e9), new Mtu(1500));
    assertObstacle(base, Runs.named("b").link(fast), "link 1 Gbit/s against 10 Gbit/s");
    assertObstacle(base, Runs.named("b").mtu(9000), "MTU 1500 against 9000");
    assertObstacle(
        base, Runs.named("b").tool("iperf 3.1.3"), "traffic tool iperf 3.12 against iperf 3.1.3");
    assertObstacle(base, Runs.named("b").fact(FactKeys.OFFLOADS, "gro"), "offloads without tso");
  }

  @Test
  void unlessThatIsWhatIsCompared() {
    Run base = Runs.named("a").overlay("vxlan", FAST).run();
    Run other = Runs.named("b").mtu(9000).overlay("vxlan", SLOW).run();
    Contrast contrast = only(base, other, new Terms(0.01, Set.of(Trait.MTU)));
    assertThat(contrast.verdict()).isEqualTo(Verdict.SLOWER);
    assertThat(contrast.reasons()).containsExactly("MTU 1500 against 9000");
  }

  /** Within a host no frame leaves, so neither the link nor its card matters. */
  @Test
  void theLinkIsNothingToSameHostCases() {
    LinkSpec fast = new LinkSpec(new BitRate(10e9), new Mtu(1500));
    Contrast contrast =
        only(
            Runs.named("a").fact(FactKeys.OFFLOADS, "tso").bridge("docker-bridge", FAST).run(),
            Runs.named("b")
                .fact(FactKeys.OFFLOADS, "")
                .link(fast)
                .bridge("docker-bridge", SLOW)
                .run());
    assertThat(contrast.verdict()).isEqualTo(Verdict.SLOWER);
    assertThat(contrast.facts()).isEmpty();
  }

  /** A slowdown is put down to what differs and can bear on the case, and to nothing else. */
  @Test
  void aSlowdownIsPutDownToWhatDiffers() {
    assertThat(owedTo("docker-overlay", "kernel.release", "6.1.0", "6.18.0"))
        .containsExactly("kernel.release");
    assertThat(owedTo("docker-overlay", "docker.version", "20.10.24", "29.0.1"))
        .containsExactly("docker.version");
    assertThat(owedTo("vxlan", "docker.version", "20.10.24", "29.0.1")).isEmpty();
    assertThat(owedTo("vxlan", CONGESTION, "cubic", "bbr")).containsExactly(CONGESTION);
    assertThat(owedTo("vxlan", FactKeys.OFFLOADS, "tso, gro", "gro"))
        .containsExactly(FactKeys.OFFLOADS);
    assertThat(owedTo("vxlan", "kernel.release", "6.18.0", "6.18.0")).isEmpty();
  }

  @Test
  void congestionControlIsNothingToDatagrams() {
    Contrast contrast =
        only(
            Runs.named("a").fact(CONGESTION, "cubic").lossy("vxlan", 1, 1.1, 1.2).run(),
            Runs.named("b").fact(CONGESTION, "bbr").lossy("vxlan", 3, 3.1, 3.2).run());
    assertThat(contrast.facts()).isEmpty();
  }

  private static List<String> owedTo(String network, String fact, String before, String after) {
    RunComparison comparison =
        RunComparison.of(
            List.of(
                Runs.named("a").fact(fact, before).overlay(network, FAST).run(),
                Runs.named("b").fact(fact, after).overlay(network, SLOW).run()),
            new Terms(0.01, Set.of(Trait.OFFLOADS)));
    Contrast contrast = comparison.cases().getFirst().contrasts().getFirst();
    assertThat(contrast.verdict()).isEqualTo(Verdict.SLOWER);
    return contrast.facts().stream().map(FactDifference::key).toList();
  }

  @Test
  void factsThatHaveNothingToDoWithTheCaseAreLeftOut() {
    Contrast contrast =
        only(
            Runs.named("a")
                .fact("docker.version", "20.10")
                .fact("kernel.release", "6.1")
                .fact("load.1min", "0.1")
                .fact("measured.memory_copy_gb_per_s", "10.0")
                .overlay("vxlan", FAST)
                .run(),
            Runs.named("b")
                .fact("docker.version", "29.0")
                .fact("kernel.release", "6.18")
                .fact("load.1min", "0.9")
                .fact("measured.memory_copy_gb_per_s", "10.6")
                .overlay("vxlan", SLOW)
                .run());
    assertThat(contrast.facts()).extracting(FactDifference::key).containsExactly("kernel.release");
  }

  @Test
  void casesAreMatchedByWhatTheyAreAndNotByTheirPlace() {
    CaseSpec udp = Runs.spec("vxlan", Placement.CROSS_HOST, Protocol.UDP);
    CaseSpec pinned =
        Runs.spec("vxlan", Placement.CROSS_HOST, Protocol.TCP).with(new Pinning("0,1"));
    Run a = Runs.named("a").overlay("vxlan", FAST).measured(udp, FAST).measured(pinned, FAST).run();
    Run b = Runs.named("b").measured(pinned, SLOW).measured(udp, SLOW).overlay("vxlan", SLOW).run();
    RunComparison comparison = RunComparison.of(List.of(a, b), Terms.USUAL);
    assertThat(comparison.cases()).hasSize(3);
    assertThat(comparison.judged()).hasSize(3);
    for (ComparedCase compared : comparison.cases()) {
      assertThat(compared.contrasts().getFirst().other().orElseThrow().spec())
          .isEqualTo(compared.spec());
    }
  }

  @Test
  void oneThatIsOnlyAlikeIsNamedButNotJudged() {
    CaseSpec plain = Runs.spec("vxlan", Placement.CROSS_HOST, Protocol.TCP);
    CaseSpec four =
        new CaseSpec(
            plain.network(), plain.placement(), plain.flow().withStreams(4), plain.pinning());
    Contrast contrast =
        only(
            Runs.named("a").measured(plain, FAST).run(),
            Runs.named("b").measured(four, SLOW).run());
    assertThat(contrast.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
    assertThat(contrast.reasons()).containsExactly("flow tcp against tcp ×4");
    assertThat(contrast.ratio()).isPresent();
  }

  @Test
  void casesThatOnlyOneHasAreShown() {
    Run a = Runs.named("a").overlay("vxlan", FAST).run();
    Run b =
        Runs.named("b")
            .unmeasured(
                Runs.spec("vxlan", Placement.CROSS_HOST, Protocol.TCP), Status.FAILED, "no space")
            .overlay("macvlan", FAST)
            .run();
    List<ComparedCase> cases = RunComparison.of(List.of(a, b), Terms.USUAL).cases();
    assertThat(cases).hasSize(2);
    assertThat(cases.get(0).contrasts().getFirst().reasons())
        .containsExactly("failed in the other run: no space");
    assertThat(cases.get(1).contrasts().getFirst().reasons())
        .containsExactly("not in the first run");
  }

  @Test
  void severalRunsAreEachComparedWithTheFirst() {
    Run a = Runs.named("a").overlay("vxlan", FAST).run();
    Run b = Runs.named("b").overlay("vxlan", SLOW).run();
    Run c = Runs.named("c").overlay("vxlan", FAST).run();
    ComparedCase compared = RunComparison.of(List.of(a, b, c), Terms.USUAL).cases().getFirst();
    assertThat(compared.contrasts())
        .extracting(Contrast::verdict)
        .containsExactly(Verdict.SLOWER, Verdict.NO_DIFFERENCE);
  }

  /** Vargha and Delaney 2000: #(b > a) + ½ #(b = a), over all pairs. */
  @Test
  void effectSizeByHand() {
    assertThat(Contrast.superiority(new double[] {1, 2, 3}, new double[] {2, 3, 4}))
        .isCloseTo(7.0 / 9, within(1e-12));
  }

  @Test
  void refusesOneRun() {
    Run one = Runs.named("a").run();
    assertThatThrownBy(() -> RunComparison.of(List.of(one), Terms.USUAL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertObstacle(Run base, Runs other, String why) {
    Contrast contrast = only(base, other.overlay("vxlan", SLOW).run());
    assertThat(contrast.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
    assertThat(contrast.reasons()).contains(why);
  }

  private static Contrast only(Run base, Run other) {
    return only(base, other, Terms.USUAL);
  }

  private static Contrast only(Run base, Run other, Terms terms) {
    List<ComparedCase> cases = RunComparison.of(List.of(base, other), terms).cases();
    assertThat(cases).hasSize(1);
    return cases.getFirst().contrasts().getFirst();
  }
}
