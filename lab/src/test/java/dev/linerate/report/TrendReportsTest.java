package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.analysis.compare.Runs;
import dev.linerate.analysis.compare.Trend;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrendReportsTest {
  private final TrendModel model = TrendModel.of(trend());

  private static Trend trend() {
    Trend.Collector collector = new Trend.Collector("vxlan");
    double[] medians = {908e6, 909e6, 907e6, 860e6, 862e6};
    for (int day = 0; day < medians.length; day++) {
      collector.add(
          Runs.named("2026112" + day)
              .started(Instant.parse("2026-11-20T08:00:00Z").plusSeconds(86_400L * day))
              .fact("kernel.release", day < 3 ? "6.1.0" : "6.18.<5>")
              .overlay("vxlan", medians[day] - 2e6, medians[day], medians[day] + 1e6)
              .run());
    }
    return collector.trend();
  }

  @Test
  void theTerminalShowsTheDropAndTheKernel() {
    assertThat(TrendText.of(model, false))
        .startsWith("vxlan: Cross host, TCP, 1 Gbit/s, MTU 1500, by iperf3\n")
        .containsPattern("\n  [█▇]{3}[▁▂▃▄▅]{2}  819 … 910 Mbit/s\n")
        .containsPattern(
            "2026-11-23 08:00 +20261123 +860 Mbit/s \\[858, 861] n=3 +kernel 6\\.1\\.0 →");
  }

  @Test
  void jsonKeepsToItsSchema() {
    assertThat(SchemaFile.problems("trend.schema.json", TrendJson.of(model.trend()))).isEmpty();
  }

  @Test
  void thePageMarksTheChange() {
    String html = TrendHtml.of(model);
    assertThat(html)
        .containsOnlyOnce("<line class=\"change\"")
        .contains("kernel 6.1.0 → 6.18.&lt;5&gt;")
        .doesNotContainPattern("(src|href)=\"(?!#)");
  }
}
