package dev.linerate.explain;

import dev.linerate.explain.Moment.ThreadLoad;
import dev.linerate.result.Interval;
import dev.linerate.result.SenderLimits;
import dev.linerate.result.Side;
import dev.linerate.result.Trial;
import dev.linerate.telemetry.CgroupSeries;
import dev.linerate.telemetry.CoreSeries;
import dev.linerate.telemetry.CoreState;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.telemetry.ThreadSeries;
import dev.linerate.telemetry.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Puts a trial's intervals and its telemetry on one clock. */
final class Moments {
  private static final double MICROS = 1e6;

  private final Trial trial;
  private final Telemetry telemetry;
  private final Processors processors;
  private final double restlessness;

  private Moments(Trial trial, Telemetry telemetry, Processors processors) {
    this.trial = trial;
    this.processors = processors;
    this.telemetry = telemetry;
    this.restlessness =
        telemetry.threads().stream().mapToDouble(this::movesPerSecond).max().orElse(0);
  }

  private double movesPerSecond(ThreadSeries thread) {
    double seconds = 0;
    for (int sample = 0; sample < telemetry.samples(); sample++) {
      seconds += thread.core().has(sample) ? telemetry.time().seconds(sample) : 0;
    }
    return seconds > 0 ? thread.migrations().sum().orElse(0) / seconds : 0;
  }

  /** The samples within a trial's measured time; none when it was not watched. */
  static List<Moment> of(Trial trial, Processors processors) {
    return trial
        .telemetry()
        .map(telemetry -> new Moments(trial, telemetry, processors).all())
        .orElse(List.of());
  }

  private List<Moment> all() {
    List<Moment> moments = new ArrayList<>();
    for (int sample = 0; sample < telemetry.samples(); sample++) {
      double middle = (telemetry.time().start(sample) + telemetry.time().end(sample)) / 2;
      List<Interval> now = intervalsAt(middle);
      if (now.stream().anyMatch(interval -> interval.side() == Side.RECEIVER)) {
        moments.add(moment(sample, now));
      }
    }
    return moments;
  }

  private List<Interval> intervalsAt(double instant) {
    return trial.intervals().stream()
        .filter(i -> !i.omitted() && i.start() <= instant && instant < i.start() + i.seconds())
        .toList();
  }

  private Moment moment(int sample, List<Interval> now) {
    Optional<ThreadLoad> sender = busiest(sample, Work.SENDS);
    Optional<ThreadLoad> receiver = busiest(sample, Work.RECEIVES);
    Set<Integer> cores = trafficCores(sample);
    return new Moment(
        telemetry.time().seconds(sample),
        now.stream()
            .filter(i -> i.side() == Side.RECEIVER)
            .mapToDouble(Interval::bitsPerSecond)
            .sum(),
        sender,
        receiver,
        sharedCore(sample),
        apart(sender, receiver, processors::siblings),
        apart(sender, receiver, processors::remote),
        greatest(cores, core -> core.time().share(CoreState.STEAL, sample)),
        foreign(sample, cores),
        greatestBeside(cores, core -> core.time().share(CoreState.SOFTIRQ, sample)),
        receiver
            .map(load ->
                greatest(Set.of(load.core()), core -> core.time().share(CoreState.SOFTIRQ, sample)))
            .orElse(0.0),
        throttled(sample),
        limited(now, SenderLimits::receiveWindowMicros),
        limited(now, SenderLimits::sendBufferMicros),
        retransmits(now),
        restlessness);
  }

  private static double retransmits(List<Interval> now) {
    return now.stream()
        .filter(i -> i.seconds() > 0)
        .mapToDouble(i -> i.retransmits().orElse(0) / i.seconds())
        .sum();
  }

  private static OptionalDouble limited(List<Interval> now, ToLongFunction<SenderLimits> part) {
    long busy = 0;
    long held = 0;
    for (Interval interval : now) {
      if (interval.limits().isPresent()) {
        busy += interval.limits().get().busyMicros();
        held += part.applyAsLong(interval.limits().get());
      }
    }
    return busy > 0 ? OptionalDouble.of(Math.min(1, held / (double) busy)) : OptionalDouble.empty();
  }

  private static boolean does(ThreadSeries thread, Work work) {
    return thread.worker().work() == work || thread.worker().work() == Work.BOTH;
  }

  private Optional<ThreadLoad> busiest(int sample, Work work) {
    return telemetry.threads().stream()
        .filter(thread -> does(thread, work) && thread.core().has(sample))
        .map(thread -> load(thread, sample))
        .max(Comparator.comparingDouble(load -> load.cpu() + load.waiting()));
  }

  private ThreadLoad load(ThreadSeries thread, int sample) {
    double seconds = telemetry.time().seconds(sample);
    long waited = thread.waitMicros().map(column -> column.at(sample, 0)).orElse(0L);
    return new ThreadLoad(
        (int) thread.core().at(sample, -1),
        Math.min(1, thread.cpuMicros().at(sample, 0) / MICROS / seconds),
        Math.min(1, waited / MICROS / seconds),
        thread.migrations().at(sample, 0) / seconds);
  }

  private Set<Integer> trafficCores(int sample) {
    return cores(sample, thread -> true);
  }

  private Set<Integer> cores(int sample, Predicate<ThreadSeries> which) {
    return telemetry.threads().stream()
        .filter(which)
        .map(ThreadSeries::core)
        .filter(core -> core.has(sample))
        .map(core -> (int) core.at(sample, -1))
        .collect(Collectors.toSet());
  }

  private boolean sharedCore(int sample) {
    Set<Integer> sending = cores(sample, thread -> thread.worker().work() == Work.SENDS);
    Set<Integer> receiving = cores(sample, thread -> thread.worker().work() == Work.RECEIVES);
    return sending.stream().anyMatch(receiving::contains);
  }

  private static boolean apart(
      Optional<ThreadLoad> sender,
      Optional<ThreadLoad> receiver,
      BiPredicate<Integer, Integer> how) {
    return sender.isPresent()
        && receiver.isPresent()
        && how.test(sender.get().core(), receiver.get().core());
  }

  private double greatest(Set<Integer> cores, Function<CoreSeries, OptionalDouble> share) {
    return telemetry.cores().stream()
        .filter(core -> cores.contains(core.core()))
        .mapToDouble(core -> share.apply(core).orElse(0))
        .max()
        .orElse(0);
  }

  private double greatestBeside(Set<Integer> cores, Function<CoreSeries, OptionalDouble> share) {
    return telemetry.cores().stream()
        .filter(core -> !cores.contains(core.core()))
        .mapToDouble(core -> share.apply(core).orElse(0))
        .max()
        .orElse(0);
  }

  /** Programs' time on a core of the traffic that is not the traffic's own. */
  private double foreign(int sample, Set<Integer> cores) {
    double most = 0;
    for (CoreSeries core : telemetry.cores()) {
      if (cores.contains(core.core())) {
        double programs =
            core.time().share(CoreState.USER, sample).orElse(0)
                + core.time().share(CoreState.SYSTEM, sample).orElse(0);
        most = Math.max(most, programs - own(core.core(), sample));
      }
    }
    return most;
  }

  /** A thread that moved within the sample is counted where it was seen. */
  private double own(int core, int sample) {
    return telemetry.threads().stream()
        .filter(thread -> thread.core().at(sample, -1) == core)
        .mapToDouble(thread -> load(thread, sample).cpu())
        .sum();
  }

  /**
   * Over the samples beside this one, too: a quota's period is as long as a sample, so that one
   * sees two ends of a stop and its neighbour none.
   */
  private double throttled(int sample) {
    int from = Math.max(0, sample - 1);
    int to = Math.min(telemetry.samples(), sample + 2);
    double seconds = telemetry.time().end(to - 1) - telemetry.time().start(from);
    return telemetry.cgroups().stream()
        .map(CgroupSeries::throttledMicros)
        .mapToDouble(micros -> micros.sum(from, to).orElse(0) / MICROS / seconds)
        .max()
        .orElse(0);
  }
}
