package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MemoryReference;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.Path;
import dev.linerate.result.Status;
import dev.linerate.result.Transactions;
import dev.linerate.result.Trial;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A case with its trials as a page shows it.
 *
 * @param title {@code Cross host, TCP}
 * @param path {@code h1 container a eth0 → h2 container b eth0}
 * @param facts what is said of it beside the number, in short phrases
 */
record CaseView(
    String anchor,
    String title,
    NumberView number,
    String unit,
    String reason,
    String path,
    List<String> facts,
    List<String> warnings,
    Chart chart,
    Optional<WhyView> why,
    TrialTable trials,
    List<TrialCommands> commands) {

  /** The exact commands of one trial, or of several that were the same. */
  record TrialCommands(String trial, List<String> lines) {}

  static CaseView of(CaseSummary summary, ReportModel model) {
    double most = summary.transactionRate().or(summary::bitrate).map(b -> b.high()).orElse(1.0);
    String unit = summary.isOfTransactions() ? Text.TRANSACTIONS : new BitRate(most).unitName();
    Placement placement = summary.record().spec().placement();
    return new CaseView(
        "case-" + summary.record().number(),
        (placement == Placement.SAME_HOST ? "Same host, " : "Cross host, ")
            + Text.flow(summary.record().spec())
            + model.suffix(summary),
        NumberView.of(summary, unit, most, "", ""),
        unit,
        summary.record().status() == Status.MEASURED ? "" : TableRow.absence(summary),
        summary.record().path().map(CaseView::path).orElse(""),
        facts(summary, model),
        summary.warnings().stream().map(Text::unbroken).toList(),
        Chart.of(summary),
        WhyView.of(model.explanation(summary)),
        TrialTable.of(summary),
        commands(summary.record().trials()));
  }

  private static String path(Path path) {
    return path.client() + " → " + path.server();
  }

  private static List<String> facts(CaseSummary summary, ReportModel model) {
    if (summary.isOfTransactions()) {
      return latencies(summary);
    }
    boolean tcp = summary.record().spec().flow().protocol() == Protocol.TCP;
    String host = Text.share(summary.hostShare());
    String loss = Text.loss(summary.lossShare());
    String retransmits = Text.count(summary.retransmits());
    String cpu = Text.cpu(summary.cpuSecondsPerGigabyte());
    return List.of(
            Text.wire(summary),
            host.isEmpty() ? "" : host + " of the host baseline",
            memory(summary, model),
            tcp || loss.isEmpty() ? "" : loss + " lost",
            retransmits.isEmpty() ? "" : retransmits + " retransmits a trial",
            cpu.isEmpty() ? "" : cpu + " CPU s/GB",
            length(summary) + (Searched.is(summary) ? " at a rate" : " a trial"),
            "by " + summary.record().tool())
        .stream()
        .filter(fact -> !fact.isEmpty())
        .map(Text::unbroken)
        .toList();
  }

  private static List<String> latencies(CaseSummary summary) {
    return Stream.of(
            latency(summary, "mean", Transactions::meanMicros),
            latency(summary, "p50", Transactions::p50Micros),
            latency(summary, "p90", Transactions::p90Micros),
            latency(summary, "p99", Transactions::p99Micros),
            latency(summary, "p99.9", Transactions::p999Micros),
            latency(summary, "longest", Transactions::maxMicros),
            length(summary) + " a trial",
            "by " + summary.record().tool())
        .filter(fact -> !fact.isEmpty())
        .map(Text::unbroken)
        .toList();
  }

  /** {@code latency p99 61.0 µs}; empty where no trial has it. */
  private static String latency(
      CaseSummary summary, String name, Function<Transactions, OptionalDouble> percentile) {
    return summary
        .transactions(percentile)
        .map(i -> "latency " + name + " " + Text.digits(i.median()) + " µs")
        .orElse("");
  }

  /** What a path that no wire limits cannot exceed while its data fit into no cache. */
  private static String memory(CaseSummary summary, ReportModel model) {
    Optional<BitRate> copy =
        MemoryReference.of(model.run().platform()).map(MemoryReference::memory);
    if (copy.isEmpty() || summary.wireLimit().isPresent() || summary.bitrate().isEmpty()) {
      return "";
    }
    double share = summary.bitrate().get().median() / copy.get().bitsPerSecond();
    return Text.decimals(0, share * 100) + " % of one core's memory copy, " + copy.get();
  }

  private static String length(CaseSummary summary) {
    Duration duration = summary.record().spec().flow().duration();
    return duration.toMillis() % 1000 == 0
        ? Durations.human(duration)
        : Text.decimals(1, Durations.seconds(duration)) + " s";
  }

  private static List<TrialCommands> commands(List<Trial> trials) {
    List<List<String>> all =
        trials.stream().map(Trial::commands).filter(c -> !c.isEmpty()).distinct().toList();
    if (all.size() == 1) {
      return List.of(new TrialCommands(trials.size() > 1 ? "every trial" : "", all.getFirst()));
    }
    return trials.stream()
        .filter(trial -> !trial.commands().isEmpty())
        .map(trial -> new TrialCommands("trial " + trial.repeat(), trial.commands()))
        .toList();
  }
}
