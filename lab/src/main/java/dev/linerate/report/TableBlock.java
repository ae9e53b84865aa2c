package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MedianInterval;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.unit.BitRate;
import java.util.List;

/**
 * The rows of one placement, all in one unit.
 *
 * @param title {@code Same host}, or {@code Cross host, 1 Gbit/s}
 * @param unit of every bit rate in the block: {@code Gbit/s}
 */
public record TableBlock(Placement placement, String title, String unit, List<TableRow> rows) {
  public TableBlock {
    rows = List.copyOf(rows);
  }

  static TableBlock of(Placement placement, LinkSpec link, List<TableRow> rows) {
    String wire = link.isKnown() ? ", " + Text.rate(link.rate()) : "";
    String title = placement == Placement.SAME_HOST ? "Same host" : "Cross host" + wire;
    return new TableBlock(placement, title, unit(rows), rows);
  }

  /** Whether any of its cases crosses the wire, so that a share of its limit makes sense. */
  public boolean overWire() {
    return summaries().stream().anyMatch(s -> s.wireLimit().isPresent());
  }

  /** Whether any of its cases is compared with the network {@code host}. */
  public boolean overHost() {
    return summaries().stream().anyMatch(s -> s.hostShare().isPresent());
  }

  /** What its cases are shares of: {@code % of wire}; empty when there is no reference. */
  String reference() {
    return overWire() ? "% of wire" : overHost() ? "% of host" : "";
  }

  /** Whether any row has a case of it. */
  public boolean has(Protocol protocol) {
    return summaries().stream().anyMatch(s -> s.record().spec().flow().protocol() == protocol);
  }

  List<CaseSummary> summaries() {
    return rows.stream().flatMap(row -> row.summaries().stream()).toList();
  }

  private static String unit(List<TableRow> rows) {
    double most =
        rows.stream()
            .flatMap(row -> row.summaries().stream())
            .flatMap(summary -> summary.bitrate().stream())
            .mapToDouble(MedianInterval::median)
            .max()
            .orElse(1e9);
    return new BitRate(most).unitName();
  }
}
