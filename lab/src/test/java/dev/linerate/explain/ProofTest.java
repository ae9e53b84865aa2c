package dev.linerate.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.explain.Proof.Verdict;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProofTest {
  private static final Claim CLAIM =
      new Claim("20261122-1", 3, Cause.SHARED_CORE, "pinning auto", Measure.BITRATE, 1, 2);

  private static final double[] SLOW = {10e9, 10.1e9, 10.2e9, 9.9e9};
  private static final double[] FAST = {20e9, 20.1e9, 20.2e9, 19.9e9};

  private static Proof proof(Claim claim, CaseRecord... cases) {
    Run run = MeasuredCase.run(claim.facts(), cases);
    return Proof.of(run, MeasuredCase.explanations(run)).orElseThrow();
  }

  private static Proof proof(double[] before, double[] after) {
    return proof(CLAIM, MeasuredCase.tcp().record(1, before), MeasuredCase.tcp().record(2, after));
  }

  @Test
  void aClaimIsReadBackFromTheRunsFacts() {
    assertThat(Claim.of(new Platform(CLAIM.facts()))).contains(CLAIM);
  }

  @Test
  void anOrdinaryRunIsNoExperiment() {
    Run run = MeasuredCase.run(Map.of("cpu.count", "2"), MeasuredCase.tcp().record(1, SLOW));
    assertThat(Proof.of(run, MeasuredCase.explanations(run))).isEmpty();
  }

  @Test
  void factsThatSomebodyDamagedAreNoClaim() {
    Map<String, String> facts = new HashMap<>(CLAIM.facts());
    facts.put("experiment.measure", "taste");
    assertThat(Claim.of(new Platform(facts))).isEmpty();
    facts.putAll(CLAIM.facts());
    facts.put("experiment.finding", "LR-NONE-01");
    assertThat(Claim.of(new Platform(facts))).isEmpty();
    facts.putAll(CLAIM.facts());
    facts.put("experiment.changed_case", "99999999999");
    assertThat(Claim.of(new Platform(facts))).map(Claim::changed).contains(0);
  }

  @Test
  void anIntervalAboveNoneShowsTheCause() {
    Proof proof = proof(SLOW, FAST);
    assertThat(proof.verdict()).isEqualTo(Verdict.SHOWN);
    assertThat(proof.effect().orElseThrow().text()).startsWith("+100 % [9").endsWith("], n=4+4");
  }

  @Test
  void anIntervalThatSpansNoneShowsNothing() {
    assertThat(proof(SLOW, SLOW).verdict()).isEqualTo(Verdict.NONE);
  }

  @Test
  void aChangeThatHarmsIsToldSo() {
    assertThat(proof(FAST, SLOW).verdict()).isEqualTo(Verdict.WORSE);
  }

  @Test
  void twoTrialsDecideNothing() {
    assertThat(proof(new double[] {1e9, 1.1e9}, new double[] {5e9, 5.1e9, 5.2e9}).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void aCaseThatDeliveredNothingAndNowDoesIsRevived() {
    assertThat(proof(new double[] {0, 0, 0, 0}, FAST).verdict()).isEqualTo(Verdict.REVIVED);
  }

  @Test
  void aCaseWithoutTrialsMakesItIncomplete() {
    Proof proof = proof(SLOW, new double[] {});
    assertThat(proof(new double[] {}, FAST).verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(proof.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(proof.reason())
        .hasValueSatisfying(why -> assertThat(why).contains("nothing arrived"));
  }

  @Test
  void lessLossIsShownByLossThoughNoMoreArrives() {
    Claim claim =
        new Claim("20261122-1", 3, Cause.OVEROFFERED, "rate 800 Mbit/s", Measure.DELIVERY, 1, 2);
    Proof proof =
        proof(
            claim,
            MeasuredCase.udp(2e9, 0.5).record(1, SLOW),
            MeasuredCase.udp(0.8e9, 0).record(2, SLOW));
    assertThat(proof.verdict()).isEqualTo(Verdict.SHOWN);
  }

  @Test
  void theSameCaseAgainIsNoComparison() {
    Claim claim =
        new Claim("20261122-1", 3, Cause.FEW_TRIALS, "more trials", Measure.BITRATE, 1, 1);
    assertThat(proof(claim, MeasuredCase.tcp().record(1, SLOW)).verdict())
        .isEqualTo(Verdict.REPEATED);
  }

  @Test
  void itIsSaidWhetherTheCauseWasThereAgain() {
    Claim few = new Claim("20261122-1", 3, Cause.FEW_TRIALS, "pinning auto", Measure.BITRATE, 1, 2);
    assertThat(
            proof(
                    few,
                    MeasuredCase.tcp().record(1, 1e9, 2e9),
                    MeasuredCase.tcp().record(2, 1e9, 2e9))
                .seenAgain())
        .isTrue();
    assertThat(proof(SLOW, FAST).seenAgain()).isFalse();
  }
}
