package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.result.CaseRecord;
import dev.linerate.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhyTest {
  private static final Run RUN = SampleRun.quickstart();
  private static final ReportModel MODEL = ReportModel.of(RUN);
  private static final ReportModel BLIND = ReportModel.of(SampleRun.watched(RUN, Optional.empty()));

  @Test
  void aLineForEachCaseWithACauseThatAccountsForMost() {
    assertThat(Why.lines(MODEL))
        .contains(
            "ovs-bridge, same host, TCP: the sender's core is saturated (100 %)",
            "vxlan, cross host, UDP 920 Mbit/s: datagrams are lost on the path (100 %)")
        .noneMatch(line -> line.startsWith("vxlan, cross host, TCP"));
    assertThat(TerminalTable.of(MODEL, 100, false))
        .contains("linerate explain says more")
        .contains("  docker-bridge, same host, TCP: the sender's core is saturated (");
    assertThat(MarkdownReport.of(MODEL))
        .contains("- docker-bridge, same host, TCP: the sender's core is saturated (");
  }

  @Test
  void atMostEightLines() {
    List<CaseRecord> many = new ArrayList<>();
    CaseRecord first = RUN.cases().getFirst();
    for (int i = 1; i <= 20; i++) {
      many.add(
          new CaseRecord(
              i,
              first.spec(),
              first.tool(),
              first.path(),
              first.status(),
              first.reason(),
              first.trials()));
    }
    List<String> lines = Why.lines(ReportModel.of(SampleRun.with(RUN, many)));

    assertThat(lines).hasSize(Why.MOST);
    assertThat(lines.getLast()).startsWith("13 more cases");
  }

  @Test
  void nothingIsSaidOfTcpThatWasNotWatched() {
    List<CaseRecord> tcp =
        BLIND.run().cases().stream().filter(c -> c.spec().flow().label().equals("tcp")).toList();
    ReportModel model = ReportModel.of(SampleRun.with(RUN, tcp));

    assertThat(Why.lines(model)).isEmpty();
    assertThat(TerminalTable.of(model, 100, false)).doesNotContain("linerate explain");
    assertThat(MarkdownReport.of(model)).doesNotContain("Why");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 200})
  void explanationsFitTheTerminal(int columns) {
    String text = ExplanationText.of(MODEL, MODEL.explanations(), columns, false);

    assertThat(text.lines()).allMatch(line -> DisplayWidth.of(line) <= columns);
    assertThat(text).contains("█").doesNotContain("\u001b");
  }

  @Test
  void explanationsHaveAPictureOfRateAndBusiestCore() {
    String text = ExplanationText.of(MODEL, MODEL.explanations(), 60, false);

    assertThat(text)
        .containsPattern("     bitrate  [▆▇█]{30} to 3\\d\\.\\d Gbit/s\n")
        .containsPattern("     core 0   [▇█]{30} 98 % busy\n");
  }

  @Test
  void whatWasNotWatchedHasNoPicture() {
    assertThat(ExplanationText.of(BLIND, BLIND.explanations(), 80, false))
        .doesNotContain("busy", "▇");
  }

  @Test
  void barsAreOfTheHighestAndGapsStayEmpty() {
    assertThat(
            Bars.of(
                List.of(
                    OptionalDouble.of(0),
                    OptionalDouble.empty(),
                    OptionalDouble.of(2),
                    OptionalDouble.of(9)),
                4))
        .isEqualTo("▁ ▅█");
  }
}
