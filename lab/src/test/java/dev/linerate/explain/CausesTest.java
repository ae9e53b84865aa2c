package dev.linerate.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Machines;
import dev.linerate.host.PlatformReader;
import dev.linerate.host.ScriptedHost;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.result.FactKeys;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.unit.ByteCount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Causes that this machine cannot make: those of larger machines, and of queues. */
class CausesTest {
  private static Platform platform(ScriptedHost machine) {
    return PlatformReader.read(machine, Optional.empty(), "0.1.0");
  }

  private static List<Finding> findings(Map<String, String> facts, MeasuredCase measured) {
    Run run = MeasuredCase.run(facts, measured.record(1, 1e9, 1e9, 1e9));
    return MeasuredCase.explanations(run).getFirst().findings();
  }

  private static Cause first(ScriptedHost machine, int sender, int receiver, int cores) {
    MeasuredCase busy = MeasuredCase.tcp().watched(CoreTimes.busyOn(sender, receiver, cores));
    return findings(platform(machine).facts(), busy).getFirst().cause();
  }

  @Test
  void hyperThreadsOfOneCore() {
    assertThat(first(Machines.xeon6248(), 3, 43, 80)).isEqualTo(Cause.HYPER_THREAD);
  }

  @Test
  void nodesOfTwoSockets() {
    assertThat(first(Machines.xeon6248(), 3, 23, 80)).isEqualTo(Cause.NUMA_REMOTE);
    assertThat(first(Machines.kunpeng920(), 31, 32, 128)).isEqualTo(Cause.NUMA_REMOTE);
  }

  @Test
  void twoCoresOfOneNodeAreNeither() {
    assertThat(first(Machines.xeon6248(), 3, 4, 80)).isIn(Cause.SENDER_CORE, Cause.RECEIVER_CORE);
    assertThat(first(Machines.smallVm(), 0, 1, 2)).isIn(Cause.SENDER_CORE, Cause.RECEIVER_CORE);
  }

  /** Samples and periods of a quota are equally long, and seldom begin together. */
  @Test
  void aQuotaThatIsSeenInEveryOtherSampleHoldsThemAll() {
    assertThat(findings(Map.of(), MeasuredCase.tcp().watched(CoreTimes.stoppedInTurns())))
        .first()
        .satisfies(finding -> {
          assertThat(finding.cause()).isEqualTo(Cause.THROTTLED);
          assertThat(finding.share()).hasValue(1);
        });
  }

  @Test
  void whatIsCutOnTheWayAndNotPutTogetherAgainFillsCores() {
    List<Finding> cut = findings(Map.of(), MeasuredCase.tcp().watched(CoreTimes.cutTo(1500)));
    assertThat(cut.getFirst().cause()).isEqualTo(Cause.RECEIVE_OFFLOAD_OFF);
    assertThat(cut.getFirst().evidence().getFirst())
        .isEqualTo(
            "packets of 65536 bytes on average leave the sender, and of 1500 reach the receiver's IP"
                + " layer, at an MTU of 1500");
    assertThat(findings(Map.of(), MeasuredCase.tcp().watched(CoreTimes.cutTo(30_000))))
        .extracting(Finding::cause)
        .doesNotContain(Cause.RECEIVE_OFFLOAD_OFF);
  }

  private static List<Cause> withCongestion(String algorithm) {
    return findings(
            Map.of(FactKeys.CONGESTION, algorithm),
            MeasuredCase.tcp().watched(CoreTimes.busyOn(0, 1, 4)))
        .stream()
        .map(Finding::cause)
        .toList();
  }

  /** A full core looks the same with and without it, so the core stays first. */
  @Test
  void aCongestionControlThatPacesIsNamedAfterWhatWasSeen() {
    assertThat(withCongestion("bbr"))
        .containsSubsequence(Cause.SENDER_CORE, Cause.PACED)
        .first()
        .isEqualTo(Cause.SENDER_CORE);
    assertThat(withCongestion("cubic")).doesNotContain(Cause.PACED);
  }

  @Test
  void theFlowsOwnCongestionControlCounts() {
    Flow cubic = Flow.of(Protocol.TCP, Duration.ofSeconds(1)).withCongestion(Optional.of("cubic"));
    MeasuredCase busy = MeasuredCase.tcp().with(cubic).watched(CoreTimes.busyOn(0, 1, 4));
    assertThat(findings(Map.of(FactKeys.CONGESTION, "bbr"), busy))
        .noneMatch(finding -> finding.cause() == Cause.PACED);
  }

  @Test
  void whatHasACauseOfItsOwnIsNotLaidToPacing() {
    assertThat(
            findings(
                Map.of(FactKeys.CONGESTION, "bbr"),
                MeasuredCase.tcp().watched(CoreTimes.stoppedInTurns())))
        .noneMatch(finding -> finding.cause() == Cause.PACED);
  }

  private static Cause behind(Cause seen, String window, double full) {
    MeasuredCase measured = MeasuredCase.tcp();
    Flow flow = Flow.of(Protocol.TCP, Duration.ofSeconds(1));
    Run run =
        MeasuredCase.run(
            Map.of(),
            measured.with(flow.withWindow(Optional.of(ByteCount.parse(window)))).record(1, 1e9));
    Moment moment = new MomentBuilder().receiveWindow(full).build();
    return Deeper.of(
        seen,
        new CaseEvidence(
            MeasuredCase.found(run, seen).summary(), Optional.empty(), List.of(moment)));
  }

  /** Both ends sleep until the other has answered, so the scheduler keeps them on one core. */
  @Test
  void aTinyWindowIsBehindThreadsThatShareACore() {
    assertThat(behind(Cause.SHARED_CORE, "4K", 0.5)).isEqualTo(Cause.RECEIVE_WINDOW);
    assertThat(behind(Cause.SOFTIRQ_SHARED, "4K", 0.5)).isEqualTo(Cause.RECEIVE_WINDOW);
    assertThat(behind(Cause.MIGRATIONS, "4K", 0.5)).isEqualTo(Cause.RECEIVE_WINDOW);
  }

  @Test
  void aWindowThatIsLargeOrNeverFullIsNot() {
    assertThat(behind(Cause.SHARED_CORE, "4M", 0.5)).isEqualTo(Cause.SHARED_CORE);
    assertThat(behind(Cause.SHARED_CORE, "4K", 0.1)).isEqualTo(Cause.SHARED_CORE);
    assertThat(behind(Cause.NOISY_HOST, "4K", 0.5)).isEqualTo(Cause.NOISY_HOST);
  }

  /** A quarter of what was sent is lost, below the wire limit: in the sender's queue or beyond. */
  private static MeasuredCase lossy() {
    return MeasuredCase.udp(400e6, 0.25).overTheWire();
  }

  private static List<Finding> ofQueue(long dropped) {
    Run run =
        MeasuredCase.run(
            Map.of(),
            lossy()
                .watched(CoreTimes.counting("UdpSndbufErrors", dropped))
                .record(1, 300e6, 300e6, 300e6));
    return MeasuredCase.explanations(run).getFirst().findings();
  }

  @Test
  void whatTheSendersOwnQueueDropsBelowTheWireIsBursts() {
    List<Finding> all = ofQueue(2500);

    assertThat(all.getFirst().cause()).isEqualTo(Cause.PACING_BURSTS);
    assertThat(all.getFirst().share().orElse(0)).isGreaterThan(0.98);
    assertThat(all).extracting(Finding::cause).doesNotContain(Cause.PATH_LOSS);
  }

  @Test
  void whatItDidNotDropWasLostFurtherOn() {
    List<Finding> all = ofQueue(500);

    assertThat(all).extracting(Finding::cause).startsWith(Cause.PATH_LOSS, Cause.PACING_BURSTS);
    double sum = all.stream().mapToDouble(finding -> finding.share().orElse(0)).sum();
    assertThat(sum).isBetween(0.98, 1.0001);
  }

  @Test
  void withoutThatCounterNothingIsSaidOfBursts() {
    assertThat(findings(Map.of(), lossy().watched(CoreTimes.cores(2, 10))))
        .extracting(Finding::cause)
        .doesNotContain(Cause.PACING_BURSTS);
  }
}
