package dev.linerate.cli;

import dev.linerate.explain.Cause;
import dev.linerate.explain.Explanation;
import dev.linerate.explain.Proof;
import dev.linerate.fault.LinerateException;
import dev.linerate.report.ExplanationJson;
import dev.linerate.report.ExplanationText;
import dev.linerate.report.Proving;
import dev.linerate.report.ReportModel;
import dev.linerate.store.ResultStore;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linerate explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Why each case of a run is as fast as it is, and no faster.",
      "Causes with what was seen of them, how much of the gap each accounts for, what to do.",
      "With --prove the case is measured again with and without the cause, in turns, and the",
      "effect is told with its confidence interval: pinning auto: +28 %% [24, 33], n=7+7."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linerate explain                       the last run",
      "  linerate explain 20261123-1015 3       its third case",
      "  linerate explain --network vxlan --format json",
      "  sudo linerate explain --prove                     each case's weightiest cause, last run",
      "  sudo linerate explain 20261123-1015 3 --prove --trials 10",
      "",
      "Exit codes: 0 ok, 2 usage, 3 unsupported here, 4 an experiment failed, 130 interrupted"
    })
final class ExplainVerb implements Callable<Integer> {
  @Mixin private ChosenRun run = new ChosenRun();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CASE",
      description = "a case's number, as in the run's JSON (default: all)")
  private @Nullable Integer number;

  @Option(names = "--network", paramLabel = "NAME", description = "only cases of this network")
  private @Nullable String network;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}")
  private ListFormat format = ListFormat.TABLE;

  private final Terminal terminal = Terminal.current();

  @Mixin private ProveFlags proof = new ProveFlags();

  @Override
  public Integer call() {
    proof.check();
    if (proof.prove) {
      OptionalInt elsewhere = Unshared.again(Wiring.machine());
      if (elsewhere.isPresent()) {
        return elsewhere.getAsInt();
      }
    }
    ReportModel model = ReportModel.of(run.overview());
    List<Explanation> chosen = model.explanations().stream().filter(this::wanted).toList();
    if (chosen.isEmpty()) {
      throw LinerateException.user(
          "no measured case of this run fits", "linerate results show lists them");
    }
    return proof.prove ? prove(model, chosen) : explain(model, chosen);
  }

  private int explain(ReportModel model, List<Explanation> chosen) {
    System.out.print(
        format == ListFormat.JSON
            ? ExplanationJson.of(chosen)
            : ExplanationText.of(model, chosen, terminal.columns(), colour()));
    if (format == ListFormat.TABLE) {
      model
          .proof()
          .map(shown -> ExplanationText.proof(model, shown, terminal.columns(), colour()))
          .ifPresent(System.out::print);
    }
    return Exit.OK;
  }

  private int prove(ReportModel model, List<Explanation> chosen) {
    refuseUnseen(chosen);
    try (ResultStore store = run.open()) {
      Prover prover = new Prover(model.run(), proof.trials(), proof.finding(), store);
      List<Proving> proven = prover.prove(chosen);
      System.out.print(
          format == ListFormat.JSON
              ? ExplanationJson.proven(proven)
              : ExplanationText.proven(model, proven, terminal.columns(), colour()));
      return prover.interrupted() ? Exit.INTERRUPTED : exitCode(proven);
    }
  }

  /** A finding that was asked for by name must be there. */
  private void refuseUnseen(List<Explanation> chosen) {
    Optional<Cause> finding = proof.finding();
    boolean seen =
        chosen.stream()
            .flatMap(explanation -> explanation.findings().stream())
            .anyMatch(f -> finding.isEmpty() || f.cause() == finding.get());
    if (!seen) {
      throw LinerateException.user(
          finding.map(cause -> cause.id() + " is no finding of").orElse("there are no findings of")
              + " what was chosen",
          "linerate explain lists the findings");
    }
  }

  private static int exitCode(List<Proving> proven) {
    boolean failed =
        proven.stream()
            .flatMap(proving -> proving.proofs().stream())
            .anyMatch(shown -> shown.verdict() == Proof.Verdict.INCOMPLETE);
    return failed ? Exit.FAILED : Exit.OK;
  }

  private boolean colour() {
    return terminal.colour() && terminal.outTerminal();
  }

  private boolean wanted(Explanation explanation) {
    boolean numbered = number == null || explanation.summary().record().number() == number;
    return numbered
        && (network == null || explanation.summary().record().spec().network().equals(network));
  }
}
