package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.explain.Cause;
import dev.linerate.explain.Claim;
import dev.linerate.explain.Experiment;
import dev.linerate.explain.Explanation;
import dev.linerate.explain.Finding;
import dev.linerate.explain.Measure;
import dev.linerate.explain.Proof;
import dev.linerate.explain.Proposal;
import dev.linerate.plan.Pinning;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProofTextTest {
  private static final ReportModel MODEL = ReportModel.of(experiment());
  private static final Proof PROOF = MODEL.proof().orElseThrow();

  /**
   * A run as an experiment leaves it: Open vSwitch as the case that was, the host as the changed.
   */
  static Run experiment() {
    Run run = SampleRun.quickstart();
    Claim claim =
        new Claim("20261121-1", 2, Cause.SHARED_CORE, "pinning auto", Measure.BITRATE, 5, 1);
    return new Run(
        run.id(),
        run.plan(),
        run.started(),
        run.ended(),
        run.state(),
        run.version(),
        run.hosts(),
        run.link(),
        run.repeat(),
        new Platform(claim.facts()),
        run.networks(),
        run.cases());
  }

  @Test
  void theHeadlineIsTheEffectWithItsIntervalAndTrials() {
    assertThat(ProofText.headline(PROOF))
        .matches("pinning auto: 3\\.\\d times \\[3[.\\d]*, 3[.\\d]*\\], n=3\\+3");
  }

  @Test
  void bothCasesAndTheRunAreTold() {
    assertThat(ProofText.lines(PROOF))
        .anyMatch(line -> line.startsWith("as it was: ") && line.endsWith("n=3"))
        .anyMatch(line -> line.startsWith("changed: 31.") && line.endsWith("n=3"))
        .anyMatch(line -> line.contains("did not show the cause this time"))
        .last()
        .isEqualTo("All trials: linerate results show " + PROOF.run().id());
  }

  @Test
  void theVerdictNamesTheCause() {
    assertThat(ProofText.sentence(PROOF))
        .isEqualTo(
            "Shown: sender and receiver share a core; with that changed, the case is faster.");
  }

  @Test
  void everyReportOfTheExperimentHasIt() {
    String headline = ProofText.headline(PROOF);
    assertThat(TerminalTable.of(MODEL, 200, false)).contains(headline);
    assertThat(MarkdownReport.of(MODEL).replace("\\", "")).contains(headline);
    assertThat(HtmlReport.of(MODEL)).contains("experiment for LR-CPU-02");
  }

  private static Proving proving() {
    Explanation explanation = MODEL.explanations().getFirst();
    Finding finding = explanation.findings().getFirst();
    return new Proving(
        explanation,
        List.of(
            new Proposal(finding, Optional.of(new Experiment.Pinned(Pinning.AUTO)), ""),
            new Proposal(finding, Optional.empty(), "It cannot be changed from here.")),
        List.of(PROOF));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 200})
  void theProofFitsTheTerminal(int columns) {
    String text = ExplanationText.proven(MODEL, List.of(proving()), columns, false);

    assertThat(text.lines()).allMatch(line -> DisplayWidth.of(line) <= columns);
    assertThat(text).contains(" A|B pinning auto: ", "was not tried.").endsWith("\n");
  }

  @Test
  void programsGetBothWhatWasProvenAndWhatWasNotTried() {
    JsonNode json =
        JsonMapper.shared().readTree(ExplanationJson.proven(List.of(proving()))).path(0);

    assertThat(json.at("/proofs/0/id").asString()).isEqualTo("LR-CPU-02");
    assertThat(json.at("/proofs/0/effect/n_changed").asInt()).isEqualTo(3);
    assertThat(json.at("/not_tried/0/reason").asString())
        .isEqualTo("It cannot be changed from here.");
    assertThat(json.path("findings").isEmpty()).isFalse();
  }
}
