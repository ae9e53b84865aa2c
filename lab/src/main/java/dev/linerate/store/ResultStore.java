package dev.linerate.store;

import dev.linerate.fault.LinerateException;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Trial;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs in a SQLite file: raw intervals, platform facts, exact commands.
 *
 * <p>Each call is one transaction, so that a kill loses the current trial at most; a run that was
 * killed reads back as {@link Run.State#RUNNING}. Any number of processes may use a file at once.
 * Thread-safe.
 *
 * <p>Every method throws {@link LinerateException}: environment when the file cannot be read or
 * written (no space, no permission, locked, damaged), internal when a run or case that is written
 * to was never begun.
 */
public final class ResultStore implements AutoCloseable {
  /** As many ids as a message about a wrong one shows. */
  private static final int SHOWN = 5;

  private static final String LINES =
      """
      SELECT id, plan, started, state,
        (SELECT count(*) FROM cases WHERE run = runs.id AND EXISTS
          (SELECT 1 FROM trials WHERE case_id = cases.id AND trials.status = 'measured'))
          AS measured,
        max(planned_cases, (SELECT count(*) FROM cases WHERE run = runs.id)) AS total
      FROM runs ORDER BY started DESC, id DESC
      """;

  private final Database database;
  private final RunWriter writer;
  private final RunReader reader;

  private ResultStore(Database database) {
    this.database = database;
    this.writer = new RunWriter(database);
    this.reader = new RunReader(database);
  }

  /**
   * Loads what opening a file needs, and touches no results: for those who have something else to
   * do meanwhile.
   *
   * @throws LinerateException environment when SQLite's library cannot be loaded
   */
  public static void prepare() {
    SqliteLibrary.load();
  }

  /**
   * Opens a results file, and makes it (mode 0600) when it does not exist.
   *
   * @throws LinerateException user when it is another program's file or a newer linerate's;
   *     environment when it cannot be opened
   */
  public static ResultStore open(Path file) {
    Database database = Database.open(file);
    try {
      Migrations.apply(database);
      return new ResultStore(database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Adds a run with all that it holds by now, usually neither networks nor cases.
   *
   * @param plannedCases cases of its plan
   */
  public synchronized void begin(Run run, int plannedCases) {
    database.write(() -> {
      writer.run(run, plannedCases);
      writer.platform(run.id(), run.platform());
      run.networks().forEach(network -> writer.network(run.id(), network));
      for (CaseRecord record : run.cases()) {
        writer.caseRecord(run.id(), record);
        long caseId = caseId(run.id(), record.number());
        record.trials().forEach(trial -> writer.trial(caseId, trial));
      }
    });
  }

  /**
   * Begins a run that is written bit by bit, more of it than memory holds.
   *
   * @param run as far as it is known; neither networks nor cases
   * @throws LinerateException user when there is a run of this id
   */
  public synchronized RunImport importing(Run run) {
    if (database
        .first("SELECT id FROM runs WHERE id = ?", row -> row.text("id"), run.id())
        .isPresent()) {
      throw LinerateException.user(
          "the run " + run.id() + " is in " + database.file() + " already",
          "See it: linerate results show " + run.id());
    }
    return new RunImport(database, writer, run);
  }

  /** Replaces the platform's facts. */
  public synchronized void platform(String runId, Platform platform) {
    database.write(() -> writer.platform(runId, platform));
  }

  /** Adds a network, or replaces the one of the same driver. */
  public synchronized void network(String runId, NetworkRecord network) {
    database.write(() -> writer.network(runId, network));
  }

  /** Adds a case, or replaces the one of the same number; its trials stay as they were written. */
  public synchronized void caseRecord(String runId, CaseRecord record) {
    database.write(() -> writer.caseRecord(runId, record));
  }

  /** Adds a trial with its intervals to a case that was written before. */
  public synchronized void trial(String runId, int caseNumber, Trial trial) {
    database.write(() -> writer.trial(caseId(runId, caseNumber), trial));
  }

  /** Notes how a run ended. */
  public synchronized void end(String runId, Run.State state, Instant ended) {
    database.write(() -> {
      int changed =
          database.update("UPDATE runs SET state = ?, ended = ? WHERE id = ?", state, ended, runId);
      if (changed == 0) {
        throw LinerateException.internal("there is no run " + runId + " to end", "");
      }
    });
  }

  /** The run with exactly this id. */
  public synchronized Optional<Run> run(String id) {
    return database.read(() -> reader.run(id));
  }

  /**
   * The run with exactly this id, for people to look at. Of a run with more intervals than memory
   * holds, those of long trials are put together, with the extremes of each ({@link
   * Interval#extremes()}); totals are those of the whole.
   */
  public synchronized Optional<Run> overview(String id) {
    return database.read(() -> reader.overview(id));
  }

  /**
   * The run with exactly this id, as far as its figures go: no intervals, no telemetry. However
   * long it was, this takes little memory.
   */
  public synchronized Optional<Run> figures(String id) {
    return database.read(() -> reader.figures(id));
  }

  /**
   * Gives away every interval of a trial, in order, and keeps none.
   *
   * @throws LinerateException also what {@code taker} throws
   */
  public synchronized void intervals(
      String runId, int caseNumber, int repeat, Consumer<Interval> taker) {
    reader.intervals(runId, caseNumber, repeat, taker);
  }

  /** The run that started last, with every interval. */
  public synchronized Optional<Run> latest() {
    return database.read(() -> latestId().flatMap(reader::run));
  }

  /** The id of the run that started last. */
  public synchronized Optional<String> latestId() {
    return database.first(
        "SELECT id FROM runs ORDER BY started DESC, id DESC LIMIT 1", row -> row.text("id"));
  }

  /** Every run, the newest first. */
  public synchronized List<RunLine> list() {
    return database.query(LINES, ResultStore::line);
  }

  /**
   * The whole id of the one run whose id begins so.
   *
   * @throws LinerateException user when there is none or more than one
   */
  public synchronized String resolve(String idPrefix) {
    List<String> ids =
        database.query(
            "SELECT id FROM runs WHERE substr(id, 1, length(?)) = ? ORDER BY id DESC",
            row -> row.text("id"),
            idPrefix,
            idPrefix);
    if (ids.contains(idPrefix)) {
      return idPrefix;
    }
    if (ids.size() != 1) {
      throw unresolved(idPrefix, ids);
    }
    return ids.getFirst();
  }

  private LinerateException unresolved(String idPrefix, List<String> ids) {
    if (!ids.isEmpty()) {
      return LinerateException.user(
          ids.size() + " runs begin with \"" + idPrefix + "\": " + some(ids),
          "Give more of the id");
    }
    List<String> all = list().stream().map(RunLine::id).toList();
    return LinerateException.user(
        "no run begins with \"" + idPrefix + "\"",
        all.isEmpty() ? "There is none yet: linerate run" : "There are " + some(all));
  }

  private static String some(List<String> ids) {
    List<String> shown = ids.subList(0, Math.min(SHOWN, ids.size()));
    return String.join(", ", shown) + (shown.size() < ids.size() ? ", …" : "");
  }

  private static RunLine line(Row row) throws SQLException {
    return new RunLine(
        row.text("id"),
        row.text("plan"),
        row.instant("started"),
        row.word("state", Run.State.class),
        row.count("measured"),
        row.count("total"));
  }

  private long caseId(String runId, int number) {
    return database
        .first(
            "SELECT id FROM cases WHERE run = ? AND number = ?",
            row -> row.number("id"),
            runId,
            number)
        .orElseThrow(() ->
            LinerateException.internal(
                "there is no case " + number + " of run " + runId + " to add a trial to", ""));
  }

  /** For tests that need SQLite to behave in a way it seldom does. */
  Database database() {
    return database;
  }

  @Override
  public synchronized void close() {
    database.close();
  }
}
