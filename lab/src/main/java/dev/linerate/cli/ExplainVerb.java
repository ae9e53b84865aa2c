package dev.linerate.cli;

import dev.linerate.explain.Explanation;
import dev.linerate.fault.LinerateException;
import dev.linerate.report.ExplanationJson;
import dev.linerate.report.ExplanationText;
import dev.linerate.report.ReportModel;
import java.util.List;
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
      "Tells why each case of a run is as fast as it is, and no faster.",
      "Names causes, with what was seen of them, how much of the gap each accounts for, and what",
      "to do."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linerate explain                       the last run",
      "  linerate explain 20261123-1015 3       its third case",
      "  linerate explain --network vxlan --format json"
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

  @Override
  public Integer call() {
    ReportModel model = ReportModel.of(run.read());
    List<Explanation> chosen = model.explanations().stream().filter(this::wanted).toList();
    if (chosen.isEmpty()) {
      throw LinerateException.user(
          "no measured case of this run fits", "linerate results show lists them");
    }
    Terminal terminal = Terminal.current();
    System.out.print(
        format == ListFormat.JSON
            ? ExplanationJson.of(chosen)
            : ExplanationText.of(
                model, chosen, terminal.columns(), terminal.colour() && terminal.outTerminal()));
    return Exit.OK;
  }

  private boolean wanted(Explanation explanation) {
    boolean numbered = number == null || explanation.summary().record().number() == number;
    return numbered
        && (network == null || explanation.summary().record().spec().network().equals(network));
  }
}
