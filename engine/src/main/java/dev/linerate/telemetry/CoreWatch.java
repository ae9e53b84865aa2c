package dev.linerate.telemetry;

import dev.linerate.linux.KernelFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/** Samples all cores: their time, their soft interrupts, their frequency. For one thread. */
final class CoreWatch {
  private static final String STAT = "/proc/stat";
  private static final String SOFTNET = "/proc/net/softnet_stat";
  private static final String CPU = "/sys/devices/system/cpu/cpu";
  private static final String FREQUENCY = "/cpufreq/scaling_cur_freq";
  private static final String THROTTLES = "/thermal_throttle/core_throttle_count";

  private final Opener opener;
  private final long ticksPerSecond;
  private final int[] cores;
  private final Optional<Recording> time;
  private final Optional<Recording> softnet;
  private final Optional<Recording> frequency;
  private final BitSet used = new BitSet();
  private long[] throttlesBefore = new long[0];

  CoreWatch(Opener opener, long ticksPerSecond) {
    this.opener = opener;
    this.ticksPerSecond = ticksPerSecond;
    cores =
        opener
            .bytes(STAT)
            .map(stat -> ProcStat.cores(new Lines().over(stat)).stream().toArray())
            .orElse(new int[0]);
    int[] slots = slots(ProcStat.WIDTH);
    time =
        file("core.time", STAT, ProcStat.WIDTH, (lines, row) -> ProcStat.parse(lines, slots, row));
    int[] places = slots(SoftnetStat.WIDTH);
    softnet =
        file(
            "core.softnet",
            SOFTNET,
            SoftnetStat.WIDTH,
            (lines, row) -> SoftnetStat.parse(lines, cores, places, row));
    frequency = frequencies().map(source -> new Recording(source, 0));
  }

  private int[] slots(int width) {
    int[] slots = new int[cores.length == 0 ? 0 : cores[cores.length - 1] + 1];
    Arrays.fill(slots, -1);
    for (int i = 0; i < cores.length; i++) {
      slots[cores[i]] = i * width;
    }
    return slots;
  }

  private Optional<Recording> file(String what, String path, int width, FileSource.Parser parser) {
    return opener
        .open(what, path)
        .map(file -> new Recording(new FileSource(file, cores.length * width, parser), 0));
  }

  private Optional<Source> frequencies() {
    if (cores.length == 0) {
      return Optional.empty();
    }
    // asks the first alone: a machine has them for all cores or for none
    Optional<KernelFile> first = opener.open("core.kilohertz", CPU + cores[0] + FREQUENCY);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    List<FrequencySource.Core> files = new ArrayList<>();
    files.add(new FrequencySource.Core(cores[0], 0, first.get()));
    for (int i = 1; i < cores.length; i++) {
      int place = i;
      opener
          .tryOpen(CPU + cores[i] + FREQUENCY)
          .ifPresent(file -> files.add(new FrequencySource.Core(cores[place], place, file)));
    }
    return Optional.of(new FrequencySource(files, cores.length, used));
  }

  /** All that is to be read in each pass. */
  List<Recording> recordings() {
    List<Recording> all = new ArrayList<>();
    time.ifPresent(all::add);
    softnet.ifPresent(all::add);
    frequency.ifPresent(all::add);
    return all;
  }

  /** The cores whose frequency is read in the next pass. */
  BitSet used() {
    return used;
  }

  /** The trial begins. */
  void begin() {
    throttlesBefore = throttles();
    if (throttlesBefore.length > 0 && throttlesBefore[0] == Column.ABSENT) {
      opener.absent("core.throttles", CPU + cores[0] + THROTTLES + " is not there");
    }
  }

  private long[] throttles() {
    boolean any = cores.length > 0 && opener.number(CPU + cores[0] + THROTTLES).isPresent();
    long[] counts = new long[cores.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] =
          any ? opener.number(CPU + cores[i] + THROTTLES).orElse(Column.ABSENT) : Column.ABSENT;
    }
    return counts;
  }

  /** What was recorded. */
  List<CoreSeries> series(int passes) {
    long[] throttlesAfter = throttles();
    List<CoreSeries> all = new ArrayList<>();
    for (int i = 0; time.isPresent() && i < cores.length; i++) {
      int place = i;
      all.add(
          new CoreSeries(
              cores[i],
              time(time.get(), i, passes),
              softnet.map(recording -> softnet(recording, place, passes)),
              frequency
                  .map(recording -> recording.gauge(place, passes))
                  .filter(column -> !column.isEmpty()),
              between(throttlesBefore, throttlesAfter, i)));
    }
    return all;
  }

  private CoreTime time(Recording recording, int place, int passes) {
    IntFunction<Column> millis =
        number -> recording.growth(place * ProcStat.WIDTH + number, passes, 1000, ticksPerSecond);
    return new CoreTime(
        millis.apply(ProcStat.USER),
        millis.apply(ProcStat.SYSTEM),
        millis.apply(ProcStat.SOFTIRQ),
        millis.apply(ProcStat.IRQ),
        millis.apply(ProcStat.STEAL),
        millis.apply(ProcStat.IDLE));
  }

  private static SoftnetSeries softnet(Recording recording, int place, int passes) {
    int slot = place * SoftnetStat.WIDTH;
    return new SoftnetSeries(
        recording.wrappingGrowth(slot, passes, SoftnetStat.WRAP),
        recording.wrappingGrowth(slot + 1, passes, SoftnetStat.WRAP),
        recording.wrappingGrowth(slot + 2, passes, SoftnetStat.WRAP));
  }

  private static OptionalLong between(long[] before, long[] after, int place) {
    return place < before.length
            && before[place] != Column.ABSENT
            && after[place] != Column.ABSENT
            && after[place] >= before[place]
        ? OptionalLong.of(after[place] - before[place])
        : OptionalLong.empty();
  }
}
