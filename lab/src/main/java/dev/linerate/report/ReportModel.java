package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run with everything that is recomputed from it: what all reports are functions of.
 *
 * @param summaries of the run's cases, in the order of the table
 * @param blocks the table: same host first, then cross host; none without cases
 */
public record ReportModel(Run run, List<CaseSummary> summaries, List<TableBlock> blocks) {
  public ReportModel {
    summaries = List.copyOf(summaries);
    blocks = List.copyOf(blocks);
  }

  public static ReportModel of(Run run) {
    List<CaseSummary> all = run.cases().stream().map(c -> CaseSummary.of(c, run.link())).toList();
    List<TableBlock> blocks =
        Arrays.stream(Placement.values())
            .map(placement -> block(run, placement, at(placement, all)))
            .filter(block -> !block.rows().isEmpty())
            .toList();
    List<CaseSummary> ordered =
        blocks.stream()
            .flatMap(block -> block.rows().stream())
            .flatMap(row -> row.summaries().stream())
            .toList();
    return new ReportModel(run, ordered, blocks);
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

  /** The k-th TCP and the k-th UDP flow of a network share a row. */
  private static List<TableRow> rows(Run run, List<CaseSummary> cases) {
    List<CaseSummary> tcp = only(Protocol.TCP, cases);
    List<CaseSummary> udp = only(Protocol.UDP, cases);
    String driver = cases.getFirst().record().spec().network();
    String datapath = network(run, driver).map(NetworkRecord::datapath).orElse("");
    List<TableRow> rows = new ArrayList<>();
    for (int i = 0; i < Math.max(tcp.size(), udp.size()); i++) {
      rows.add(TableRow.of(driver, datapath, item(tcp, i), item(udp, i)));
    }
    return rows;
  }

  private static List<CaseSummary> only(Protocol protocol, List<CaseSummary> cases) {
    return cases.stream().filter(s -> s.record().spec().flow().protocol() == protocol).toList();
  }

  private static Optional<CaseSummary> item(List<CaseSummary> list, int index) {
    return index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
  }
}
