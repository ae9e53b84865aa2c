package dev.linerate.analysis;

import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Rate;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.FactKeys;
import dev.linerate.result.Path;
import dev.linerate.result.Platform;
import dev.linerate.result.Totals;
import dev.linerate.result.Transactions;
import dev.linerate.result.Trial;
import dev.linerate.unit.BitRate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What a case's trials say together. Everything is recomputed from the record.
 *
 * @param bitrate received payload, bit/s, over the measured trials; empty when there is none
 * @param wireLimit only for a case over the wire
 * @param wireLimitShare median bit rate against the wire limit, 1 = all of it
 * @param hostShare median bit rate against that of the network {@code host} with the same flow,
 *     placement, pinning and tool in the same run; empty for a case over the wire, and for {@code
 *     host} itself
 * @param offered what the senders were told to send, all streams and directions together; empty
 *     when unlimited or searched for
 * @param offeredShare median bit rate against what was offered
 * @param lossShare median over trials of lost against sent datagrams, 0 … 1
 * @param retransmits median over trials, segments a trial
 * @param cpuSecondsPerGigabyte median over trials, both processes, per 10⁹ received bytes
 * @param warnings why the number should not be trusted as it stands; empty when it may be
 */
public record CaseSummary(
    CaseRecord record,
    Optional<MedianInterval> bitrate,
    Optional<WireLimit> wireLimit,
    OptionalDouble wireLimitShare,
    OptionalDouble hostShare,
    Optional<BitRate> offered,
    OptionalDouble offeredShare,
    OptionalDouble lossShare,
    OptionalDouble retransmits,
    OptionalDouble cpuSecondsPerGigabyte,
    List<String> warnings) {
  public CaseSummary {
    warnings = List.copyOf(warnings);
  }

  /** Above both of these, the difference to the wire limit cannot be told from none. */
  private static final double REACHES_LIMIT = 0.99;

  private static final double NEAR_LIMIT = 0.97;

  /** The summary of a case whose packets cross {@code link} when its path says so. */
  public static CaseSummary of(CaseRecord record, LinkSpec link, Platform platform) {
    List<Totals> totals = record.trials().stream().flatMap(t -> t.totals().stream()).toList();
    Flow flow = record.spec().flow();
    Optional<MedianInterval> bitrate = interval(totals, t -> OptionalDouble.of(t.bitsPerSecond()));
    Optional<WireLimit> limit =
        record
            .path()
            .filter(Path::overWire)
            .filter(_ -> flow.transaction().isEmpty()) // waiting for an answer fills no wire
            .map(path -> WireLimit.of(link, path, flow, timestamps(platform)));
    Optional<BitRate> offered = offered(flow);
    CaseSummary summary =
        new CaseSummary(
            record,
            bitrate,
            limit,
            share(bitrate, limit.map(WireLimit::goodput)),
            OptionalDouble.empty(),
            offered,
            share(bitrate, offered),
            median(totals, CaseSummary::loss),
            median(totals, t -> toDouble(t.retransmits())),
            median(totals, Totals::cpuSecondsPerGigabyte),
            List.of());
    return summary.with(Trust.warnings(summary));
  }

  /** 0 turns them off; Linux has them on. */
  private static boolean timestamps(Platform platform) {
    return !platform.facts().getOrDefault(FactKeys.TCP_TIMESTAMPS, "1").equals("0");
  }

  /**
   * Whether the case is as fast as the wire allows, as far as its trials can tell: the confidence
   * interval reaches 99 % of the limit, the median 97 %.
   */
  public boolean atWireLimit() {
    return wireLimitShare.orElse(0) >= NEAR_LIMIT
        && wireLimit
            .flatMap(limit ->
                bitrate.map(rate -> rate.high() >= REACHES_LIMIT * limit.goodput().bitsPerSecond()))
            .orElse(false);
  }

  /** With its share of a baseline, where both have a number. */
  CaseSummary against(CaseSummary baseline) {
    return with(
        share(bitrate, baseline.bitrate().map(rate -> new BitRate(rate.median()))), warnings);
  }

  /** Whether a trial's bit rate is far from those of the others ({@link Outliers}). */
  public boolean isOutlier(Trial trial) {
    boolean[] far = Outliers.of(totals().stream().mapToDouble(Totals::bitsPerSecond).toArray());
    List<Trial> measured = record.trials().stream().filter(t -> t.totals().isPresent()).toList();
    return IntStream.range(0, far.length)
        .anyMatch(i -> far[i] && measured.get(i).repeat() == trial.repeat());
  }

  /** Whether it is of requests and responses, whose bit rate nobody asks for. */
  public boolean isOfTransactions() {
    return record.spec().flow().transaction().isPresent();
  }

  /** A figure of its transactions over the trials that have it; empty when none has. */
  public Optional<MedianInterval> transactions(Function<Transactions, OptionalDouble> figure) {
    return interval(totals(), t -> t.transactions().map(figure).orElse(OptionalDouble.empty()));
  }

  /** Transactions a second. */
  public Optional<MedianInterval> transactionRate() {
    return transactions(t -> OptionalDouble.of(t.perSecond()));
  }

  /** The totals of the measured trials, in order. */
  public List<Totals> totals() {
    return record.trials().stream().map(Trial::totals).flatMap(Optional::stream).toList();
  }

  private CaseSummary with(List<String> found) {
    return with(hostShare, found);
  }

  private CaseSummary with(OptionalDouble ofHost, List<String> found) {
    return new CaseSummary(
        record,
        bitrate,
        wireLimit,
        wireLimitShare,
        ofHost,
        offered,
        offeredShare,
        lossShare,
        retransmits,
        cpuSecondsPerGigabyte,
        found);
  }

  private static Optional<BitRate> offered(Flow flow) {
    int senders = flow.streams() * (flow.direction() == Direction.BIDIR ? 2 : 1);
    return switch (flow.rate()) {
      case Rate.Fixed fixed -> Optional.of(fixed.perStream().times(senders));
      case Rate.Unlimited _, Rate.Search _ -> Optional.empty();
    };
  }

  private static OptionalDouble share(Optional<MedianInterval> bitrate, Optional<BitRate> whole) {
    return bitrate.isEmpty() || whole.isEmpty() || whole.get().bitsPerSecond() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(bitrate.get().median() / whole.get().bitsPerSecond());
  }

  private static OptionalDouble loss(Totals totals) {
    return totals.lost().isEmpty() || totals.packets().orElse(0) == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) totals.lost().getAsLong() / totals.packets().getAsLong());
  }

  private static OptionalDouble toDouble(OptionalLong value) {
    return value.isPresent()
        ? OptionalDouble.of((double) value.getAsLong())
        : OptionalDouble.empty();
  }

  private static OptionalDouble median(
      List<Totals> totals, Function<Totals, OptionalDouble> column) {
    return interval(totals, column)
        .map(i -> OptionalDouble.of(i.median()))
        .orElse(OptionalDouble.empty());
  }

  private static Optional<MedianInterval> interval(
      List<Totals> totals, Function<Totals, OptionalDouble> column) {
    double[] values = totals.stream().map(column).flatMapToDouble(OptionalDouble::stream).toArray();
    return values.length == 0 ? Optional.empty() : Optional.of(MedianInterval.of(values));
  }
}
