package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.analysis.compare.Runs;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.Run;
import dev.linerate.result.Side;
import dev.linerate.result.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LevelsTest {
  /** The container network study, §49.2.1: Docker bridge on Kunpeng 920, unpinned, Gbit/s. */
  private static final double[] KUNPENG = {
    34.9, 34.9, 34.5, 34.7, 34.5, 34.5, 34.7, 35.1, 30.7, 20.0, 13.8, 20.8, 16.5, 14.2, 15.8, 15.4,
    30.9, 35.4, 35.5, 35.3, 35.7, 35.7
  };

  private static Run kunpeng(int seconds) {
    Run run =
        Runs.named("kunpeng")
            .measured(
                Runs.spec("docker-bridge", Placement.SAME_HOST, Protocol.TCP),
                27e9,
                28e9,
                27.5e9,
                27.2e9,
                9e9)
            .run();
    CaseRecord record = run.cases().getFirst();
    List<Trial> trials = new ArrayList<>(record.trials());
    Trial first = trials.getFirst();
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < seconds; i++) {
      intervals.add(interval(i, KUNPENG[i]));
    }
    trials.set(
        0,
        new Trial(
            1,
            first.started(),
            first.status(),
            first.reason(),
            first.totals(),
            intervals,
            first.toolVersion(),
            List.of()));
    return SampleRun.with(
        run,
        List.of(
            new CaseRecord(
                1,
                record.spec(),
                record.tool(),
                record.path(),
                record.status(),
                record.reason(),
                trials)));
  }

  private static Interval interval(int second, double gigabits) {
    OptionalLong none = OptionalLong.empty();
    return new Interval(
        Side.RECEIVER,
        false,
        0,
        second,
        1,
        Math.round(gigabits * 1e9 / 8),
        none,
        none,
        none,
        none,
        OptionalDouble.empty(),
        none,
        none,
        none,
        false);
  }

  @Test
  void theStudysCurveIsToldInThreeStretches() {
    ReportModel model = ReportModel.of(kunpeng(22));
    assertThat(Levels.remarks(model))
        .containsExactly(
            "docker-bridge, same host, TCP, trial 1 changed its level: 34.3 Gbit/s until 9 s,"
                + " 16.6 Gbit/s until 16 s, 34.8 Gbit/s after it");
    assertThat(TerminalTable.of(model, 200, false)).contains("changed its level: 34.3 Gbit/s");
    assertThat(HtmlReport.of(model)).contains("changed its level");
  }

  @Test
  void theChartDrawsAndNamesWhereALevelChanges() {
    Chart chart = Chart.of(ReportModel.of(kunpeng(22)).summaries().getFirst());
    Panel rates = chart.panels().getFirst();
    assertThat(rates.changes())
        .extracting(Panel.Level::name)
        .containsExactly("level from 9 s", "level from 16 s");
    assertThat(Panel.place(rates.changes().getFirst(), 22)).startsWith("left:40.9");
    assertThat(Panel.place(rates.changes().getLast(), 22)).startsWith("right:27.3");
    String svg = rates.svg(chart.seconds());
    assertThat(svg.split("class=\"level t0\"", -1)).as("three levels").hasSize(4);
    assertThat(svg.split("class=\"change t0\"", -1)).as("two changes").hasSize(3);
    Chart brief = Chart.of(ReportModel.of(kunpeng(8)).summaries().getFirst());
    assertThat(brief.panels().getFirst().changes()).isEmpty();
  }

  @Test
  void jsonHasLevelsAndOutliersAndKeepsToItsSchema() {
    String json = RunJson.of(ReportModel.of(kunpeng(22)));
    assertThat(json).containsOnlyOnce("\"levels\"").containsOnlyOnce("\"outlier\" : true");
    assertThat(SchemaFile.problems("run.schema.json", json)).isEmpty();
  }

  @Test
  void aFewSamplesTellNothing() {
    Trial brief = kunpeng(12).cases().getFirst().trials().getFirst();
    assertThat(Levels.of(brief, Duration.ofSeconds(1))).isEmpty();
  }

  @Test
  void theTableOfTrialsMarksTheOutlierAndKeepsIt() {
    ReportModel model = ReportModel.of(kunpeng(22));
    TrialTable table = TrialTable.of(model.summaries().getFirst());
    assertThat(table.lines().getLast().cells().getFirst()).isEqualTo("9.00 (outlier)");
    assertThat(table.lines().getFirst().cells().getFirst()).isEqualTo("27.0");
    assertThat(model.summaries().getFirst().bitrate().orElseThrow().n()).isEqualTo(5);
  }
}
