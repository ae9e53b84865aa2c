package dev.linerate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.fault.LinerateException;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Side;
import dev.linerate.result.Status;
import dev.linerate.result.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunImportTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final ResultStore store;

  RunImportTest(@TempDir Path folder) {
    store = ResultStore.open(folder.resolve("results.sqlite"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Run header() {
    return new Run(
        "imported",
        "import",
        NOW,
        Optional.empty(),
        Run.State.RUNNING,
        "1",
        1,
        LinkSpec.UNKNOWN,
        1,
        new Platform(Map.of()),
        List.of(),
        List.of());
  }

  private static Trial trial(int repeat) {
    return new Trial(
        repeat,
        NOW,
        Status.FAILED,
        Optional.of("no end"),
        Optional.empty(),
        List.of(),
        "iperf 3.12",
        List.of());
  }

  private static CaseRecord record(int number, Trial... trials) {
    return new CaseRecord(
        number,
        new CaseSpec(
            "vxlan",
            Placement.CROSS_HOST,
            Flow.of(Protocol.TCP, Duration.ofSeconds(number)),
            Pinning.NONE),
        "iperf3",
        Optional.empty(),
        Status.FAILED,
        Optional.of("no end"),
        List.of(trials));
  }

  private static Interval interval(Side side, int stream, double start, long bytes) {
    return new Interval(
        side,
        false,
        stream,
        start,
        0.1,
        bytes,
        OptionalLong.of(1),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        false);
  }

  private static Interval interval(double start, long bytes) {
    return interval(Side.RECEIVER, 0, start, bytes);
  }

  @Test
  void trialsGoToTheirCasesWhenItEnds() {
    try (RunImport run = store.importing(header())) {
      int a = run.open(trial(1));
      int b = run.open(trial(1));
      int dropped = run.open(trial(1));
      run.add(a, interval(0, 10));
      run.add(b, interval(0, 20));
      run.add(dropped, interval(0, 30));
      run.add(a, interval(0.1, 11));
      Run whole = header().with(List.of(), List.of(record(1, trial(1)), record(2, trial(1))));
      run.finish(whole, List.of(List.of(b), List.of(a)));
    }

    Run read = store.run("imported").orElseThrow();
    assertThat(read.cases()).hasSize(2);
    assertThat(read.cases().get(0).trials().getFirst().intervals())
        .containsExactly(interval(0, 20));
    assertThat(read.cases().get(1).trials().getFirst().intervals())
        .containsExactly(interval(0, 10), interval(0.1, 11));
    assertThat(store.database().first("SELECT count(*) AS n FROM intervals", r -> r.number("n")))
        .as("without the trial that is in no case")
        .contains(3L);
  }

  @Test
  void whatDoesNotEndIsRemoved() {
    try (RunImport run = store.importing(header())) {
      run.add(run.open(trial(1)), interval(0, 10));
      assertThat(store.run("imported").orElseThrow().state()).isEqualTo(Run.State.RUNNING);
    }

    assertThat(store.list()).isEmpty();
    assertThat(store.database().first("SELECT count(*) AS n FROM trials", r -> r.number("n")))
        .contains(0L);
  }

  @Test
  void aRunThatIsThereIsNotTouched() {
    store.begin(header(), 0);

    assertThatThrownBy(() -> store.importing(header()))
        .isInstanceOf(LinerateException.class)
        .hasMessageStartingWith("the run imported is in ");
    assertThat(store.list()).hasSize(1);
  }

  /** More intervals than are read whole: the totals of the picture are those of the trial. */
  @Test
  void aLongTrialIsSeenThroughAFewIntervalsThatHideNoPeak() {
    int samples = 210_000;
    int dip = 123_456;
    long sum = 0;
    try (RunImport run = store.importing(header())) {
      int trial = run.open(trial(1));
      for (int i = 0; i < samples; i++) {
        long bytes = i == dip ? 1 : 1_000_000 + i % 7;
        sum += bytes;
        run.add(trial, interval(i / 10.0, bytes));
      }
      Run whole = header().with(List.of(), List.of(record(1, trial(1))));
      run.finish(whole, List.of(List.of(trial)));
    }

    Run seen = store.overview("imported").orElseThrow();
    List<Interval> few = seen.cases().getFirst().trials().getFirst().intervals();
    assertThat(few).hasSizeBetween(CondensedLine.MOST, 2 * CondensedLine.MOST);
    assertThat(few.stream().mapToLong(Interval::bytes).sum()).isEqualTo(sum);
    assertThat(few.stream().mapToLong(i -> i.retransmits().orElseThrow()).sum()).isEqualTo(samples);
    assertThat(few.stream().mapToDouble(i -> i.extremes().orElseThrow().lowest()).min())
        .hasValueCloseTo(80.0, within(1e-3));
    assertThat(few.stream().mapToDouble(i -> i.extremes().orElseThrow().highest()).max())
        .hasValueCloseTo(1_000_006 * 80.0, within(1.0));
    assertThat(few.getLast().start() + few.getLast().seconds()).isCloseTo(21_000, within(1e-6));
  }

  /** However many trials share them, an overview has so many intervals and no more. */
  @Test
  void manyTrialsShareWhatAnOverviewHas() {
    int trials = 250;
    int samples = 1000;
    List<Trial> whole = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    try (RunImport run = store.importing(header())) {
      for (int t = 1; t <= trials; t++) {
        int number = run.open(trial(t));
        for (int i = 0; i < samples; i++) {
          run.add(number, interval(i / 10.0, t));
        }
        whole.add(trial(t));
        numbers.add(number);
      }
      CaseRecord record = record(1, whole.toArray(Trial[]::new));
      run.finish(header().with(List.of(), List.of(record)), List.of(numbers));
    }

    List<Trial> seen = store.overview("imported").orElseThrow().cases().getFirst().trials();
    assertThat(seen).hasSize(trials);
    assertThat(seen.stream().mapToInt(trial -> trial.intervals().size()).sum())
        .isBetween(trials * CondensedLine.FEWEST, 100_000);
    assertThat(seen.get(7).intervals().stream().mapToLong(Interval::bytes).sum())
        .isEqualTo(8L * samples);

    Run figures = store.figures("imported").orElseThrow();
    assertThat(figures.cases().getFirst().trials())
        .hasSize(trials)
        .allSatisfy(trial -> assertThat(trial.intervals()).isEmpty());
    List<Double> starts = new ArrayList<>();
    store.intervals("imported", 1, 8, interval -> starts.add(interval.start()));
    assertThat(starts).hasSize(samples).isSorted();
    store.intervals("imported", 1, trials + 1, interval -> starts.add(interval.start()));
    assertThat(starts).as("there is no such trial").hasSize(samples);
  }

  @Test
  void aShortRunIsSeenWhole() {
    try (RunImport run = store.importing(header())) {
      int trial = run.open(trial(1));
      for (int i = 0; i < 10_000; i++) {
        run.add(trial, interval(i / 10.0, i));
      }
      Run whole = header().with(List.of(), List.of(record(1, trial(1))));
      run.finish(whole, List.of(List.of(trial)));
    }

    assertThat(store.overview("imported")).isEqualTo(store.run("imported"));
  }

  @Test
  void streamsAtOneTimeAreOneSlot() {
    Condenser condenser = new Condenser(CondensedLine.MOST);
    for (int i = 0; i < 4 * CondensedLine.MOST; i++) {
      condenser.add(interval(Side.SENDER, 0, i, i % 2 == 0 ? 100 : 300));
      condenser.add(interval(Side.SENDER, 1, i, i % 2 == 0 ? 300 : 100));
      condenser.add(interval(Side.RECEIVER, 0, i, 50));
    }

    List<Interval> all = condenser.all();
    assertThat(all)
        .filteredOn(i -> i.side() == Side.SENDER)
        .as("the two streams make up for each other: together they never change")
        .allSatisfy(i -> {
          assertThat(i.extremes().orElseThrow().lowest()).isCloseTo(32_000, within(1e-3));
          assertThat(i.extremes().orElseThrow().highest()).isCloseTo(32_000, within(1e-3));
        });
    assertThat(all.stream().filter(i -> i.side() == Side.RECEIVER).mapToLong(Interval::bytes).sum())
        .isEqualTo(4L * CondensedLine.MOST * 50);
  }
}
