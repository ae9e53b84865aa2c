package dev.linerate.report;

import dev.linerate.analysis.RatioInterval;
import dev.linerate.analysis.compare.ComparedCase;
import dev.linerate.analysis.compare.Contrast;
import dev.linerate.analysis.compare.FactDifference;
import dev.linerate.analysis.compare.RunComparison;
import dev.linerate.plan.Placement;
import dev.linerate.result.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A comparison with all that is text in it: what its reports are functions of.
 *
 * @param blocks same host first, then cross host
 * @param scale of all intervals
 */
public record ComparisonModel(RunComparison comparison, List<Block> blocks, RatioScale scale) {
  public ComparisonModel {
    blocks = List.copyOf(blocks);
  }

  /** The cases of one placement. */
  record Block(String title, List<ComparisonRow> rows) {}

  /**
   * One of the runs.
   *
   * @param letter what the tables call it
   * @param machine processor and kernel, as far as known
   */
  record Head(String letter, String id, String plan, String started, String machine) {}

  public static ComparisonModel of(RunComparison comparison) {
    List<Block> blocks =
        Arrays.stream(Placement.values())
            .map(placement ->
                new Block(
                    placement == Placement.SAME_HOST ? "Same host" : "Cross host",
                    rows(comparison, placement)))
            .filter(block -> !block.rows().isEmpty())
            .toList();
    List<RatioInterval> intervals =
        blocks.stream()
            .flatMap(block -> block.rows().stream())
            .flatMap(row -> row.interval().stream())
            .toList();
    return new ComparisonModel(comparison, blocks, RatioScale.of(intervals));
  }

  static String letter(int run) {
    return Character.toString('A' + run);
  }

  List<Head> heads() {
    List<Head> heads = new ArrayList<>();
    for (Run run : comparison.runs()) {
      heads.add(
          new Head(
              letter(heads.size()),
              run.id(),
              run.plan(),
              HtmlPage.TIME.format(run.started()),
              machine(run.platform().facts())));
    }
    return heads;
  }

  /** What differs between the platforms of A and of another run. */
  record Differences(String letter, List<FactDifference> facts) {}

  List<Differences> differences() {
    List<Differences> differences = new ArrayList<>();
    for (int i = 1; i < comparison.runs().size(); i++) {
      differences.add(new Differences(letter(i), comparison.facts(i)));
    }
    return differences;
  }

  /** Whether rows must say which run they are of. */
  boolean several() {
    return comparison.runs().size() > 2;
  }

  /** How to read the table, as sentences. */
  List<String> reading() {
    long judged = comparison.judged().size();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "A ratio stands with its 95 % confidence interval; the unit is the trial."
            + " Verdicts are of received bit rate, or of transactions a second.");
    if (judged > 1) {
      sentences.add(
          "Of "
              + judged
              + " intervals about "
              + Text.decimals(1, judged * 0.05)
              + " miss the truth by chance: linerate gate corrects for that.");
    }
    return sentences;
  }

  private static List<ComparisonRow> rows(RunComparison comparison, Placement placement) {
    return comparison.cases().stream()
        .filter(c -> c.spec().placement() == placement)
        .flatMap(ComparisonModel::rows)
        .toList();
  }

  private static Stream<ComparisonRow> rows(ComparedCase compared) {
    List<ComparisonRow> rows = new ArrayList<>();
    for (Contrast contrast : compared.contrasts()) {
      String letter = letter(rows.size() + 1);
      rows.add(ComparisonRow.of(compared.spec(), letter, contrast));
    }
    return rows.stream();
  }

  private static String machine(Map<String, String> facts) {
    String kernel =
        Optional.ofNullable(facts.get("kernel.release")).map(k -> "kernel " + k).orElse("");
    return Text.join(", ", List.of(facts.getOrDefault("cpu.model", ""), kernel));
  }
}
