package dev.linerate.store;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import dev.linerate.result.Trial;
import dev.linerate.store.RunWriter.PlacedInterval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Writes a run whose intervals come before anybody knows what they are of: any number of them, in
 * batches, each a transaction, so that other processes may write between two. Until it is finished
 * the run reads as {@link Run.State#RUNNING}, with all its trials in a case numbered 0; one that is
 * not finished is removed.
 */
public final class RunImport implements AutoCloseable {
  /** Rows in a transaction: a few MB, and some tens of milliseconds. */
  private static final int BATCH = 16_384;

  private final Database database;
  private final RunWriter writer;
  private final String run;
  private final long unsorted;
  private final List<Room> rooms = new ArrayList<>();
  private final ExecutorService writing =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("import").factory());
  private List<PlacedInterval> batch = new ArrayList<>();
  private Optional<CompletableFuture<Void>> underWay = Optional.empty();
  private boolean finished;

  /** A trial's row, and how many intervals it has. */
  private static final class Room {
    private final long row;
    private int intervals;

    Room(long row) {
      this.row = row;
    }
  }

  RunImport(Database database, RunWriter writer, Run run) {
    this.database = database;
    this.writer = writer;
    this.run = run.id();
    database.write(() -> {
      writer.run(run, 0);
      writer.caseRecord(run.id(), unsorted());
    });
    this.unsorted = caseRow(0);
  }

  private static CaseRecord unsorted() {
    return new CaseRecord(
        0,
        new CaseSpec(
            "import",
            Placement.CROSS_HOST,
            Flow.of(Protocol.TCP, Duration.ofSeconds(1)),
            Pinning.NONE),
        "import",
        Optional.empty(),
        Status.FAILED,
        Optional.of("its import did not end"),
        List.of());
  }

  private long caseRow(int number) {
    return database
        .first(
            "SELECT id FROM cases WHERE run = ? AND number = ?",
            row -> row.number("id"),
            run,
            number)
        .orElseThrow();
  }

  /**
   * Makes room for a trial.
   *
   * @return the number it is called by, from 0
   */
  public int open(Trial soFar) {
    int number = rooms.size();
    Trial trial = soFar.withRepeat(number + 1);
    long[] row = new long[1];
    settle();
    database.write(() -> row[0] = writer.trialAlone(unsorted, trial));
    rooms.add(new Room(row[0]));
    return number;
  }

  /** Adds an interval behind those that the trial has. */
  public void add(int trial, Interval interval) {
    Room room = rooms.get(trial);
    batch.add(new PlacedInterval(room.row, room.intervals++, interval));
    if (batch.size() == BATCH) {
      flush();
    }
  }

  /** Hands the batch over: while it is written the next one is read. */
  private void flush() {
    settle();
    List<PlacedInterval> full = batch;
    batch = new ArrayList<>(BATCH);
    underWay =
        Optional.of(
            CompletableFuture.runAsync(
                () -> database.write(() -> writer.intervals(full)), writing));
  }

  /**
   * Waits until the batch before is written, also when interrupted: nobody else may use the
   * connection meanwhile, and a batch takes a fraction of a second.
   */
  private void settle() {
    Optional<CompletableFuture<Void>> waited = underWay;
    underWay = Optional.empty();
    try {
      waited.ifPresent(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException fault ? fault : e;
    }
  }

  /**
   * Says what all of it was.
   *
   * @param whole the run with networks and cases; the trials' own intervals are not looked at
   * @param trials for each case, in its order, the numbers of its trials in theirs. A trial that is
   *     in none is removed
   */
  public void finish(Run whole, List<List<Integer>> trials) {
    flush();
    settle();
    database.write(() -> {
      writer.runAnew(whole);
      writer.platform(run, whole.platform());
      whole.networks().forEach(network -> writer.network(run, network));
      for (int i = 0; i < whole.cases().size(); i++) {
        settle(whole.cases().get(i), trials.get(i));
      }
      database.update("DELETE FROM cases WHERE id = ?", unsorted);
    });
    finished = true;
  }

  private void settle(CaseRecord record, List<Integer> numbers) {
    writer.caseRecord(run, record);
    long row = caseRow(record.number());
    for (int i = 0; i < numbers.size(); i++) {
      writer.trialAnew(rooms.get(numbers.get(i)).row, row, record.trials().get(i));
    }
  }

  /** Removes the run unless it is finished. */
  @Override
  public void close() {
    // what has failed is thrown already, or goes with the run
    underWay.ifPresent(last -> last.handle((_, _) -> true).join());
    writing.shutdown();
    if (!finished) {
      database.update("DELETE FROM runs WHERE id = ?", run);
    }
  }
}
