package dev.linerate.analysis.compare;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.plan.CaseSpec;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import dev.linerate.result.Trial;
import java.util.List;
import java.util.OptionalDouble;

/** A case within its run. */
public record Measured(Run run, CaseSummary summary) {
  CaseSpec spec() {
    return summary.record().spec();
  }

  /** Received bit/s of each measured trial. */
  public double[] bitrates() {
    return values(Metric.BITRATE);
  }

  /** A figure of each measured trial that has it. */
  double[] values(Metric metric) {
    return summary.totals().stream()
        .map(metric::of)
        .flatMapToDouble(OptionalDouble::stream)
        .toArray();
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
