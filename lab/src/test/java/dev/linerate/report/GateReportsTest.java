package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.analysis.compare.Gate;
import dev.linerate.analysis.compare.Runs;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class GateReportsTest {
  private static final double[] FAST = {900e6, 904e6, 902e6, 899e6, 901e6};
  private static final double[] SLOW = {800e6, 803e6, 801e6, 799e6, 802e6};
  private static final String WHY = "50 % of \"it\" <failed>: h1, h2\nsecond line";

  private final Gate gate = Gate.of(baseline(), run(), 0.05, Set.of());

  private static Run baseline() {
    return Runs.named("base")
        .overlay("vxlan", FAST)
        .overlay("ovs-overlay", FAST)
        .overlay("macvlan", FAST)
        .overlay("ipvlan", FAST)
        .run();
  }

  private static Run run() {
    return Runs.named("new")
        .overlay("vxlan", SLOW)
        .overlay("ovs-overlay", FAST)
        .unmeasured(Runs.spec("macvlan", Placement.CROSS_HOST, Protocol.TCP), Status.FAILED, WHY)
        .unmeasured(
            Runs.spec("ipvlan", Placement.CROSS_HOST, Protocol.TCP), Status.SKIPPED, "no module")
        .run();
  }

  @Test
  void theTerminalHasTheWorstFirstAndTheSumLast() {
    String text = GateText.of(gate, 120, false);
    assertThat(text.lines().findFirst()).hasValue("broken     macvlan, TCP, cross-host");
    assertThat(text)
        .containsPattern(
            "slower     vxlan, TCP, cross-host\n"
                + " +11\\.1 % slower \\[−11\\.\\d %, −10\\.\\d %], p = 0\\.004: 801 Mbit/s against"
                + " 901 Mbit/s; nothing that is known")
        .contains("skipped    ipvlan")
        .endsWith("Gate failed: 1 of 3 cases slower by 5 % or more; 1 broken; 1 not compared\n");
  }

  @Test
  void junitIsXmlThatCountsRight() throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(GateJunit.of(gate).getBytes(StandardCharsets.UTF_8)));
    Element suite = document.getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("4");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-11-22T10:15:30");
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(4);
    Element error = (Element) suite.getElementsByTagName("error").item(0);
    assertThat(error.getAttribute("message")).contains("50 % of \"it\" <failed>: h1, h2");
  }

  /** As actions/toolkit escapes: % and line breaks in messages, colons and commas in titles too. */
  @Test
  void githubsCommandsAreEscaped() {
    assertThat(GateGithub.of(gate))
        .contains(
            "::error title=broken%3A macvlan%2C TCP%2C cross-host::failed in the other run: 50 %25"
                + " of \"it\" <failed>: h1, h2%0Asecond line\n")
        .contains("::error title=slower%3A vxlan%2C TCP%2C cross-host::11.1 %25 slower")
        .contains("::warning title=skipped%3A ipvlan")
        .endsWith("slower by 5 %25 or more; 1 broken; 1 not compared\n")
        .doesNotContain("ovs-overlay");
  }

  @Test
  void aGateThatPassesIsANotice() {
    Gate passed = Gate.of(baseline(), baseline(), 0.05, Set.of());
    assertThat(GateGithub.of(passed))
        .isEqualTo("::notice title=linerate gate::passed: 0 of 4 cases slower by 5 %25 or more\n");
  }

  @Test
  void jsonKeepsToItsSchema() {
    String json = GateJson.of(gate);
    assertThat(SchemaFile.problems("gate.schema.json", json)).isEmpty();
    assertThat(json).contains("\"outcome\" : \"regressed\"", "\"failed\" : true");
  }
}
