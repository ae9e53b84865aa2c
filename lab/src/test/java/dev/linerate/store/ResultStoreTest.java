package dev.linerate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linerate.fault.LinerateException;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Side;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultStoreTest {
  private static final Instant START = Instant.parse("2026-11-22T10:15:30Z");

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("results.sqlite");
  }

  private static Run run(String id, Instant started) {
    return new Run(
        id,
        "quickstart",
        started,
        Optional.empty(),
        Run.State.RUNNING,
        "0.1.0",
        3,
        LinkSpec.GIGABIT,
        3,
        new Platform(Map.of()),
        List.of(),
        List.of());
  }

  private static CaseRecord caseRecord(int number, Status status, Optional<String> reason) {
    CaseSpec spec =
        new CaseSpec(
            "vxlan",
            Placement.CROSS_HOST,
            Flow.of(Protocol.TCP, Duration.ofSeconds(10)),
            Pinning.NONE);
    return new CaseRecord(number, spec, "iperf3", Optional.empty(), status, reason, List.of());
  }

  private static Trial trial(int repeat, Status status, int intervals) {
    OptionalLong none = OptionalLong.empty();
    Interval interval =
        new Interval(
            Side.SENDER,
            false,
            0,
            0,
            0.5,
            1,
            none,
            none,
            none,
            none,
            OptionalDouble.empty(),
            none,
            none,
            none,
            false);
    Totals totals =
        new Totals(
            10,
            1,
            1,
            none,
            OptionalDouble.empty(),
            none,
            none,
            none,
            OptionalDouble.empty(),
            OptionalDouble.empty());
    return new Trial(
        repeat,
        START,
        status,
        Optional.empty(),
        Optional.of(totals),
        Collections.nCopies(intervals, interval),
        "iperf 3.12",
        List.of("iperf3 -s"));
  }

  private static LinerateException refused(Path file) {
    LinerateException e =
        catchThrowableOfType(LinerateException.class, () -> ResultStore.open(file).close());
    assertThat(e).as("a problem").isNotNull();
    assertThat(e.nextStep()).isNotBlank();
    return e;
  }

  @Test
  void keepsWholeRunsExactly() {
    try (ResultStore store = ResultStore.open(file())) {
      for (int seed = 0; seed < 60; seed++) {
        Run run = new RandomRun(seed).run("run-" + seed);
        store.begin(run, 0);
        assertThat(store.run(run.id())).as("seed %d", seed).contains(run);
      }
    }
  }

  @Test
  void keepsRunsWrittenPieceByPieceExactly() {
    for (int seed = 100; seed < 120; seed++) {
      Run run = new RandomRun(seed).run("run-" + seed);
      try (ResultStore store = ResultStore.open(file())) {
        writePieces(store, run);
      }
      try (ResultStore again = ResultStore.open(file())) {
        assertThat(again.run(run.id())).as("seed %d", seed).contains(run);
      }
    }
  }

  private static void writePieces(ResultStore store, Run run) {
    Run empty =
        new Run(
            run.id(),
            run.plan(),
            run.started(),
            Optional.empty(),
            Run.State.RUNNING,
            run.version(),
            run.hosts(),
            run.link(),
            run.repeat(),
            new Platform(Map.of("replaced", "later")),
            List.of(),
            List.of());
    store.begin(empty, run.cases().size());
    assertThat(store.run(run.id())).contains(empty);
    store.platform(run.id(), run.platform());
    for (NetworkRecord network : run.networks()) {
      store.network(run.id(), NetworkRecord.unbuilt(network.driver(), Status.FAILED, "not yet"));
      store.network(run.id(), network);
    }
    for (CaseRecord record : run.cases()) {
      store.caseRecord(run.id(), new RandomRun(1).caseRecord(record.number()));
      record.trials().forEach(trial -> store.trial(run.id(), record.number(), trial));
      store.caseRecord(run.id(), record);
    }
    store.end(run.id(), run.state(), run.ended().orElse(START));
    if (run.ended().isEmpty()) {
      store.database().update("UPDATE runs SET ended = NULL WHERE id = ?", run.id());
    }
  }

  @Test
  void listsTheNewestFirstWithHowFarTheyCame() {
    try (ResultStore store = ResultStore.open(file())) {
      assertThat(store.list()).isEmpty();
      assertThat(store.latest()).isEmpty();
      store.begin(run("a", START), 14);
      // as text with fractions of their own length these two would sort the other way round
      store.begin(run("b", START.plusMillis(500)), 2);
      store.caseRecord("a", caseRecord(1, Status.MEASURED, Optional.empty()));
      store.caseRecord("a", caseRecord(2, Status.FAILED, Optional.of("no route")));
      store.caseRecord("a", caseRecord(3, Status.MEASURED, Optional.empty()));
      store.trial("a", 1, trial(1, Status.MEASURED, 3));
      store.trial("a", 1, trial(2, Status.MEASURED, 0));
      store.trial("a", 2, trial(1, Status.FAILED, 0));
      store.end("a", Run.State.INTERRUPTED, START.plusSeconds(60));
      assertThat(store.list())
          .containsExactly(
              new RunLine("b", "quickstart", START.plusMillis(500), Run.State.RUNNING, 0, 2),
              new RunLine("a", "quickstart", START, Run.State.INTERRUPTED, 1, 14));
      assertThat(store.latest()).map(Run::id).contains("b");
      assertThat(store.run("a")).flatMap(Run::ended).contains(START.plusSeconds(60));
    }
  }

  @Test
  void findsRunsByTheBeginningOfTheirId() {
    try (ResultStore store = ResultStore.open(file())) {
      assertThatThrownBy(() -> store.resolve("x"))
          .isInstanceOfSatisfying(
              LinerateException.class,
              e ->
                  assertThat(e.sentence())
                      .isEqualTo("no run begins with \"x\". There is none yet: linerate run"));
      Stream.of("20261122-1", "20261122-10", "20261123-1", "20261124-%")
          .forEach(id -> store.begin(run(id, START), 0));
      assertThat(store.resolve("20261123")).isEqualTo("20261123-1");
      assertThat(store.resolve("20261122-1")).as("exact").isEqualTo("20261122-1");
      assertThat(store.resolve("20261124-%")).isEqualTo("20261124-%");
      assertThatThrownBy(() -> store.resolve("20261122"))
          .hasMessage("2 runs begin with \"20261122\": 20261122-10, 20261122-1");
      assertThatThrownBy(() -> store.resolve("%")).hasMessage("no run begins with \"%\"");
    }
  }

  @Test
  void refusesTrialsOfCasesNeverWritten() {
    try (ResultStore store = ResultStore.open(file())) {
      store.begin(run("a", START), 1);
      assertThatThrownBy(() -> store.trial("a", 7, trial(1, Status.MEASURED, 1)))
          .hasMessage("there is no case 7 of run a to add a trial to");
      assertThatThrownBy(() -> store.end("b", Run.State.COMPLETE, START))
          .hasMessage("there is no run b to end");
      assertThatThrownBy(
              () -> store.network("b", NetworkRecord.unbuilt("host", Status.FAILED, "x")))
          .hasMessageContaining("FOREIGN KEY");
    }
  }

  @Test
  void aTrialIsKeptWholeOrNotAtAll() {
    try (ResultStore store = ResultStore.open(file())) {
      store.begin(run("a", START), 1);
      store.caseRecord("a", caseRecord(1, Status.MEASURED, Optional.empty()));
      store.trial("a", 1, trial(1, Status.MEASURED, 2));
      long pages = pragma(store, "page_count");
      store.database().script("PRAGMA max_page_count = " + (pages + 2));
      assertThatThrownBy(() -> store.trial("a", 1, trial(2, Status.MEASURED, 5000)))
          .isInstanceOfSatisfying(
              LinerateException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(LinerateException.Kind.ENVIRONMENT);
                assertThat(e.sentence())
                    .isEqualTo(
                        "no space left to write the results file "
                            + file()
                            + ". Free some space, or name another file");
              });
      assertThat(store.run("a").orElseThrow().cases().getFirst().trials())
          .containsExactly(trial(1, Status.MEASURED, 2));
      store.database().script("PRAGMA max_page_count = 1000000");
      store.trial("a", 1, trial(2, Status.MEASURED, 5000));
      assertThat(store.run("a").orElseThrow().cases().getFirst().trials()).hasSize(2);
    }
  }

  private static long pragma(ResultStore store, String name) {
    return store.database().first("PRAGMA " + name, row -> row.number(name)).orElseThrow();
  }

  @Test
  void makesThePrivateFileAndItsDirectories() throws IOException {
    Path deep = directory.resolve("a/b/results.sqlite");
    ResultStore.open(deep).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep)))
        .isEqualTo("rw-------");
  }

  @Test
  void leavesOneFileAndNoLibraryBehind() throws IOException {
    try (ResultStore store = ResultStore.open(file())) {
      store.begin(run("a", START), 1);
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file());
    }
    assertThat(Path.of(String.valueOf(System.getProperty("org.sqlite.lib.path")))).doesNotExist();
  }

  @Test
  void twoWritersTakeTurns() throws InterruptedException {
    try (ResultStore one = ResultStore.open(file());
        ResultStore two = ResultStore.open(file())) {
      one.begin(run("a", START), 1);
      two.begin(run("b", START), 1);
      one.caseRecord("a", caseRecord(1, Status.MEASURED, Optional.empty()));
      two.caseRecord("b", caseRecord(1, Status.MEASURED, Optional.empty()));
      Thread other = Thread.ofPlatform().start(() -> writeTrials(two, "b"));
      writeTrials(one, "a");
      other.join();
      assertThat(one.run("a").orElseThrow().cases().getFirst().trials()).hasSize(20);
      assertThat(one.run("b").orElseThrow().cases().getFirst().trials()).hasSize(20);
    }
  }

  private static void writeTrials(ResultStore store, String run) {
    for (int repeat = 1; repeat <= 20; repeat++) {
      store.trial(run, 1, trial(repeat, Status.MEASURED, 10));
    }
  }

  @Test
  void saysWhenAnotherProgramKeepsTheFileLocked() {
    try (ResultStore one = ResultStore.open(file());
        ResultStore two = ResultStore.open(file())) {
      two.database().script("PRAGMA busy_timeout = 0");
      one.database()
          .write(() ->
              assertThatThrownBy(() -> two.begin(run("b", START), 1))
                  .hasMessage("the results file " + file() + " is kept locked by another program"));
      two.begin(run("b", START), 1);
      assertThat(one.run("b")).isPresent();
    }
  }

  @Test
  void opensWhatAnEarlierVersionLeft() throws IOException {
    try (var in = ResultStoreTest.class.getResourceAsStream("/store/v1.sqlite")) {
      Files.copy(Objects.requireNonNull(in), file());
    }
    Run run = new RandomRun(7).run("old");
    try (ResultStore old = ResultStore.open(file());
        ResultStore fresh = ResultStore.open(directory.resolve("fresh.sqlite"))) {
      old.begin(run, 3);
      assertThat(old.run("old")).contains(run);
      assertThat(schema(old)).isNotEmpty().isEqualTo(schema(fresh));
    }
  }

  private static List<String> schema(ResultStore store) {
    return store
        .database()
        .query(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name",
            row -> row.text("sql"));
  }

  @Test
  void refusesAFileOfANewerLinerate() {
    try (ResultStore store = ResultStore.open(file())) {
      store.database().script("PRAGMA user_version = 99");
    }
    assertThat(refused(file()))
        .hasMessage(
            file()
                + " was written by a newer linerate (format 99; this one knows "
                + Migrations.NEWEST
                + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xy", "name: a plan\n"})
  void refusesWhatIsNoDatabase(String text) throws IOException {
    for (int times : new int[] {1, 100}) {
      Files.writeString(file(), text.repeat(times));
      assertThat(refused(file()))
          .hasMessage(file() + " is no results file of linerate: it is no SQLite database");
      assertThat(file()).as("untouched").hasContent(text.repeat(times));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99})
  void refusesAnotherProgramsDatabase(int version) {
    Path file = file();
    try (Database other = Database.open(file)) {
      other.script("CREATE TABLE bookmarks (url TEXT); PRAGMA user_version = " + version);
    }
    assertThat(refused(file))
        .hasMessage(file + " is no results file of linerate: another program's database");
  }

  @Test
  void refusesADamagedFile() throws IOException {
    try (ResultStore store = ResultStore.open(file())) {
      store.begin(new RandomRun(3).run("a"), 1);
    }
    byte[] bytes = Files.readAllBytes(file());
    Arrays.fill(bytes, 4096, bytes.length, (byte) 0x5A);
    Files.write(file(), bytes);
    try (ResultStore store = ResultStore.open(file())) {
      assertThatThrownBy(() -> store.run("a")).hasMessageContaining("is damaged");
      assertThatThrownBy(store::list).hasMessageContaining("is damaged");
    }
  }

  @Test
  void refusesWordsThatNoLinerateWrites() {
    try (ResultStore store = ResultStore.open(file())) {
      store.begin(run("a", START), 1);
      store.database().script("UPDATE runs SET state = 'sleeping'");
      assertThatThrownBy(() -> store.run("a")).hasMessageContaining("is damaged");
      store.database().script("UPDATE runs SET state = 'running', started = 'yesterday'");
      assertThatThrownBy(store::list).hasMessageContaining("is damaged: yesterday is no instant");
    }
  }

  @Test
  void refusesPathsThatCannotBeAFile() throws IOException {
    assertThat(refused(directory)).hasMessage("the results file " + directory + " is a directory");
    Path plain = Files.createFile(directory.resolve("plain"));
    assertThat(refused(plain.resolve("results.sqlite")))
        .hasMessageStartingWith("cannot make the results file " + plain.resolve("results.sqlite"))
        .hasMessageContaining("not a directory");
    assertThat(refused(directory.resolve("what?.sqlite")))
        .hasMessageContaining("cannot have a question mark");
    Path nowhere = Files.createSymbolicLink(directory.resolve("link"), Path.of("/nowhere/file"));
    assertThat(refused(nowhere)).hasMessageContaining("cannot write the results file");
  }
}
