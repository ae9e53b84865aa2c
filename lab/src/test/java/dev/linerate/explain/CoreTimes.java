package dev.linerate.explain;

import dev.linerate.telemetry.CgroupSeries;
import dev.linerate.telemetry.Column;
import dev.linerate.telemetry.CoreSeries;
import dev.linerate.telemetry.CoreTime;
import dev.linerate.telemetry.End;
import dev.linerate.telemetry.InterfaceSeries;
import dev.linerate.telemetry.NamespaceSeries;
import dev.linerate.telemetry.SamplingCost;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.telemetry.ThreadSeries;
import dev.linerate.telemetry.TimeAxis;
import dev.linerate.telemetry.Work;
import dev.linerate.telemetry.Worker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Telemetry of samples of 100 ms in which every core does the same all the time. */
final class CoreTimes {
  private CoreTimes() {}

  /** The sender runs on core 0; another program fills a core. */
  static Telemetry foreignLoadOn(int loaded, int cores, int samples) {
    List<CoreSeries> all =
        IntStream.range(0, cores)
            .mapToObj(core -> core(core, core == 0 || core == loaded ? 100 : 0, samples))
            .toList();
    return of(all, samples, List.of(thread(Work.SENDS, 0, samples)), List.of());
  }

  /** A machine of so many cores, all of them idle but the sender's. */
  static Telemetry cores(int cores, int samples) {
    return foreignLoadOn(0, cores, samples);
  }

  /** Sender and receiver busy all the time, each on its core. */
  static Telemetry busyOn(int sender, int receiver, int cores) {
    int samples = 10;
    List<CoreSeries> all =
        IntStream.range(0, cores)
            .mapToObj(core -> core(core, core == sender || core == receiver ? 100 : 0, samples))
            .toList();
    return of(
        all,
        samples,
        List.of(thread(Work.SENDS, sender, samples), thread(Work.RECEIVES, receiver, samples)),
        List.of());
  }

  /** Two busy threads whose control group stands still in every other sample. */
  static Telemetry stoppedInTurns() {
    Telemetry busy = busyOn(0, 1, 2);
    long[] micros =
        IntStream.range(0, busy.samples()).mapToLong(i -> i % 2 == 0 ? 60_000 : 0).toArray();
    CgroupSeries group =
        new CgroupSeries(
            "/quota",
            2,
            List.of(End.CLIENT),
            OptionalDouble.of(0.6),
            Column.constant(busy.samples(), 1),
            Column.constant(busy.samples(), 1),
            Column.of(micros));
    return new Telemetry(
        busy.rate(),
        busy.time(),
        busy.cores(),
        busy.threads(),
        busy.namespaces(),
        List.of(group),
        busy.absent(),
        busy.cost());
  }

  /** A machine whose hypervisor gives that much of each core, of 100, to others. */
  static Telemetry shared(long stolen) {
    int samples = 10;
    List<CoreSeries> all = List.of(core(0, 50, stolen, samples), core(1, 0, stolen, samples));
    return of(all, samples, List.of(thread(Work.SENDS, 0, samples)), List.of());
  }

  /** A kernel without schedstat. */
  static Telemetry withoutWaits() {
    ThreadSeries sender = thread(Work.SENDS, 0, 10);
    ThreadSeries silent =
        new ThreadSeries(
            sender.worker(),
            sender.core(),
            sender.migrations(),
            false,
            Optional.empty(),
            Optional.empty(),
            sender.cpuMicros(),
            Optional.empty());
    return of(List.of(core(0, 50, 10), core(1, 0, 10)), 10, List.of(silent), List.of());
  }

  /** Two idle cores, and a namespace whose counter grows by that much in a second. */
  static Telemetry counting(String counter, long growth) {
    int samples = 10;
    NamespaceSeries namespace =
        new NamespaceSeries(
            "h1",
            List.of(End.CLIENT),
            List.of(),
            Map.of(counter, Column.constant(samples, growth / samples)),
            Optional.empty());
    return of(
        List.of(core(0, 0, samples), core(1, 0, samples)), samples, List.of(), List.of(namespace));
  }

  /**
   * Two busy ends of a path. The sender hands over 64 KiB at a time.
   *
   * @param received bytes that the receiver's IP layer is handed at once, on average
   */
  static Telemetry cutTo(long received) {
    Telemetry busy = busyOn(0, 1, 4);
    int samples = busy.samples();
    Column none = Column.constant(samples, 0);
    InterfaceSeries sending =
        new InterfaceSeries(
            "eth0",
            none,
            none,
            none,
            none,
            Column.constant(samples, 65_536_000),
            Column.constant(samples, 1000),
            none,
            none,
            OptionalLong.empty(),
            OptionalLong.empty());
    List<NamespaceSeries> ends =
        List.of(
            new NamespaceSeries(
                "h1", List.of(End.CLIENT), List.of(sending), Map.of(), Optional.empty()),
            new NamespaceSeries(
                "h2",
                List.of(End.SERVER),
                List.of(),
                Map.of(
                    "IpInReceives",
                    Column.constant(samples, 1000),
                    "IpExtInOctets",
                    Column.constant(samples, 1000 * received)),
                Optional.empty()));
    return new Telemetry(
        busy.rate(),
        busy.time(),
        busy.cores(),
        busy.threads(),
        ends,
        busy.cgroups(),
        busy.absent(),
        busy.cost());
  }

  private static Telemetry of(
      List<CoreSeries> cores,
      int samples,
      List<ThreadSeries> threads,
      List<NamespaceSeries> namespaces) {
    double[] instants = IntStream.rangeClosed(0, samples).mapToDouble(i -> i / 10.0).toArray();
    return new Telemetry(
        10,
        TimeAxis.of(instants),
        cores,
        threads,
        namespaces,
        List.of(),
        List.of(),
        new SamplingCost(samples, 0, 900, samples / 10.0));
  }

  private static ThreadSeries thread(Work work, int core, int samples) {
    return new ThreadSeries(
        new Worker(End.CLIENT, work, OptionalInt.of(0), 7, 7),
        Column.constant(samples, core),
        Column.constant(samples, 0),
        true,
        Optional.empty(),
        Optional.empty(),
        Column.constant(samples, 99_000),
        Optional.of(Column.constant(samples, 0)));
  }

  private static CoreSeries core(int number, long user, int samples) {
    return core(number, user, 0, samples);
  }

  private static CoreSeries core(int number, long user, long stolen, int samples) {
    Column none = Column.constant(samples, 0);
    CoreTime time =
        new CoreTime(
            Column.constant(samples, user),
            none,
            none,
            none,
            Column.constant(samples, stolen),
            Column.constant(samples, 100 - user - stolen));
    return new CoreSeries(number, time, Optional.empty(), Optional.empty(), OptionalLong.empty());
  }
}
