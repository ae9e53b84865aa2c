package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.plan.Protocol;
import dev.linerate.result.Status;
import java.util.List;
import java.util.Optional;

/**
 * One placement's table as a page shows it.
 *
 * @param reference heading of the shares, or empty when there are none
 * @param scale what the bars of its columns reach to: {@code bars: 0 – 32.0 Gbit/s}
 */
record BlockView(
    String title,
    String unit,
    String scale,
    String reference,
    boolean tcp,
    boolean udp,
    List<RowView> rows) {

  boolean hasReference() {
    return !reference.isEmpty();
  }

  /** A line of the table; {@code reason} only when nothing was measured. */
  record RowView(
      String network,
      String anchor,
      String detail,
      boolean measured,
      String status,
      String reason,
      Optional<NumberView> tcp,
      Optional<NumberView> udp,
      String offered,
      String lost,
      String cpu) {}

  static BlockView of(TableBlock block, ReportModel model, Footnotes footnotes) {
    double tcp = end(block, Protocol.TCP);
    double udp = end(block, Protocol.UDP);
    return new BlockView(
        block.title(),
        block.unit(),
        "Bars start at 0; TCP's end at "
            + Text.in(block.unit(), tcp)
            + ", UDP's at "
            + Text.in(block.unit(), udp)
            + " "
            + block.unit()
            + (block.overWire() ? "; the tick is the wire limit" : ""),
        block.overWire() ? "of wire limit" : block.overHost() ? "of host" : "",
        block.has(Protocol.TCP),
        block.has(Protocol.UDP),
        block.rows().stream()
            .map(row -> row(block.unit(), row, tcp, udp, model, footnotes))
            .toList());
  }

  private static RowView row(
      String unit, TableRow row, double tcp, double udp, ReportModel model, Footnotes footnotes) {
    Optional<CaseSummary> received = row.udp().filter(s -> s.bitrate().isPresent());
    CaseSummary main = row.tcp().or(row::udp).orElseThrow();
    return new RowView(
        row.network(),
        "network-" + row.network(),
        detail(row),
        row.measured(),
        row.status().word(),
        row.status() == Status.MEASURED ? "" : row.reason(),
        row.tcp().map(s -> number(s, unit, tcp, row, model, footnotes)),
        row.udp().map(s -> number(s, unit, udp, row, model, footnotes)),
        received.map(s -> Text.offered(unit, s)).orElse(""),
        received.map(s -> Text.loss(s.lossShare())).orElse(""),
        Text.cpu(main.cpuSecondsPerGigabyte()));
  }

  private static String detail(TableRow row) {
    String ratio = row.ratio().map(ToolRatio::phrase).orElse("");
    return Text.join(
        " · ", List.of(Text.join(", ", List.of(row.datapath(), row.variant(), row.tool())), ratio));
  }

  private static NumberView number(
      CaseSummary summary,
      String unit,
      double end,
      TableRow row,
      ReportModel model,
      Footnotes footnotes) {
    String mark =
        summary.bitrate().isPresent()
            ? footnotes.mark(summary)
            : row.measured() ? footnotes.absent(summary) : "";
    String why = model.explanation(summary).flatMap(Why::phrase).orElse("");
    return NumberView.of(summary, unit, end, mark, why);
  }

  /** The most that a column has to show: the wire limit, or the upper end of an interval. */
  private static double end(TableBlock block, Protocol protocol) {
    return block.summaries().stream()
        .filter(s -> s.record().spec().flow().protocol() == protocol)
        .filter(s -> s.bitrate().isPresent())
        .mapToDouble(BlockView::most)
        .max()
        .orElse(1);
  }

  private static double most(CaseSummary summary) {
    double limit = summary.wireLimit().map(l -> l.goodput().bitsPerSecond()).orElse(0.0);
    return Math.max(1, Math.max(limit, summary.bitrate().map(b -> b.high()).orElse(0.0)));
  }
}
