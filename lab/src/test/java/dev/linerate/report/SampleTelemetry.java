package dev.linerate.report;

import dev.linerate.telemetry.Column;
import dev.linerate.telemetry.CoreSeries;
import dev.linerate.telemetry.CoreTime;
import dev.linerate.telemetry.End;
import dev.linerate.telemetry.SamplingCost;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.telemetry.ThreadSeries;
import dev.linerate.telemetry.TimeAxis;
import dev.linerate.telemetry.Work;
import dev.linerate.telemetry.Worker;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/** What a machine did during a trial; made up and the same every time. Samples are 100 ms long. */
final class SampleTelemetry {
  private static final int MILLIS = 100;

  private SampleTelemetry() {}

  /** The sender on core 0 is busy all the time, the receiver on core 1 most of it. */
  static Telemetry senderSaturated(int cores, int samples) {
    return of(
        cores,
        samples,
        thread(1001, End.CLIENT, Column.constant(samples, 0), Column.constant(samples, 0)),
        thread(1002, End.SERVER, Column.constant(samples, 1), Column.constant(samples, 0)));
  }

  /** The sender changes between cores 0 and 1, seven times in every seventh sample. */
  static Telemetry wandering(int cores, int samples) {
    long[] core = IntStream.range(0, samples).mapToLong(i -> i / 7 % 2).toArray();
    long[] moves =
        IntStream.range(0, samples).mapToLong(i -> i > 0 && i % 7 == 0 ? 7 : 0).toArray();
    return of(
        cores,
        samples,
        thread(1001, End.CLIENT, Column.of(core), Column.of(moves)),
        thread(1002, End.SERVER, Column.constant(samples, 1), Column.constant(samples, 0)));
  }

  static Telemetry of(int cores, int samples, ThreadSeries... threads) {
    double[] instants =
        IntStream.rangeClosed(0, samples).mapToDouble(i -> i * MILLIS / 1000.0).toArray();
    return of(TimeAxis.of(instants), cores(cores, samples), threads);
  }

  static Telemetry of(TimeAxis time, List<CoreSeries> cores, ThreadSeries... threads) {
    return new Telemetry(
        10,
        time,
        cores,
        List.of(threads),
        List.of(),
        List.of(),
        List.of(),
        new SamplingCost(time.samples() + 1, 0, 900, time.samples() / 10.0));
  }

  private static List<CoreSeries> cores(int cores, int samples) {
    return IntStream.range(0, cores).mapToObj(core -> core(core, busy(core, samples))).toList();
  }

  private static long[] busy(int core, int samples) {
    return IntStream.range(0, samples)
        .mapToLong(i ->
            switch (core) {
              case 0 -> i % 5 == 0 ? 90 : 100;
              case 1 -> 50 + 10 * (i % 4);
              default -> i % 50 == core ? 10 : 0;
            })
        .toArray();
  }

  /**
   * A core that was busy so many milliseconds in each sample: half of it system, a fifth softirq.
   */
  static CoreSeries core(int core, long... busy) {
    long[] system = each(busy, b -> b / 2);
    long[] softirq = each(busy, b -> b / 5);
    long[] user = each(busy, b -> b - b / 2 - b / 5);
    CoreTime time =
        new CoreTime(
            Column.of(user),
            Column.of(system),
            Column.of(softirq),
            Column.constant(busy.length, 0),
            Column.constant(busy.length, 0),
            Column.of(each(busy, b -> MILLIS - b)));
    return new CoreSeries(core, time, Optional.empty(), Optional.empty(), OptionalLong.empty());
  }

  /** A core that told nothing. */
  static CoreSeries unknown(int core, int samples) {
    OptionalLong[] nothing = new OptionalLong[samples];
    Arrays.fill(nothing, OptionalLong.empty());
    Column none = Column.ofOptional(nothing);
    return new CoreSeries(
        core,
        new CoreTime(none, none, none, none, none, none),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty());
  }

  private static long[] each(long[] busy, LongUnaryOperator part) {
    return Arrays.stream(busy).map(part).toArray();
  }

  static ThreadSeries thread(long tid, End end, Column core, Column moves) {
    long cpu = end == End.CLIENT ? 98_000 : 61_000;
    return new ThreadSeries(
        new Worker(
            end, end == End.CLIENT ? Work.SENDS : Work.RECEIVES, OptionalInt.of(0), tid, tid),
        core,
        moves,
        true,
        Optional.empty(),
        Optional.empty(),
        Column.constant(core.size(), cpu),
        Optional.of(Column.constant(core.size(), 1_000)));
  }
}
