package dev.linerate.cli;

import dev.linerate.analysis.compare.Terms;
import dev.linerate.analysis.compare.Trait;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What a comparison takes for a difference, shared by the verbs that compare. */
final class ComparisonTerms {
  @Option(
      names = "--margin",
      paramLabel = "PERCENT",
      defaultValue = "1%",
      description = "a smaller difference does not matter (default: ${DEFAULT-VALUE})")
  private Percentage margin = new Percentage(0.01);

  @Option(
      names = "--across",
      split = ",",
      paramLabel = "TRAIT",
      description = {
        "may differ, because that is what is compared:",
        "link, mtu, tool, offloads, flow, pinning"
      })
  private List<Trait> across = List.of();

  Terms terms() {
    return new Terms(margin.share(), Set.copyOf(across));
  }
}
