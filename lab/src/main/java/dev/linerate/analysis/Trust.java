package dev.linerate.analysis;

import dev.linerate.plan.Protocol;
import dev.linerate.result.Search;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reasons not to trust a case's number as it stands, each a short phrase for a footnote. */
final class Trust {
  private static final int FEW_TRIALS = 3;
  private static final double WIDE_INTERVAL = 0.10;
  private static final double MUCH_LOSS = 0.90;
  private static final double ABOVE_WIRE = 1.005;
  private static final double SHORT_OF_WIRE = 0.95;
  private static final double BUSY_CORE_PERCENT = 95;

  private Trust() {}

  static List<String> warnings(CaseSummary summary) {
    List<String> found = new ArrayList<>();
    failures(summary).ifPresent(found::add);
    summary.bitrate().ifPresent(bitrate -> spread(bitrate).ifPresent(found::add));
    few(summary).ifPresent(found::add);
    undelivered(summary).ifPresent(found::add);
    aboveWire(summary).ifPresent(found::add);
    busyCore(summary).ifPresent(found::add);
    unmet(summary).ifPresent(found::add);
    senderLimited(summary).ifPresent(found::add);
    return found;
  }

  private static Optional<String> failures(CaseSummary summary) {
    List<Trial> trials = summary.record().trials();
    List<Trial> failed = trials.stream().filter(t -> t.status() == Status.FAILED).toList();
    if (failed.isEmpty() || summary.bitrate().isEmpty()) {
      return Optional.empty();
    }
    String why = failed.getFirst().reason().map(reason -> ": " + reason).orElse("");
    return Optional.of(failed.size() + " of " + trials.size() + " trials failed" + why);
  }

  private static Optional<String> spread(MedianInterval bitrate) {
    if (bitrate.median() == 0) {
      return Optional.of("no payload arrived");
    }
    return bitrate.relativeWidth() <= WIDE_INTERVAL
        ? Optional.empty()
        : Optional.of("interval spans " + percent(bitrate.relativeWidth()) + " of the median");
  }

  private static Optional<String> few(CaseSummary summary) {
    int n = summary.bitrate().map(MedianInterval::n).orElse(FEW_TRIALS);
    return switch (n) {
      case 1 -> Optional.of("one trial only, so no interval");
      case 2 -> Optional.of("two trials only");
      default -> Optional.empty();
    };
  }

  private static Optional<String> undelivered(CaseSummary summary) {
    long sent = summary.totals().stream().mapToLong(Totals::bytesSent).sum();
    long received = summary.totals().stream().mapToLong(Totals::bytesReceived).sum();
    boolean udp = summary.record().spec().flow().protocol() == Protocol.UDP;
    return udp && sent > 0 && received > 0 && received < MUCH_LOSS * sent
        ? Optional.of("only " + percent((double) received / sent) + " of what was sent arrived")
        : Optional.empty();
  }

  private static Optional<String> aboveWire(CaseSummary summary) {
    double share = summary.wireLimitShare().orElse(0);
    double shortest = summary.totals().stream().mapToDouble(Totals::seconds).min().orElse(1);
    double reachable = summary.wireLimit().map(limit -> limit.reachable(shortest)).orElse(1.0);
    return share > Math.max(ABOVE_WIRE, reachable)
        ? Optional.of("above the wire limit: the link is not what the plan says")
        : Optional.empty();
  }

  private static Optional<String> unmet(CaseSummary summary) {
    List<Search> unmet = searches(summary, search -> search.unmet().isPresent());
    return unmet.isEmpty()
        ? Optional.empty()
        : Optional.of(
            unmet.size()
                + " of "
                + searches(summary, _ -> true).size()
                + " searches did not reach their goal: "
                + unmet.getFirst().unmet().orElseThrow());
  }

  private static Optional<String> senderLimited(CaseSummary summary) {
    int limited = searches(summary, Search::senderLimited).size();
    return limited == 0
        ? Optional.empty()
        : Optional.of(
            "in "
                + limited
                + " of "
                + searches(summary, _ -> true).size()
                + " searches the sender was the limit, nothing was lost above that rate");
  }

  /** Those of the measured trials. */
  private static List<Search> searches(CaseSummary summary, Predicate<Search> which) {
    return summary.record().trials().stream()
        .filter(trial -> trial.status() == Status.MEASURED)
        .flatMap(trial -> trial.search().stream())
        .filter(which)
        .toList();
  }

  /** Only over the wire: within a host a core is what the number measures. */
  private static Optional<String> busyCore(CaseSummary summary) {
    if (summary.wireLimitShare().orElse(1) >= SHORT_OF_WIRE
        || summary.offeredShare().orElse(0) >= SHORT_OF_WIRE) {
      return Optional.empty();
    }
    return busy(summary, Totals::receiverCpuPercent, "receiving")
        .or(() -> busy(summary, Totals::senderCpuPercent, "sending"));
  }

  private static Optional<String> busy(
      CaseSummary summary, Function<Totals, OptionalDouble> column, String who) {
    OptionalDouble most =
        summary.totals().stream().map(column).flatMapToDouble(OptionalDouble::stream).max();
    return most.orElse(0) < BUSY_CORE_PERCENT
        ? Optional.empty()
        : Optional.of(
            "the " + who + " process used " + percent(most.getAsDouble() / 100) + " of a core");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }
}
