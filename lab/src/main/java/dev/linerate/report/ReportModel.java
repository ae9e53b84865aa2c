package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.HostBaseline;
import dev.linerate.explain.Explainer;
import dev.linerate.explain.Explanation;
import dev.linerate.explain.Proof;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run with everything that is recomputed from it: what all reports are functions of.
 *
 * @param summaries of the run's cases, in the order of the table; those of transactions, which it
 *     does not have, behind them
 * @param blocks the table: same host first, then cross host; none without cases
 * @param explanations of the cases that were tried, in the order of the table
 */
public record ReportModel(
    Run run, List<CaseSummary> summaries, List<TableBlock> blocks, List<Explanation> explanations) {
  public ReportModel {
    summaries = List.copyOf(summaries);
    blocks = List.copyOf(blocks);
    explanations = List.copyOf(explanations);
  }

  public static ReportModel of(Run run) {
    List<CaseSummary> all =
        HostBaseline.apply(
            run.cases().stream().map(c -> CaseSummary.of(c, run.link(), run.platform())).toList());
    List<CaseSummary> oneWay = all.stream().filter(s -> !s.isOfTransactions()).toList();
    List<TableBlock> blocks =
        Arrays.stream(Placement.values())
            .map(placement -> block(run, placement, at(placement, oneWay)))
            .filter(block -> !block.rows().isEmpty())
            .toList();
    List<CaseSummary> ordered =
        blocks.stream()
            .flatMap(block -> block.rows().stream())
            .flatMap(row -> row.summaries().stream())
            .toList();
    List<CaseSummary> whole =
        Stream.concat(ordered.stream(), all.stream().filter(CaseSummary::isOfTransactions))
            .toList();
    return new ReportModel(run, whole, blocks, new Explainer(ordered, run.platform()).all());
  }

  /** The cases whose payload goes one way: those with a bit rate to speak of. */
  List<CaseSummary> oneWay() {
    return summaries.stream().filter(s -> !s.isOfTransactions()).toList();
  }

  /** Why the case is as fast as it is; empty when it was not tried. */
  public Optional<Explanation> explanation(CaseSummary summary) {
    int number = summary.record().number();
    return explanations.stream()
        .filter(explanation -> explanation.summary().record().number() == number)
        .findFirst();
  }

  /** What the run showed, where it is an experiment. */
  public Optional<Proof> proof() {
    return Proof.of(run, explanations);
  }

  /** The network a case ran on; empty when the run does not know it. */
  public Optional<NetworkRecord> network(String driver) {
    return network(run, driver);
  }

  private static Optional<NetworkRecord> network(Run run, String driver) {
    return run.networks().stream().filter(n -> n.driver().equals(driver)).findFirst();
  }

  private static List<CaseSummary> at(Placement placement, List<CaseSummary> all) {
    return all.stream().filter(s -> s.record().spec().placement() == placement).toList();
  }

  private static TableBlock block(Run run, Placement placement, List<CaseSummary> cases) {
    List<TableRow> rows = new ArrayList<>();
    for (Map.Entry<String, List<CaseSummary>> group : byNetworkAndPinning(cases).entrySet()) {
      rows.addAll(rows(run, group.getValue()));
    }
    return TableBlock.of(placement, run.link(), rows);
  }

  private static Map<String, List<CaseSummary>> byNetworkAndPinning(List<CaseSummary> cases) {
    Map<String, List<CaseSummary>> groups = new LinkedHashMap<>();
    for (CaseSummary summary : cases) {
      String key = summary.record().spec().network() + " " + summary.record().spec().pinning();
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(summary);
    }
    return groups;
  }

  /**
   * The k-th TCP and the k-th UDP flow of a network share a row. The k-th rows of several tools
   * stand together, each with the ratio of the first tool's to it.
   */
  private static List<TableRow> rows(Run run, List<CaseSummary> cases) {
    List<List<TableRow>> ofTools =
        cases.stream()
            .map(summary -> summary.record().tool())
            .distinct()
            .map(tool -> rows(run, tool, cases))
            .toList();
    List<TableRow> first = ofTools.getFirst();
    List<TableRow> rows = new ArrayList<>();
    for (int i = 0; i < ofTools.stream().mapToInt(List::size).max().orElse(0); i++) {
      for (int tool = 0; tool < ofTools.size(); tool++) {
        if (i < ofTools.get(tool).size()) {
          TableRow row = ofTools.get(tool).get(i);
          rows.add(tool == 0 || i >= first.size() ? row : row.against(first.get(i)));
        }
      }
    }
    return rows;
  }

  private static List<TableRow> rows(Run run, String tool, List<CaseSummary> cases) {
    List<CaseSummary> own = cases.stream().filter(s -> s.record().tool().equals(tool)).toList();
    List<CaseSummary> tcp = only(Protocol.TCP, own);
    List<CaseSummary> udp = only(Protocol.UDP, own);
    String driver = cases.getFirst().record().spec().network();
    String datapath = network(run, driver).map(NetworkRecord::datapath).orElse("");
    List<TableRow> rows = new ArrayList<>();
    for (int i = 0; i < Math.max(tcp.size(), udp.size()); i++) {
      rows.add(TableRow.of(driver, datapath, Several.of(run), item(tcp, i), item(udp, i)));
    }
    return rows;
  }

  /** The traffic tools of the run's cases, in the order of their first. */
  public List<String> tools() {
    return tools(run);
  }

  private static List<String> tools(Run run) {
    return run.cases().stream().map(CaseRecord::tool).distinct().toList();
  }

  /** {@code docker-overlay, cross host, UDP 920 Mbit/s}, and what there is several of. */
  String caseName(CaseSummary summary) {
    return Text.caseName(summary) + suffix(summary);
  }

  /** {@code , pin none, iperf3} where there are several pinnings and tools. */
  String suffix(CaseSummary summary) {
    Several several = Several.of(run);
    String pinning = several.pinning(summary.record().spec().pinning());
    String tool = several.tools() ? summary.record().tool() : "";
    String text = Text.join(", ", List.of(pinning, tool));
    return text.isEmpty() ? "" : ", " + text;
  }

  private static List<CaseSummary> only(Protocol protocol, List<CaseSummary> cases) {
    return cases.stream().filter(s -> s.record().spec().flow().protocol() == protocol).toList();
  }

  private static Optional<CaseSummary> item(List<CaseSummary> list, int index) {
    return index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
  }
}
