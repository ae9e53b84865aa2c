package dev.linerate.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.result.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoubtsTest {
  private static List<Finding> findings(MeasuredCase measured, double... trials) {
    Run run = MeasuredCase.run(Map.of(), measured.record(1, trials));
    return MeasuredCase.explanations(run).getFirst().findings();
  }

  private static List<String> unseen(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.cause() == Cause.BLIND)
        .flatMap(finding -> finding.evidence().stream())
        .toList();
  }

  @Test
  void onASingleCoreItSaysWhatItCannotTell() {
    assertThat(unseen(findings(MeasuredCase.tcp().watched(CoreTimes.cores(1, 10)), 1e9, 1e9, 1e9)))
        .anyMatch(sentence -> sentence.startsWith("one core does everything"));
  }

  @Test
  void withTwoCoresItCanTellThemApart() {
    assertThat(unseen(findings(MeasuredCase.tcp().watched(CoreTimes.cores(2, 10)), 1e9, 1e9, 1e9)))
        .noneMatch(sentence -> sentence.startsWith("one core does everything"));
  }

  @Test
  void onASharedMachineItSaysThatOthersCannotBeSeen() {
    assertThat(unseen(findings(MeasuredCase.tcp().watched(CoreTimes.shared(10)), 1e9, 1e9, 1e9)))
        .containsExactly(
            "other guests of this machine took 10 % of the traffic's cores: what else they took"
                + " cannot be told");
    assertThat(unseen(findings(MeasuredCase.tcp().watched(CoreTimes.shared(1)), 1e9, 1e9, 1e9)))
        .isEmpty();
  }

  @Test
  void aKernelThatTellsNoWaitingIsSaid() {
    assertThat(
            unseen(findings(MeasuredCase.tcp().watched(CoreTimes.withoutWaits()), 1e9, 1e9, 1e9)))
        .anyMatch(sentence -> sentence.startsWith("this kernel does not tell how long"));
  }

  @Test
  void whatNobodyWatchedIsSaid() {
    assertThat(unseen(findings(MeasuredCase.tcp(), 1e9, 1e9, 1e9)))
        .containsExactly("no trial was watched: processors, interfaces and sockets are unknown");
  }

  @Test
  void fewTrialsAreSaid() {
    assertThat(findings(MeasuredCase.tcp(), 1e9))
        .extracting(Finding::cause)
        .contains(Cause.FEW_TRIALS);
    assertThat(findings(MeasuredCase.tcp(), 1e9, 1e9, 1e9))
        .extracting(Finding::cause)
        .doesNotContain(Cause.FEW_TRIALS);
  }
}
