package dev.linerate.cli;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.imports.Imported;
import dev.linerate.imports.Problem;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Run;
import dev.linerate.unit.BitRate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is said when an import has ended. */
record ImportReport(List<Imported> imported, List<Problem> problems, long problemCount) {
  /** The line about problems that are not shown. */
  Optional<String> hidden() {
    long more = problemCount - problems.size();
    return more > 0 ? Optional.of("… and " + more + " problems more") : Optional.empty();
  }

  /** For people; empty when nothing was imported. */
  String text() {
    return imported.stream().map(ImportReport::text).collect(Collectors.joining("\n"));
  }

  private static String text(Imported imported) {
    Run run = imported.run();
    Listing cases = new Listing("CASE", "TOOL", "TRIALS", "RATE");
    for (CaseRecord record : run.cases()) {
      cases.row(
          record.spec().label(),
          record.tool(),
          Integer.toString(record.trials().size()),
          rate(run, record));
    }
    return "Imported as "
        + run.id()
        + ": "
        + imported.trials()
        + " trials, "
        + imported.intervals()
        + " intervals\n\n"
        + cases.text()
        + "\nIts table: linerate results show "
        + run.id()
        + "\n";
  }

  private static String rate(Run run, CaseRecord record) {
    CaseSummary summary = CaseSummary.of(record, run.link(), run.platform());
    Optional<String> transactions =
        summary
            .transactionRate()
            .map(rate -> String.format(Locale.ROOT, "%.0f trans/s", rate.median()));
    return transactions
        .or(() -> summary.bitrate().map(rate -> new BitRate(rate.median()).toString()))
        .orElse("failed");
  }

  /** The same for programs. */
  String json() {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode json = mapper.createObjectNode();
    ArrayNode runs = json.putArray("runs");
    for (Imported one : imported) {
      runs.addObject()
          .put("id", one.run().id())
          .put("cases", one.run().cases().size())
          .put("trials", one.trials())
          .put("intervals", one.intervals());
    }
    json.put("problems", problemCount);
    ArrayNode list = json.putArray("first_problems");
    for (Problem problem : problems) {
      list.addObject()
          .put("log", problem.log())
          .put("line", problem.line())
          .put("last_line", problem.last())
          .put("text", problem.text());
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }
}
