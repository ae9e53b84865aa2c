package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.plan.Protocol;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The trials of a case as a table: numbers of each, or why it failed. */
record TrialTable(List<String> header, List<Line> lines) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** One trial; {@code failure} instead of cells when it failed. */
  record Line(int repeat, String started, List<String> cells, String failure) {}

  static TrialTable of(CaseSummary summary) {
    double most = summary.bitrate().map(b -> b.high()).orElse(1.0);
    String unit = new BitRate(most).unitName();
    Kind kind = Kind.of(summary);
    return new TrialTable(
        concat(List.of("trial", unit, "received"), kind.header(), List.of("CPU s / r, %")),
        summary.record().trials().stream()
            .map(trial -> line(trial, unit, kind, summary.isOutlier(trial)))
            .toList());
  }

  /** Which columns are its own. */
  private enum Kind {
    TCP,
    UDP,
    SEARCH;

    List<String> header() {
      return switch (this) {
        case TCP -> List.of("retransmits");
        case UDP -> List.of("lost / total", "lost", "late", "jitter, ms");
        case SEARCH -> List.of("lost / total", "lost", "without / with loss", "tests");
      };
    }

    static Kind of(CaseSummary summary) {
      if (summary.record().spec().flow().protocol() == Protocol.TCP) {
        return TCP;
      }
      return Searched.is(summary) ? SEARCH : UDP;
    }
  }

  private static Line line(Trial trial, String unit, Kind kind, boolean outlier) {
    String failure =
        trial.status() == Status.MEASURED
            ? ""
            : "failed" + trial.reason().map(r -> ": " + r).orElse("");
    return new Line(
        trial.repeat(),
        TIME.format(trial.started()),
        trial.totals().map(totals -> cells(trial, totals, unit, kind, outlier)).orElse(List.of()),
        failure);
  }

  private static List<String> cells(
      Trial trial, Totals totals, String unit, Kind kind, boolean outlier) {
    List<String> own =
        switch (kind) {
          case TCP -> List.of(count(totals.retransmits()));
          case UDP ->
              List.of(
                  lostOfTotal(totals),
                  Text.loss(share(totals)),
                  count(totals.outOfOrder()),
                  totals.jitterMillis().isPresent()
                      ? Text.decimals(3, totals.jitterMillis().getAsDouble())
                      : "");
          case SEARCH ->
              List.of(
                  lostOfTotal(totals),
                  Text.loss(share(totals)),
                  Searched.bounds(trial),
                  Searched.tests(trial));
        };
    return concat(
        List.of(
            Text.in(unit, totals.bitsPerSecond()) + (outlier ? " (outlier)" : ""),
            new ByteCount(totals.bytesReceived()).toString()),
        own,
        List.of(cpu(totals)));
  }

  private static String lostOfTotal(Totals totals) {
    return totals.lost().isEmpty()
        ? ""
        : count(totals.lost())
            + (totals.packets().isEmpty() ? "" : " / " + count(totals.packets()));
  }

  private static OptionalDouble share(Totals totals) {
    OptionalDouble percent = Columns.lostPercent(totals.lost(), totals.packets());
    return percent.isEmpty() ? percent : OptionalDouble.of(percent.getAsDouble() / 100);
  }

  /** Sender's and receiver's, % of a core. */
  private static String cpu(Totals totals) {
    return totals.senderCpuPercent().isEmpty() || totals.receiverCpuPercent().isEmpty()
        ? ""
        : Text.decimals(0, totals.senderCpuPercent().getAsDouble())
            + " / "
            + Text.decimals(0, totals.receiverCpuPercent().getAsDouble());
  }

  private static String count(OptionalLong count) {
    return count.isEmpty() ? "" : Long.toString(count.getAsLong());
  }

  private static List<String> concat(List<String> a, List<String> b, List<String> c) {
    return Stream.of(a, b, c).flatMap(List::stream).toList();
  }
}
