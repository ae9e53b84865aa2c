package dev.linerate.report;

import dev.linerate.plan.Pinning;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Run;

/**
 * What a run has more than one of, so that every row has to say which it is.
 *
 * @param tools whether several traffic tools measured
 * @param pinnings whether cases differ by their pinning
 */
record Several(boolean tools, boolean pinnings) {
  static Several of(Run run) {
    return new Several(
        run.cases().stream().map(CaseRecord::tool).distinct().count() > 1,
        run.cases().stream().map(record -> record.spec().pinning()).distinct().count() > 1);
  }

  /** {@code pin auto}; {@code pin none} only where there are others. */
  String pinning(Pinning pinning) {
    return pinning.equals(Pinning.NONE) && !pinnings ? "" : "pin " + pinning.word();
  }
}
