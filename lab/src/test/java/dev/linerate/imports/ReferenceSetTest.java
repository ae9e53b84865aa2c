package dev.linerate.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.StudyReference;
import dev.linerate.analysis.StudyReference.Figure;
import dev.linerate.fault.LinerateException;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.Run;
import dev.linerate.result.Side;
import dev.linerate.result.Totals;
import dev.linerate.unit.BitRate;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceSetTest {
  private static final Run KUNPENG = ReferenceSet.run("study-kunpeng");
  private static final Run INTEL = ReferenceSet.run("study-intel");

  private static Run run(String machine) {
    return machine.equals("Kunpeng") ? KUNPENG : INTEL;
  }

  private static List<CaseRecord> cases(Run run, String network, Protocol protocol) {
    return run.cases().stream()
        .filter(c -> c.spec().network().equals(network))
        .filter(c -> c.spec().flow().protocol() == protocol)
        .toList();
  }

  private static Totals totals(Run run, String network, Protocol protocol) {
    return cases(run, network, protocol).getFirst().trials().getFirst().totals().orElseThrow();
  }

  /** The table that the study opens with, and the receivers' own summaries. */
  @ParameterizedTest
  @CsvSource({
    "Kunpeng, docker-overlay, 900",
    "Intel,   docker-overlay, 876",
    "Kunpeng, ovs-overlay,    904",
    "Intel,   ovs-overlay,    881"
  })
  void theOverlaysTcpComesOutOfTheLogs(String machine, String network, String megabits) {
    Totals totals = totals(run(machine), network, Protocol.TCP);

    assertThat(new BitRate(totals.bitsPerSecond())).hasToString(megabits + " Mbit/s");
  }

  @ParameterizedTest
  @CsvSource({"Kunpeng, 478, 137900, 0.35", "Intel, 75, 139177, 0.054"})
  void soDoesTheLossOfDockersOverlay(String machine, long lost, long packets, double percent) {
    Totals totals = totals(run(machine), "docker-overlay", Protocol.UDP);

    assertThat(totals.lost()).hasValue(lost);
    assertThat(totals.packets()).hasValue(packets);
    assertThat(100.0 * lost / packets).isCloseTo(percent, within(0.005));
    assertThat(totals.jitterMillis().orElseThrow())
        .isEqualTo(machine.equals("Kunpeng") ? 4.247 : 0.067);
  }

  @Test
  void everyLineOfTheLogsIsRead() {
    assertThat(KUNPENG.cases()).hasSize(8).allMatch(c -> c.trials().size() == 1);
    assertThat(INTEL.cases()).hasSize(6).allMatch(c -> c.trials().size() == 1);
    assertThat(intervals(KUNPENG)).isEqualTo(22 + 14 + 6 + 12 + 11 + 11 + 11 + 15);
    assertThat(intervals(INTEL)).isEqualTo(25 + 14 + 11 + 11 + 11 + 18);
  }

  private static int intervals(Run run) {
    return run.cases().stream()
        .flatMap(c -> c.trials().stream())
        .mapToInt(t -> t.intervals().size())
        .sum();
  }

  @Test
  void whatTheStudySaysOfItsMachinesIsThere() {
    assertThat(KUNPENG.platform().facts())
        .containsEntry("cpu.model", "Kunpeng 920-6426 2600MHz")
        .containsEntry("cpu.count", "128")
        .containsEntry("docker.version", "19.03.8")
        .containsKey("imported.from");
    assertThat(INTEL.platform().facts())
        .containsEntry("cpu.model", "Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz")
        .containsEntry("docker.version", "19.03.7");
    assertThat(KUNPENG.link().rate()).isEqualTo(new BitRate(1e9));
  }

  @Test
  void dockersOverlayWasAsFastAsItsWire() {
    CaseSummary summary =
        CaseSummary.of(
            cases(KUNPENG, "docker-overlay", Protocol.TCP).getFirst(),
            KUNPENG.link(),
            KUNPENG.platform());

    assertThat(summary.wireLimit().orElseThrow().goodput()).hasToString("909 Mbit/s");
    assertThat(summary.wireLimitShare().orElseThrow()).isCloseTo(0.990, within(0.001));
  }

  @Test
  void aLogThatBeginsLateKeepsItsClock() {
    CaseRecord pinned = cases(KUNPENG, "docker-bridge", Protocol.TCP).get(1);
    List<Interval> intervals = pinned.trials().getFirst().intervals();

    assertThat(pinned.spec().pinning().word()).isEqualTo("0,1");
    assertThat(intervals.getFirst().start()).isEqualTo(149);
    assertThat(intervals).allMatch(i -> Math.abs(i.seconds() - 1) < 1e-9);
    assertThat(intervals).allMatch(i -> i.side() == Side.SENDER && i.retransmits().isPresent());
  }

  /** What {@link StudyReference} shows beside a user's own figures is what the logs say. */
  @Test
  void theFiguresOfTheTableAgreeWithTheLogs() {
    for (StudyReference.Entry entry : StudyReference.entries()) {
      for (Figure figure : entry.figures()) {
        Run run = figure.machine().equals(StudyReference.KUNPENG) ? KUNPENG : INTEL;
        DoubleSummaryStatistics rates = rates(run, entry);
        double bits = figure.bitrate().bitsPerSecond();
        assertThat(bits)
            .as("%s, %s %s", figure.machine(), entry.network(), entry.protocol())
            .isBetween(rates.getMin(), rates.getMax() * 1.005);
        if (entry.placement() == Placement.CROSS_HOST) {
          assertThat(rates.getAverage()).isCloseTo(bits, within(0.02 * bits));
        }
      }
    }
  }

  /** Whole seconds: the last sample of a receiver is a fraction of one. */
  private static DoubleSummaryStatistics rates(Run run, StudyReference.Entry entry) {
    return cases(run, entry.network(), entry.protocol()).stream()
        .flatMap(c -> c.trials().stream())
        .flatMap(t -> t.intervals().stream())
        .filter(i -> i.seconds() > 0.9)
        .mapToDouble(Interval::bitsPerSecond)
        .summaryStatistics();
  }

  @Test
  void aRunThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> ReferenceSet.run("study-amd"))
        .isInstanceOf(LinerateException.class)
        .hasMessage("no run of the reference begins with \"study-amd\"");
    assertThatThrownBy(() -> ReferenceSet.run(""))
        .hasMessage("more than one run of the reference begins with \"\"");
  }
}
