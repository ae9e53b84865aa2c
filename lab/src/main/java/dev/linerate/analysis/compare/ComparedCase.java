package dev.linerate.analysis.compare;

import dev.linerate.plan.CaseSpec;
import java.util.List;

/**
 * One case of a comparison.
 *
 * @param spec the base run's, or that of the first run that has it
 * @param contrasts one for each further run
 */
public record ComparedCase(CaseSpec spec, List<Contrast> contrasts) {
  public ComparedCase {
    contrasts = List.copyOf(contrasts);
  }
}
