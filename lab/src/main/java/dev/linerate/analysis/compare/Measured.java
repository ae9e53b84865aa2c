package dev.linerate.analysis.compare;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.plan.CaseSpec;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import java.util.List;

/** A case within its run. */
public record Measured(Run run, CaseSummary summary) {
  CaseSpec spec() {
    return summary.record().spec();
  }

  /** Received bit/s of each measured trial. */
  public double[] bitrates() {
    return summary.totals().stream().mapToDouble(Totals::bitsPerSecond).toArray();
  }

  /** How the tool names itself, in each of its versions that measured. */
  List<String> tools() {
    return summary.record().trials().stream()
        .filter(trial -> trial.status() == Status.MEASURED)
        .map(Trial::toolVersion)
        .map(version -> version.isBlank() ? summary.record().tool() : version)
        .distinct()
        .toList();
  }
}
