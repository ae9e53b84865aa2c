package dev.linerate.tool;

import dev.linerate.iperf.RateSearchReport;
import dev.linerate.plan.Direction;
import dev.linerate.result.Interval;
import dev.linerate.result.Search;
import dev.linerate.result.Side;
import dev.linerate.result.Totals;
import dev.linerate.search.SearchResult;
import dev.linerate.search.TrialResult;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Durations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * A search as every trial is kept. Each of its tests is an interval; those at the rate that was
 * found, in which no more than the goal's share was lost, count, and the others are omitted.
 *
 * @param starts when each test began, seconds since the search did
 */
record BuiltinSearchReport(RateSearchReport report, List<Double> starts, boolean reverse) {
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

  static BuiltinSearchReport of(RateSearchReport report, List<Double> starts, Direction direction) {
    return new BuiltinSearchReport(report, starts, direction == Direction.REVERSE);
  }

  Search search() {
    SearchResult result = report.result();
    boolean met = result.end().goalMet() && report.error().isEmpty();
    return new Search(
        rate(result.lowerBits()),
        rate(result.upperBits()),
        result.trials().size(),
        result.senderLimited(),
        met ? Optional.empty() : Optional.of(report.error().orElse(result.end().reason())));
  }

  private static Optional<BitRate> rate(OptionalLong bits) {
    return bits.isPresent() ? Optional.of(new BitRate(bits.getAsLong())) : Optional.empty();
  }

  /** Of the tests that count; empty when no rate was found. */
  Optional<Totals> totals() {
    List<TrialResult> tests = List.copyOf(counted());
    if (tests.isEmpty()) {
      return Optional.empty();
    }
    long sent = sum(tests, TrialResult::sent);
    return Optional.of(
        new Totals(
            sum(tests, test -> test.sending().toNanos()) / 1e9,
            payload(sent),
            payload(sum(tests, TrialResult::received)),
            NONE,
            UNKNOWN,
            OptionalLong.of(sum(tests, TrialResult::lost)),
            OptionalLong.of(sent),
            NONE,
            UNKNOWN,
            UNKNOWN));
  }

  private static long sum(List<TrialResult> tests, ToLongFunction<TrialResult> column) {
    return tests.stream().mapToLong(column).sum();
  }

  private long payload(long datagrams) {
    return datagrams * report.datagramBytes();
  }

  private List<TrialResult> counted() {
    double most = report.options().goal().lossRatio();
    return report.result().atLower().stream().filter(test -> test.lossRatio() <= most).toList();
  }

  /** The sender's and the receiver's of each test. */
  List<Interval> intervals() {
    Set<TrialResult> counted = new HashSet<>(counted());
    List<TrialResult> tests = report.result().trials();
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < tests.size(); i++) {
      TrialResult test = tests.get(i);
      boolean omitted = !counted.contains(test);
      intervals.add(interval(Side.SENDER, starts.get(i), test, test.sent(), omitted));
      intervals.add(interval(Side.RECEIVER, starts.get(i), test, test.received(), omitted));
    }
    return intervals;
  }

  private Interval interval(
      Side side, double start, TrialResult test, long datagrams, boolean omitted) {
    boolean receives = side == Side.RECEIVER;
    return new Interval(
        side,
        reverse,
        0,
        start,
        Durations.seconds(test.sending()),
        payload(datagrams),
        NONE,
        NONE,
        NONE,
        NONE,
        UNKNOWN,
        receives ? OptionalLong.of(test.lost()) : NONE,
        receives ? OptionalLong.of(test.sent()) : NONE,
        NONE,
        omitted);
  }
}
