package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.analysis.RatioInterval;
import dev.linerate.analysis.compare.RunComparison;
import dev.linerate.analysis.compare.Runs;
import dev.linerate.analysis.compare.Terms;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonReportsTest {
  private static final double[] FAST = {900e6, 904e6, 902e6, 899e6, 901e6};
  private static final double[] SLOW = {876e6, 880e6, 878e6, 875e6, 877e6};

  private final ComparisonModel model = model(kunpeng(), intel());

  private static Run kunpeng() {
    return Runs.named("20261123-101530-kunpe")
        .fact("cpu.model", "Kunpeng 920-6426")
        .fact("kernel.release", "4.14.0")
        .overlay("docker-overlay", FAST)
        .overlay("ovs-overlay", FAST)
        .bridge("docker-bridge", 35e9, 34e9, 35.5e9)
        .unmeasured(
            Runs.spec("macvlan", Placement.CROSS_HOST, Protocol.TCP),
            Status.SKIPPED,
            "<no> \"wired\" parent & none | asked for")
        .run();
  }

  private static Run intel() {
    return Runs.named("20261123-113000-intel")
        .fact("cpu.model", "Intel(R) Xeon(R) Gold 6248")
        .fact("kernel.release", "4.14.0")
        .overlay("docker-overlay", SLOW)
        .overlay("ovs-overlay", FAST)
        .bridge("docker-bridge", 25e9, 25.2e9, 24.8e9)
        .run();
  }

  private static ComparisonModel model(Run... runs) {
    return ComparisonModel.of(RunComparison.of(List.of(runs), Terms.USUAL));
  }

  @Test
  void theTerminalShowsNumbersPictureVerdictAndCause() {
    String text = ComparisonText.of(model, 160, false);
    assertThat(text)
        .contains("A  20261123-101530-kunpe, test, 22 Nov 2026, 10:15 UTC, Kunpeng 920-6426")
        .containsPattern(
            "docker-overlay, TCP +901 Mbit/s \\[899, 904] n=5 +877 Mbit/s \\[875, 880] n=5 +0\\.973"
                + " \\[0\\.970, 0\\.97\\d] .*●.* +slower +0\\.00\n"
                + " +put down to cpu.model Kunpeng 920-6426 → Intel\\(R\\) Xeon\\(R\\) Gold 6248")
        .containsPattern("ovs-overlay, TCP .* 1\\.000 .*no difference shown")
        .contains("skipped in the first run: <no> \"wired\" parent")
        .doesNotContain("\u001b");
  }

  @Test
  void itFitsTheTerminalWhereItCan() {
    for (int columns : new int[] {90, 120, 200}) {
      assertThat(ComparisonText.of(model, columns, false).lines())
          .allMatch(line -> DisplayWidth.of(line) <= columns);
    }
  }

  @Test
  void coloursOnlyAdd() {
    String coloured = ComparisonText.of(model, 140, true);
    assertThat(coloured).contains("\u001b[31mslower");
    assertThat(coloured.replaceAll("\u001b\\[\\d*m", "").replaceAll(" +\n", "\n"))
        .isEqualTo(ComparisonText.of(model, 140, false));
  }

  @Test
  void severalRunsAreTold() {
    ComparisonModel three = model(kunpeng(), intel(), kunpeng());
    assertThat(ComparisonText.of(three, 160, false))
        .contains("docker-bridge, TCP, B", "docker-bridge, TCP, C", "other / A");
    assertThat(ComparisonHtml.of(three)).contains("C against A");
  }

  @Test
  void markdownEscapesWhatWouldBreakItsTable() {
    assertThat(ComparisonMarkdown.of(model))
        .contains("| **A** | 20261123-101530-kunpe |")
        .containsPattern(
            "\\| docker-bridge, TCP \\| 35.0 Gbit/s .* \\*\\*slower\\*\\*: put down to ")
        .contains("parent & none \\| asked for");
  }

  @Test
  void jsonKeepsToItsSchema() {
    String json = ComparisonJson.of(model.comparison());
    assertThat(SchemaFile.problems("comparison.schema.json", json)).isEmpty();
    assertThat(json).contains("\"verdict\" : \"slower\"", "\"method\" : \"bootstrap\"");
  }

  @Test
  void theSchemaRefusesAWrongWord() {
    String json = ComparisonJson.of(model.comparison()).replace("\"slower\"", "\"slow\"");
    assertThat(SchemaFile.problems("comparison.schema.json", json)).isNotEmpty();
  }

  @Test
  void thePageIsCompleteAndLoadsNothing() {
    String html = ComparisonHtml.of(model);
    assertThat(html)
        .contains("<svg class=\"forest slower\"", "<svg class=\"forest no-difference\"")
        .contains("&lt;no&gt;")
        .contains("A against B", "Kunpeng 920-6426")
        .doesNotContain("<no>")
        .doesNotContainPattern("(src|href)=\"(?!#)")
        .doesNotContainPattern("url\\(");
  }

  @Test
  void theScaleIsTheSameForHalfAndTwice() {
    RatioScale scale = new RatioScale(0.5, 2);
    assertThat(scale.at(1)).isEqualTo(0.5);
    assertThat(scale.at(0.5)).isZero();
    assertThat(scale.at(100)).isEqualTo(1);
    assertThat(scale.ticks()).contains(1.0).isSorted().allMatch(t -> t > 0.5 && t < 2);
  }

  @Test
  void oneFarOffDoesNotSqueezeTheOthers() {
    RatioInterval far =
        RatioInterval.of(new double[] {1, 1.1, 1.2}, new double[] {100, 110, 120}).orElseThrow();
    RatioScale scale = RatioScale.of(List.of(far));
    assertThat(scale.high()).isEqualTo(4);
    assertThat(Forest.text(far, scale, 11)).hasSize(11).endsWith("●");
  }
}
