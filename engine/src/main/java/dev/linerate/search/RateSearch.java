package dev.linerate.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Finds the highest load that meets a goal: RFC 2544's throughput (section 26.1) with the search
 * and the terms of MLRsearch (RFC 9971), for one goal.
 *
 * <pre>{@code
 * RateSearch search = new RateSearch(SearchGoal.DEFAULT, SearchLimits.of(1_000_000, 1_000_000_000));
 * for (Optional<Trial> trial = search.next(); trial.isPresent(); trial = search.next()) {
 *   search.add(measure(trial.get()));
 * }
 * SearchResult result = search.result();
 * }</pre>
 *
 * <p>It begins at the highest load and at what arrived of that. Short trials then find bounds that
 * lie apart, longer ones confirm these, or leave them, and halve what is between them. Targets of
 * short trials only say where to look: the bounds are those of the goal. Not for several threads.
 */
public final class RateSearch {
  private final SearchLimits limits;
  private final List<Target> targets;
  private final List<TrialResult> results = new ArrayList<>();
  private final NavigableMap<Long, List<TrialResult>> loads = new TreeMap<>();
  private int step;
  private Bounds hint = Bounds.NONE;
  private OptionalLong current = OptionalLong.empty();
  private int expansions;
  private Duration spent = Duration.ZERO;
  private SearchEnd end = SearchEnd.RUNNING;

  public RateSearch(SearchGoal goal, SearchLimits limits) {
    this.limits = limits;
    targets = Target.towards(goal);
  }

  /** The trial to make now; empty when the search has ended. */
  public Optional<Trial> next() {
    if (end == SearchEnd.RUNNING) {
      end = ended();
    }
    return end == SearchEnd.RUNNING
        ? Optional.of(new Trial(load(), target().trial()))
        : Optional.empty();
  }

  /** Takes note of a trial, of any load and duration. */
  public void add(TrialResult result) {
    results.add(result);
    loads.computeIfAbsent(result.trial().bitsPerSecond(), load -> new ArrayList<>()).add(result);
    spent = spent.plus(result.spent());
  }

  /** Ends the search before its time. */
  public void stop() {
    if (end == SearchEnd.RUNNING) {
      end = SearchEnd.STOPPED;
    }
  }

  // --- the end ----------------------------------------------------------------------------------

  private SearchEnd ended() {
    Bounds bounds = bounds();
    while (decided() && bounds.areFinal(target().width(), limits)) {
      if (step == targets.size() - 1) {
        return reason(bounds);
      }
      hint = bounds;
      step++;
      expansions = 0;
      bounds = bounds();
    }
    if (results.size() >= limits.trials()) {
      return SearchEnd.TRIALS;
    }
    return spent.plus(target().trial()).compareTo(limits.time()) > 0
        ? SearchEnd.TIME
        : SearchEnd.RUNNING;
  }

  private SearchEnd reason(Bounds bounds) {
    if (bounds.upper().isEmpty()) {
      return SearchEnd.MAX_LOAD;
    }
    return bounds.lower().isEmpty() ? SearchEnd.LOSS_AT_ANY_RATE : SearchEnd.PRECISION;
  }

  // --- the next load ----------------------------------------------------------------------------

  private Target target() {
    return targets.get(step);
  }

  private Bounds bounds() {
    return Bounds.of(target(), loads);
  }

  /** Whether the load of the last trial needs no more of them. */
  private boolean decided() {
    return current.isEmpty() || classify(current.getAsLong()) != LoadClass.UNDECIDED;
  }

  private LoadClass classify(long load) {
    return target().classify(at(load));
  }

  private List<TrialResult> at(long load) {
    return loads.getOrDefault(load, List.of());
  }

  private long load() {
    if (!decided() && bounds().surround(current.getAsLong())) {
      return current.getAsLong();
    }
    long load = choose(bounds());
    current = OptionalLong.of(load);
    return load;
  }

  private long choose(Bounds bounds) {
    OptionalLong known = hints().filter(load -> isOpen(load, bounds)).findFirst();
    if (known.isPresent()) {
      return known.getAsLong();
    }
    if (bounds.lower().isPresent() && bounds.upper().isPresent()) {
      long lower = bounds.lower().getAsLong();
      return lower + (bounds.upper().getAsLong() - lower) / 2;
    }
    return bounds.upper().isPresent()
        ? within(bounds.upper().getAsLong() - stride(bounds.upper().getAsLong()))
        : within(bounds.lower().orElse(limits.maxBits()) + stride(bounds.lower().orElse(0)));
  }

  /** Loads that deserve a trial before the arithmetic chooses one. */
  private LongStream hints() {
    return step == 0
        ? LongStream.concat(LongStream.of(limits.maxBits()), arrivedAtMost())
        : LongStream.concat(hint.lower().stream(), hint.upper().stream());
  }

  /** What arrived of the highest load: a good guess where the excess is dropped. */
  private LongStream arrivedAtMost() {
    return at(limits.maxBits()).stream()
        .limit(1)
        .mapToLong(result -> within((long) (limits.maxBits() * (1 - result.lossRatio()))));
  }

  private boolean isOpen(long load, Bounds bounds) {
    return bounds.surround(load) && classify(load) == LoadClass.UNDECIDED;
  }

  /** How far to look beyond the only bound: the target's width, then twice that, and so on. */
  private long stride(long from) {
    double share = target().width() * Math.pow(2, expansions);
    expansions++;
    return Math.max(1, (long) (from * Math.min(share, 1)));
  }

  private long within(long load) {
    return Math.clamp(load, limits.minBits(), limits.maxBits());
  }

  // --- the result -------------------------------------------------------------------------------

  /** What the trials so far say. */
  public SearchResult result() {
    Target goal = targets.getLast();
    for (Target target : targets.reversed()) {
      Bounds bounds = Bounds.of(target, loads);
      if (bounds.areFinal(1, limits)) {
        return result(target, bounds, target.equals(goal));
      }
    }
    return result(goal, Bounds.of(goal, loads), true);
  }

  private SearchResult result(Target target, Bounds bounds, boolean confirmed) {
    OptionalDouble throughput =
        bounds.lower().isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                target.conditionalThroughput(
                    bounds.lower().getAsLong(), at(bounds.lower().getAsLong())));
    return new SearchResult(
        bounds.lower(),
        bounds.upper(),
        throughput,
        confirmed,
        senderLimited(target, bounds.upper()),
        end,
        results);
  }

  /** Whether most lossy trials at the upper bound were so because of the sender alone. */
  private boolean senderLimited(Target target, OptionalLong upper) {
    if (upper.isEmpty()) {
      return false;
    }
    List<TrialResult> lossy = at(upper.getAsLong()).stream().filter(target::isLossy).toList();
    long sender =
        lossy.stream()
            .filter(result -> result.networkLossRatio() <= target.goal().lossRatio())
            .count();
    return 2 * sender > lossy.size();
  }
}
