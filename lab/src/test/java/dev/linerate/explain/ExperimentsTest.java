package dev.linerate.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Plan;
import dev.linerate.plan.Rate;
import dev.linerate.plan.ToolChoice;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.FactKeys;
import dev.linerate.result.Run;
import dev.linerate.unit.ByteCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExperimentsTest {
  private static final Map<String, String> MACHINE =
      Map.of(FactKeys.CORES, "8", FactKeys.LARGEST_RECEIVE_BUFFER, "8388608");

  private static Proposal proposal(Cause cause, MeasuredCase measured, Map<String, String> facts) {
    Run run = MeasuredCase.run(facts, measured.record(1, 1e9, 1.01e9, 0.99e9));
    return Experiments.of(MeasuredCase.found(run, cause), run).getFirst();
  }

  private static Experiment experiment(Cause cause, MeasuredCase measured) {
    return proposal(cause, measured, MACHINE).experiment().orElseThrow();
  }

  private static String whyNot(Cause cause, MeasuredCase measured) {
    Proposal proposal = proposal(cause, measured, MACHINE);
    assertThat(proposal.experiment()).isEmpty();
    return proposal.whyNot();
  }

  /** Two cases that differ by one thing. */
  private static Plan plan(Cause cause, MeasuredCase measured) {
    CaseRecord record = measured.record(4, 1e9);
    Run run = MeasuredCase.run(MACHINE, record);
    return ExperimentPlan.of(run, record, cause, experiment(cause, measured), 7).plan();
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"SHARED_CORE", "MIGRATIONS", "HYPER_THREAD", "NUMA_REMOTE", "SOFTIRQ_SHARED"})
  void whatHasToDoWithCoresIsPinned(Cause cause) {
    assertThat(experiment(cause, MeasuredCase.tcp().pinned("0,0")))
        .isEqualTo(new Experiment.Pinned(Pinning.AUTO));
    assertThat(whyNot(cause, MeasuredCase.tcp().pinned("auto"))).contains("already");
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyFindingHasAnExperimentOrASentenceThatSaysWhyNot(Cause cause) {
    Proposal proposal = proposal(cause, MeasuredCase.tcp(), Map.of());
    assertThat(proposal.finding().cause()).isEqualTo(cause);
    assertThat(proposal.experiment().isPresent()).isEqualTo(proposal.whyNot().isEmpty());
    proposal.experiment().ifPresent(e -> assertThat(e.words()).isNotBlank());
  }

  @Test
  void aWindowThatWasGivenIsLeftToTheKernelAndOneThatWasNotIsMadeLarge() {
    MeasuredCase tiny = MeasuredCase.tcp();
    tiny.with(
        plan(Cause.RECEIVE_WINDOW, MeasuredCase.tcp())
            .cases()
            .getFirst()
            .flow()
            .withWindow(Optional.of(ByteCount.parse("4K"))));

    List<CaseSpec> cases = plan(Cause.RECEIVE_WINDOW, tiny).cases();
    assertThat(cases.getFirst().flow().window()).contains(ByteCount.parse("4K"));
    assertThat(cases.getLast().flow().window()).isEmpty();
    assertThat(plan(Cause.SEND_BUFFER, MeasuredCase.tcp()).cases().getLast().flow().window())
        .contains(ByteCount.parse("16M"));
  }

  @Test
  void moreThanTheWireIsOfferedBelowItWithRoomAndMeasuredByWhatArrives() {
    Experiment lower = experiment(Cause.OVEROFFERED, MeasuredCase.udp(2e9, 0.5).overTheWire());

    assertThat(lower.words()).isEqualTo("rate 860 Mbit/s");
    assertThat(lower.measure()).isEqualTo(Measure.DELIVERY);
  }

  @Test
  void whatIsLostOnThePathIsOfferedBelowWhatArrivedByAllStreamsTogether() {
    MeasuredCase udp = MeasuredCase.udp(2e9, 0.5);
    udp.with(plan(Cause.PATH_LOSS, udp).cases().getFirst().flow().withStreams(2));

    assertThat(plan(Cause.PATH_LOSS, udp).cases().getLast().flow().rate())
        .isInstanceOfSatisfying(
            Rate.Fixed.class,
            rate -> assertThat(rate.perStream().bitsPerSecond()).isEqualTo(440e6));
  }

  @Test
  void anOverflowingSocketGetsALargerBufferWhereTheMachineGrantsIt() {
    MeasuredCase udp = MeasuredCase.udp(2e9, 0.5);

    assertThat(experiment(Cause.SOCKET_OVERFLOW, udp))
        .isEqualTo(new Experiment.Window(Optional.of(ByteCount.parse("4M")), Measure.DELIVERY));
    assertThat(
            proposal(Cause.SOCKET_OVERFLOW, udp, Map.of(FactKeys.LARGEST_RECEIVE_BUFFER, "212992"))
                .experiment())
        .get()
        .isInstanceOf(Experiment.LowerRate.class);
  }

  @Test
  void pacingIsComparedWithTheUsualCongestionControlOrTheOneEveryKernelHas() {
    MeasuredCase paced = MeasuredCase.tcp();
    assertThat(
            proposal(Cause.PACED, paced, Map.of(FactKeys.CONGESTIONS, "reno bbr cubic"))
                .experiment())
        .contains(new Experiment.Congestion("cubic"));
    assertThat(experiment(Cause.PACED, paced)).isEqualTo(new Experiment.Congestion("reno"));
    assertThat(plan(Cause.PACED, paced).cases())
        .extracting(spec -> spec.flow().congestion())
        .containsExactly(Optional.empty(), Optional.of("reno"));
  }

  /** The link has the large MTU in both; one of them does not use it. */
  @Test
  void aLargerMtuIsTriedOnOneLinkWithSegmentsCutToTheSmallerOne() {
    Plan plan = plan(Cause.SMALL_MTU, MeasuredCase.tcp().overTheWire());

    assertThat(plan.link().mtu().bytes()).isEqualTo(9000);
    assertThat(plan.cases())
        .extracting(spec -> spec.flow().mss())
        .containsExactly(OptionalInt.of(1460), OptionalInt.empty());
  }

  @Test
  void aHoleIsTriedWithSegmentsThatFit() {
    assertThat(plan(Cause.MTU_HOLE, MeasuredCase.tcp()).cases())
        .extracting(spec -> spec.flow().mss())
        .containsExactly(OptionalInt.empty(), OptionalInt.of(1240));
  }

  @Test
  void aGeneratorIsReplaced() {
    CaseRecord record = MeasuredCase.tcp().tool("iperf3").record(1, 1e9);
    Run run = MeasuredCase.run(MACHINE, record);
    Experiment other = experiment(Cause.GENERATOR, MeasuredCase.tcp().tool("iperf3"));
    ExperimentPlan plan = ExperimentPlan.of(run, record, Cause.GENERATOR, other, 7);

    assertThat(plan.plan().tool()).isEqualTo(ToolChoice.BOTH);
    assertThat(plan.plan().cases()).hasSize(1);
    // the built-in tool has the first of the case's two numbers
    assertThat(plan.claim().original()).isEqualTo(2);
    assertThat(plan.claim().changed()).isEqualTo(1);
    assertThat(whyNot(Cause.GENERATOR, MeasuredCase.tcp())).contains("no other tool");
  }

  /** Core 2 of four is idle; of two none is, and pinning is what is left. */
  @Test
  void softInterruptsGoToAnIdleCore() {
    MeasuredCase four = MeasuredCase.tcp().watched(CoreTimes.foreignLoadOn(1, 4, 10));
    assertThat(experiment(Cause.SOFTIRQ_CORE, four)).isEqualTo(new Experiment.Steered(2));
    assertThat(experiment(Cause.SOFTIRQ_SHARED, four).words())
        .isEqualTo("soft interrupts on core 2");

    MeasuredCase two = MeasuredCase.tcp().watched(CoreTimes.foreignLoadOn(1, 2, 10));
    assertThat(experiment(Cause.SOFTIRQ_SHARED, two))
        .isEqualTo(new Experiment.Pinned(Pinning.AUTO));
    assertThat(whyNot(Cause.SOFTIRQ_CORE, two)).contains("No core was idle");
  }

  /** A container's quota is left by staying outside; linerate's own shell's cannot be. */
  @Test
  void aQuotaIsLeftWhereItIsTheContainers() {
    MeasuredCase inside = MeasuredCase.tcp();
    inside.with(plan(Cause.MTU_HOLE, inside).cases().getFirst().flow().withInside(true));

    assertThat(plan(Cause.THROTTLED, inside).cases())
        .extracting(spec -> spec.flow().inside())
        .containsExactly(true, false);
    assertThat(whyNot(Cause.THROTTLED, MeasuredCase.tcp())).contains("start it outside");
  }

  @Test
  void receiveOffloadIsSwitchedAroundTheSameCase() {
    assertThat(experiment(Cause.RECEIVE_OFFLOAD_OFF, MeasuredCase.tcp()).words())
        .isEqualTo("GRO on");
    assertThat(plan(Cause.RECEIVE_OFFLOAD_OFF, MeasuredCase.tcp()).cases())
        .hasSize(2)
        .containsOnly(plan(Cause.MTU_HOLE, MeasuredCase.tcp()).cases().getFirst());
  }

  @Test
  void aSaturatedCoreGetsMoreStreamsWhereThereAreCoresForThem() {
    assertThat(experiment(Cause.SENDER_CORE, MeasuredCase.tcp()))
        .isEqualTo(new Experiment.MoreStreams(4));
    assertThat(
            proposal(Cause.SENDER_CORE, MeasuredCase.tcp(), Map.of(FactKeys.CORES, "2")).whyNot())
        .contains("no core to spare");
    assertThat(whyNot(Cause.RECEIVER_CORE, MeasuredCase.tcp().pinned("0,1"))).contains("pinned");
  }

  @Test
  void foreignLoadIsEvadedOnCoresThatItLeftAlone() {
    MeasuredCase beside =
        MeasuredCase.tcp().pinned("0,1").watched(CoreTimes.foreignLoadOn(1, 4, 10));

    assertThat(experiment(Cause.NOISY_HOST, beside))
        .isInstanceOfSatisfying(
            Experiment.Pinned.class,
            pinned -> assertThat(pinned.to().cores().orElseThrow().word()).isEqualTo("2,3"));
    assertThat(
            whyNot(
                Cause.NOISY_HOST,
                MeasuredCase.tcp().pinned("0,1").watched(CoreTimes.foreignLoadOn(1, 2, 10))))
        .contains("nowhere to go");
  }

  @Test
  void moreTrialsAreTheSameCaseAndNothingToCompareWith() {
    CaseRecord record = MeasuredCase.tcp().record(3, 1e9);
    Run run = MeasuredCase.run(MACHINE, record);
    ExperimentPlan plan =
        ExperimentPlan.of(run, record, Cause.FEW_TRIALS, new Experiment.MoreTrials(), 9);

    assertThat(plan.plan().cases()).containsExactly(record.spec());
    assertThat(plan.plan().repeat()).isEqualTo(9);
    assertThat(plan.claim().compares()).isFalse();
  }

  @Test
  void thePlanIsOfTheRunsMachineAndKeepsTheFlow() {
    CaseRecord record = MeasuredCase.tcp().pinned("0,0").record(3, 1e9);
    Run run = MeasuredCase.run(MACHINE, record);
    Plan plan =
        ExperimentPlan.of(run, record, Cause.SHARED_CORE, new Experiment.Pinned(Pinning.AUTO), 5)
            .plan();

    assertThat(plan.hosts()).isEqualTo(run.hosts());
    assertThat(plan.link()).isEqualTo(run.link());
    assertThat(plan.repeat()).isEqualTo(5);
    assertThat(plan.telemetryRate()).isEqualTo(10);
    assertThat(plan.cases()).containsExactly(record.spec(), record.spec().with(Pinning.AUTO));
  }
}
