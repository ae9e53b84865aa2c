package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Run;
import dev.linerate.result.Search;
import dev.linerate.result.Trial;
import dev.linerate.unit.BitRate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run whose UDP rates were searched for. */
class SearchedTest {
  private static final ReportModel MODEL = model(Optional.empty(), false);

  private static ReportModel model(Optional<String> unmet, boolean senderLimited) {
    Run run = SampleRun.quickstart();
    Search search =
        new Search(
            Optional.of(new BitRate(904e6)),
            Optional.of(new BitRate(908.4e6)),
            27,
            senderLimited,
            unmet);
    return ReportModel.of(
        SampleRun.with(run, run.cases().stream().map(c -> searched(c, search)).toList()));
  }

  private static CaseRecord searched(CaseRecord record, Search search) {
    CaseSpec spec = record.spec();
    if (spec.flow().protocol() == Protocol.TCP) {
      return record;
    }
    return new CaseRecord(
        record.number(),
        new CaseSpec(
            spec.network(),
            spec.placement(),
            spec.flow().withRate(new Rate.Search(0.0001)),
            spec.pinning()),
        record.tool(),
        record.path(),
        record.status(),
        record.reason(),
        record.trials().stream().map(trial -> with(trial, search)).toList());
  }

  private static Trial with(Trial trial, Search search) {
    return new Trial(
        trial.repeat(),
        trial.started(),
        trial.status(),
        trial.reason(),
        trial.totals(),
        Optional.of(search),
        trial.intervals(),
        trial.toolVersion(),
        trial.commands(),
        trial.telemetry());
  }

  @Test
  void theTableSaysSo() {
    assertThat(TerminalTable.of(MODEL, 120, false))
        .containsPattern("vxlan +908 .*904 \\[903, 905\\] n=3 † +search ≤0.0001")
        .containsOnlyOnce("·  † highest rate without loss (ratio ≤ 0.0001)");
    assertThat(MarkdownReport.of(MODEL)).contains("n=3 †").contains("† highest rate without loss");
    assertThat(HtmlReport.of(MODEL)).contains("904.0 Mbit/s / 908.4 Mbit/s", "† highest rate");
  }

  @Test
  void whatALimitOtherThanTheNetworkIsSaid() {
    assertThat(TerminalTable.of(model(Optional.of("the time is used up"), true), 400, false))
        .contains("3 of 3 searches did not reach their goal: the time is used up")
        .contains("in 3 of 3 searches the sender was the limit");
  }

  @Test
  void jsonHasTheBounds() {
    String json = RunJson.of(MODEL);
    assertThat(RunJsonTest.violations(json)).isEmpty();
    List<JsonNode> trials = JsonMapper.shared().readTree(json).findValues("search");
    assertThat(trials)
        .isNotEmpty()
        .allSatisfy(search -> {
          assertThat(search.get("lower_bound").asLong()).isEqualTo(904_000_000);
          assertThat(search.get("upper_bound").asLong()).isEqualTo(908_400_000);
          assertThat(search.get("tests").asInt()).isEqualTo(27);
        });
    assertThat(json).contains("\"loss_ratio\" : 1.0E-4");
  }
}
