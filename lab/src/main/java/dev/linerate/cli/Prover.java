package dev.linerate.cli;

import dev.linerate.explain.Cause;
import dev.linerate.explain.Experiment;
import dev.linerate.explain.ExperimentPlan;
import dev.linerate.explain.Experiments;
import dev.linerate.explain.Explanation;
import dev.linerate.explain.Proof;
import dev.linerate.explain.Proposal;
import dev.linerate.report.Proving;
import dev.linerate.report.ReportModel;
import dev.linerate.result.Run;
import dev.linerate.run.Offloads;
import dev.linerate.run.PacketSteering;
import dev.linerate.run.RunExtras;
import dev.linerate.run.Runner;
import dev.linerate.run.Treatment;
import dev.linerate.store.ResultStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Carries out experiments: each is an ordinary run of its own. */
final class Prover {
  private final Run run;
  private final int trials;
  private final Optional<Cause> wanted;
  private final DockerChoice docker;
  private final Runner runner;
  private boolean interrupted;

  /**
   * A prover of findings of one run.
   *
   * @param wanted the finding to prove; empty takes the weightiest that can be proven
   * @param store where the experiments' runs are kept
   */
  Prover(Run run, int trials, Optional<Cause> wanted, ResultStore store) {
    this.run = run;
    this.trials = trials;
    this.wanted = wanted;
    this.docker = DockerChoice.of(run.platform());
    this.runner =
        new Runner(
            Wiring.runParts(),
            docker.drivers(),
            Wiring.tools(OptionalInt.empty()),
            store,
            Terminal.current().progress(),
            Clock.systemUTC());
  }

  /** Proves what can be proven of each case, one after the other, until it is interrupted. */
  List<Proving> prove(List<Explanation> cases) {
    List<Proving> proven = new ArrayList<>();
    for (Explanation explanation : cases) {
      proven.add(prove(explanation));
    }
    return proven;
  }

  /** Whether somebody has ended it. */
  boolean interrupted() {
    return interrupted;
  }

  private Proving prove(Explanation explanation) {
    List<Proposal> proposals =
        Experiments.of(explanation, run).stream().filter(this::isWanted).toList();
    List<Proof> proofs =
        proposals.stream()
            .filter(proposal -> proposal.experiment().isPresent())
            .limit(interrupted ? 0 : 1)
            .flatMap(proposal -> carryOut(explanation, proposal).stream())
            .toList();
    return new Proving(explanation, proposals, proofs);
  }

  private boolean isWanted(Proposal proposal) {
    return wanted.isEmpty() || wanted.get() == proposal.finding().cause();
  }

  private Optional<Proof> carryOut(Explanation explanation, Proposal proposal) {
    Cause cause = proposal.finding().cause();
    Experiment experiment = proposal.experiment().orElseThrow();
    ExperimentPlan plan =
        ExperimentPlan.of(run, explanation.summary().record(), cause, experiment, trials);
    System.err.println(
        "experiment: " + experiment.words() + ", for " + cause.id() + " " + cause.title());
    Run experimented = runner.execute(plan.plan(), extras(plan));
    interrupted = experimented.state() == Run.State.INTERRUPTED;
    return ReportModel.of(experimented).proof();
  }

  private RunExtras extras(ExperimentPlan plan) {
    Map<String, String> facts = new LinkedHashMap<>(docker.facts());
    facts.putAll(plan.claim().facts());
    return new RunExtras(facts, treatments(plan));
  }

  private static Map<Integer, Treatment> treatments(ExperimentPlan plan) {
    return switch (plan.experiment()) {
      case Experiment.OffloadsOn _ -> treatments(plan, Offloads.off(), Offloads.on());
      case Experiment.ReceiveOffloadOn _ ->
          treatments(plan, Offloads.receiveOff(), Offloads.receiveOn());
      case Experiment.Steered steered ->
          Map.of(plan.claim().changed(), PacketSteering.to(steered.core()));
      default -> Map.of();
    };
  }

  private static Map<Integer, Treatment> treatments(
      ExperimentPlan plan, Treatment original, Treatment changed) {
    return Map.of(plan.claim().original(), original, plan.claim().changed(), changed);
  }
}
