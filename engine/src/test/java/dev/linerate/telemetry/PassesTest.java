package dev.linerate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.SystemCall;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passes over files of a machine that there is not, on a clock that the test turns. */
class PassesTest {
  private static final long SECOND = 1_000_000_000;
  private static final SamplingCost COST = new SamplingCost(0, 0, 0, 0);
  private static final Worker WORKER = new Worker(End.CLIENT, Work.SENDS, OptionalInt.of(0), 7, 8);

  @TempDir Path root;
  private final BigMachine machine = new BigMachine(128);
  private long now = 5 * SECOND;
  private Runnable atTheEnd = () -> {};

  private Passes passes() {
    return new Passes(
        root,
        List.of(
            new NamespacePlace(
                "container a",
                List.of(End.CLIENT),
                Path.of("/run/netns/a"),
                Map.of("lo", new GsoLimits(65536, 65535)))),
        _ -> {},
        () -> now);
  }

  private Telemetry telemetry(int samples) {
    machine.write(root, 0);
    machine.writeThread(root, 7, 8, 0);
    try (Passes passes = passes()) {
      passes.pass();
      passes.watch(WORKER);
      passes.begin();
      for (int i = 0; i <= samples; i++) {
        machine.write(root, i);
        machine.writeThread(root, 7, 8, i);
        now = 5 * SECOND + i * SECOND / 10;
        passes.pass();
      }
      atTheEnd.run();
      return passes.telemetry(10, 5 * SECOND + SECOND / 20, COST);
    }
  }

  @Test
  void timesCountFromTheFirstByte() {
    TimeAxis time = telemetry(3).time();
    assertThat(time).isEqualTo(TimeAxis.of(-0.05, 0.05, 0.15, 0.25));
    assertThat(time.samples()).isEqualTo(3);
    assertThat(time.sampleAt(0.05)).isEqualTo(1);
    assertThat(time.sampleAt(9)).isEqualTo(3);
  }

  @Test
  void everyCoreHasItsTicksInMilliseconds() {
    Telemetry telemetry = telemetry(3);
    assertThat(telemetry.cores()).hasSize(128);
    CoreSeries core = telemetry.cores().get(93);
    assertThat(core.core()).isEqualTo(93);
    // a tick is 10 ms; user is with nice: columns 0 and 1
    assertThat(core.time().userMillis()).isEqualTo(Column.constant(3, 10 * (3 + 4)));
    assertThat(core.time().systemMillis()).isEqualTo(Column.constant(3, 10 * 5));
    assertThat(core.time().softirqMillis()).isEqualTo(Column.constant(3, 10 * 9));
    assertThat(core.time().idleMillis()).isEqualTo(Column.constant(3, 10 * (6 + 7)));
    assertThat(core.time().share(CoreState.SYSTEM, 0).orElseThrow())
        .isCloseTo(5.0 / (7 + 5 + 13 + 8 + 9 + 0), within(1e-9));
    assertThat(core.time().busy(0, 3).orElseThrow()).isCloseTo(1 - 13 / 42.0, within(1e-9));
  }

  @Test
  void softnetCountersGoOnBeyond32Bits() {
    Telemetry telemetry = telemetry(40);
    for (CoreSeries core : telemetry.cores()) {
      SoftnetSeries softnet = core.softnet().orElseThrow();
      assertThat(softnet.processed()).isEqualTo(Column.constant(40, 16));
      assertThat(softnet.dropped()).isEqualTo(Column.constant(40, core.core()));
    }
  }

  @Test
  void frequencyIsAskedWhereTheTrafficIs() {
    machine.writeCores(root, 0);
    atTheEnd = () -> machine.writeCores(root, 3);
    Telemetry telemetry = telemetry(3);
    assertThat(telemetry.cores())
        .filteredOn(core -> core.kilohertz().isPresent())
        .extracting(CoreSeries::core)
        .containsExactly(0, 1, 2);
    assertThat(telemetry.cores().get(1).kilohertz().orElseThrow().known())
        .containsExactly(2_000_001L);
    assertThat(telemetry.cores().get(5).throttles()).hasValue(15);
  }

  @Test
  void aThreadIsFollowed() {
    ThreadSeries thread = telemetry(4).threads().getFirst();
    assertThat(thread.worker()).isEqualTo(WORKER);
    assertThat(thread.core()).isEqualTo(Column.of(1, 2, 3, 4));
    assertThat(thread.migrations()).isEqualTo(Column.constant(4, 3));
    assertThat(thread.exactMigrations()).isTrue();
    assertThat(thread.cpuMicros()).isEqualTo(Column.constant(4, 90_000));
    assertThat(thread.waitMicros()).contains(Column.constant(4, 7000));
    assertThat(thread.voluntarySwitches()).contains(Column.constant(4, 2));
    assertThat(thread.involuntarySwitches()).contains(Column.constant(4, 1));
  }

  @Test
  void withoutSchedAndSchedstatTheRestIsKnown() {
    machine.write(root, 0);
    Path task = root.resolve("proc/7/task/8");
    try (Passes passes = passes()) {
      for (int i = 0; i < 3; i++) {
        BigMachine.write(
            task.resolve("stat"),
            BigMachine.ascii(
                "8 (x) R 1 1 1 0 -1 0 0 0 0 0 %d 0 0 0 20 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 %d 0\n"
                    .formatted(3 * i, i / 2)));
        BigMachine.write(
            task.resolve("status"),
            BigMachine.ascii(
                "voluntary_ctxt_switches:\t%d\nnonvoluntary_ctxt_switches:\t0\n".formatted(i)));
        if (i == 0) {
          passes.watch(WORKER);
          passes.begin();
        }
        now += SECOND;
        passes.pass();
      }
      Telemetry telemetry = passes.telemetry(1, 0, COST);
      ThreadSeries thread = telemetry.threads().getFirst();
      assertThat(thread.exactMigrations()).isFalse();
      assertThat(thread.migrations()).isEqualTo(Column.of(0, 1));
      assertThat(thread.cpuMicros()).isEqualTo(Column.of(30_000, 30_000));
      assertThat(thread.waitMicros()).isEmpty();
      assertThat(thread.voluntarySwitches()).contains(Column.of(1, 1));
      assertThat(telemetry.absent())
          .extracting(Absent::what)
          .contains("thread.wait_micros", "thread.exact_migrations");
    }
  }

  @Test
  void aThreadThatComesLaterIsAbsentBefore() {
    machine.write(root, 0);
    try (Passes passes = passes()) {
      passes.watchProcess(End.SERVER, Work.BOTH, 7);
      passes.begin();
      for (int i = 0; i < 4; i++) {
        if (i == 2) {
          machine.writeThread(root, 7, 8, 1);
        }
        now += SECOND;
        passes.pass();
      }
      Telemetry telemetry = passes.telemetry(1, 0, COST);
      assertThat(telemetry.threads())
          .singleElement()
          .satisfies(thread -> {
            assertThat(thread.worker())
                .isEqualTo(new Worker(End.SERVER, Work.BOTH, OptionalInt.empty(), 7, 8));
            assertThat(thread.core().toString()).isEqualTo("[-, 1, 1]");
            assertThat(thread.cpuMicros().toString()).isEqualTo("[-, -, 0]");
          });
    }
  }

  @Test
  void interfacesWithTheirLimits() {
    NamespaceSeries namespace = telemetry(3).namespaces().getFirst();
    assertThat(namespace.label()).isEqualTo("container a");
    assertThat(namespace.interfaces()).hasSize(9);
    InterfaceSeries loopback = namespace.networkInterface("lo").orElseThrow();
    assertThat(loopback.receivedBytes()).isEqualTo(Column.constant(3, 1500));
    assertThat(loopback.sentBytes()).isEqualTo(Column.constant(3, 3000));
    assertThat(loopback.gsoMaxSize()).hasValue(65536);
    InterfaceSeries veth = namespace.networkInterface("veth8").orElseThrow();
    assertThat(veth.receivedBytes()).isEqualTo(Column.constant(3, 9 * 1500));
    assertThat(veth.gsoMaxSegments()).isEmpty();
  }

  @Test
  void groupsWithAQuotaAreFollowed() {
    BigMachine.write(
        root.resolve("proc/self/mountinfo"),
        BigMachine.ascii("30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"));
    Path box = root.resolve("sys/fs/cgroup/box");
    BigMachine.write(box.resolve("cpu.max"), BigMachine.ascii("20000 100000\n"));
    BigMachine.write(
        box.resolve("cpu.stat"),
        BigMachine.ascii("nr_periods 5\nnr_throttled 2\nthrottled_usec 40\n"));
    BigMachine.write(
        box.resolve("inner/cpu.stat"),
        BigMachine.ascii("nr_periods 0\nnr_throttled 0\nthrottled_usec 0\n"));
    BigMachine.write(box.resolve("inner/cpu.max"), BigMachine.ascii("max 100000\n"));
    Telemetry telemetry = telemetry(2);
    assertThat(telemetry.cgroups())
        .extracting(CgroupSeries::path)
        .containsExactly("/box/inner", "/box");
    assertThat(telemetry.cgroups().get(0).quotaCores()).isEmpty();
    assertThat(telemetry.cgroups().get(1).quotaCores()).hasValue(0.2);
    assertThat(telemetry.cgroups().get(1).throttledPeriods()).isEqualTo(Column.of(0, 0));
    assertThat(telemetry.cgroups().get(1).ends()).containsExactly(End.CLIENT);
  }

  @Test
  void whatIsNotThereIsAbsentAndSaysWhy() {
    try (Passes passes =
        new Passes(
            root,
            List.of(
                new NamespacePlace(
                    "h1", List.of(End.SERVER), Path.of("/run/netns/none"), Map.of())),
            _ -> {
              throw new LinuxException(SystemCall.OPENAT, Errno.ENOENT);
            },
            () -> now)) {
      passes.begin();
      passes.watch(WORKER);
      passes.pass();
      now += SECOND;
      passes.pass();
      Telemetry telemetry = passes.telemetry(10, 0, COST);
      assertThat(telemetry.cores()).isEmpty();
      assertThat(telemetry.threads()).isEmpty();
      assertThat(telemetry.namespaces()).isEmpty();
      assertThat(telemetry.cgroups()).isEmpty();
      assertThat(telemetry.absent())
          .contains(
              new Absent("core.time", "/proc/stat: openat: no such file or directory"),
              new Absent("server", "/run/netns/none: openat: no such file or directory"));
    }
  }

  /** Half of the passes stay, and what they count adds up. */
  @Test
  void aLongTrialKeepsEveryOtherPass() {
    BigMachine small = new BigMachine(2);
    small.write(root, 0);
    small.writeThread(root, 7, 8, 0);
    try (Passes passes = passes()) {
      passes.begin();
      passes.pass();
      passes.watch(WORKER);
      int last = 20;
      for (int i = 1; i <= last; i++) {
        BigMachine.write(root.resolve("proc/stat"), small.stat(i));
        small.writeThread(root, 7, 8, i);
        now += SECOND;
        passes.pass();
        if (i == 16) {
          passes.halve();
        }
      }
      Telemetry telemetry = passes.telemetry(1, 5 * SECOND, COST);
      assertThat(telemetry.samples()).isEqualTo(16 / 2 + 4);
      assertThat(telemetry.time().start(0)).isZero();
      assertThat(telemetry.time().seconds(0)).isEqualTo(2);
      assertThat(telemetry.time().end(telemetry.samples() - 1)).isEqualTo(last);
      assertThat(telemetry.cores().get(1).time().systemMillis().sum()).hasValue(10L * 3 * last);
      ThreadSeries thread = telemetry.threads().getFirst();
      assertThat(thread.core().has(0)).isTrue();
      assertThat(thread.cpuMicros().has(0)).as("not there at the first pass").isFalse();
      assertThat(thread.cpuMicros().sum()).hasValue(90_000L * (last - 2));
    }
  }
}
