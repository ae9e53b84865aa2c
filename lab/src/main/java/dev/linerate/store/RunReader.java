package dev.linerate.store;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.plan.Transaction;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Path;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Search;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Transactions;
import dev.linerate.result.Trial;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import dev.linerate.unit.Mtu;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Reads a run back as it was written. */
final class RunReader {
  /** Intervals of a run that fit into memory whole: some 50 MB. */
  private static final long MOST_WHOLE = 200_000;

  private final Database database;

  RunReader(Database database) {
    this.database = database;
  }

  /** How much of the trials is read. */
  private sealed interface Depth {
    /** All of it. */
    record Whole() implements Depth {}

    /** Intervals of long trials are put together to so many, or twice as many. */
    record Condensed(int most) implements Depth {}

    /** Totals only. */
    record Figures() implements Depth {}
  }

  /** With every interval. */
  Optional<Run> run(String id) {
    return run(id, new Depth.Whole());
  }

  /** With so many that they fit into memory. */
  Optional<Run> overview(String id) {
    return run(id, isLarge(id) ? new Depth.Condensed(share(id)) : new Depth.Whole());
  }

  /** With neither intervals nor telemetry. */
  Optional<Run> figures(String id) {
    return run(id, new Depth.Figures());
  }

  /** Whether there are more intervals than an overview has. */
  boolean isLarge(String id) {
    return database
            .first(
                """
                SELECT sum((SELECT max(position) + 1 FROM intervals WHERE trial = trials.id)) AS n
                FROM trials JOIN cases ON cases.id = trials.case_id WHERE cases.run = ?
                """,
                row -> row.number("n"),
                id)
            .orElse(0L)
        > MOST_WHOLE;
  }

  /** Intervals that each of the run's trials may be put together to. */
  private int share(String id) {
    long trials =
        database
            .first(
                """
                SELECT count(*) AS n FROM trials JOIN cases ON cases.id = trials.case_id
                WHERE cases.run = ?
                """,
                row -> row.number("n"),
                id)
            .orElse(0L);
    long each = MOST_WHOLE / 4 / Math.max(1, trials);
    return Math.clamp(each, CondensedLine.FEWEST, CondensedLine.MOST);
  }

  /** Gives every interval of a trial away, and keeps none. */
  void intervals(String run, int caseNumber, int repeat, Consumer<Interval> taker) {
    database
        .first(
            """
            SELECT trials.id AS id FROM trials JOIN cases ON cases.id = trials.case_id
            WHERE cases.run = ? AND cases.number = ? AND trials.repeat = ?
            """,
            row -> row.number("id"),
            run,
            caseNumber,
            repeat)
        .ifPresent(trial -> database.each(IntervalRows.SELECT, IntervalRows::read, taker, trial));
  }

  private Optional<Run> run(String id, Depth depth) {
    return database.first("SELECT * FROM runs WHERE id = ?", row -> run(row, depth), id);
  }

  private Run run(Row row, Depth depth) throws SQLException {
    String id = row.text("id");
    return new Run(
        id,
        row.text("plan"),
        row.instant("started"),
        row.optionalInstant("ended"),
        row.word("state", Run.State.class),
        row.text("version"),
        row.count("hosts"),
        new LinkSpec(new BitRate(row.real("link_bits_per_second")), new Mtu(row.count("link_mtu"))),
        row.count("repeat"),
        platform(id),
        database.query("SELECT * FROM networks WHERE run = ? ORDER BY id", this::network, id),
        database.query(
            "SELECT * FROM cases WHERE run = ? ORDER BY number",
            each -> caseRecord(each, depth),
            id));
  }

  private Platform platform(String run) {
    Map<String, String> facts = new LinkedHashMap<>();
    database
        .query(
            "SELECT key, value FROM facts WHERE run = ? ORDER BY position",
            row -> Map.entry(row.text("key"), row.text("value")),
            run)
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue()));
    return new Platform(facts);
  }

  private NetworkRecord network(Row row) throws SQLException {
    return new NetworkRecord(
        row.text("driver"),
        row.word("status", Status.class),
        row.optionalText("reason"),
        row.text("datapath"),
        Json.lines(row.text("notes")),
        Json.topology(row.text("topology")),
        Json.lines(row.text("commands")));
  }

  private CaseRecord caseRecord(Row row, Depth depth) throws SQLException {
    return new CaseRecord(
        row.count("number"),
        new CaseSpec(
            row.text("network"),
            row.word("placement", Placement.class),
            flow(row),
            new Pinning(row.text("pinning"))),
        row.text("tool"),
        path(row),
        row.word("status", Status.class),
        row.optionalText("reason"),
        database.query(
            "SELECT * FROM trials WHERE case_id = ? ORDER BY repeat",
            each -> trial(each, depth),
            row.number("id")),
        row.optionalText("findings").map(Json::findings).orElse(List.of()));
  }

  private static Flow flow(Row row) throws SQLException {
    return new Flow(
        row.word("protocol", Protocol.class),
        row.word("direction", Direction.class),
        row.count("streams"),
        rate(row),
        bytes(row, "length_bytes"),
        bytes(row, "window_bytes"),
        row.optionalCount("mss_bytes"),
        row.optionalText("congestion"),
        row.truth("zerocopy"),
        Duration.ofNanos(row.number("duration_nanos")),
        Duration.ofNanos(row.number("omit_nanos")),
        Duration.ofNanos(row.number("interval_nanos")),
        row.truth("inside"),
        transaction(row));
  }

  private static Optional<Transaction> transaction(Row row) throws SQLException {
    return row.has("transaction_kind")
        ? Optional.of(
            new Transaction(
                row.word("transaction_kind", Transaction.Kind.class),
                bytes(row, "request_bytes"),
                bytes(row, "response_bytes")))
        : Optional.empty();
  }

  private static Rate rate(Row row) throws SQLException {
    OptionalDouble lossRatio = row.optionalReal("search_loss_ratio");
    return lossRatio.isPresent()
        ? new Rate.Search(lossRatio.getAsDouble())
        : Rate.of(new BitRate(row.real("rate_bits_per_second")));
  }

  private static Optional<ByteCount> bytes(Row row, String column) throws SQLException {
    return row.has(column) ? Optional.of(new ByteCount(row.number(column))) : Optional.empty();
  }

  private static Optional<Path> path(Row row) throws SQLException {
    return row.has("path_mtu")
        ? Optional.of(
            new Path(
                row.text("path_client"),
                row.text("path_server"),
                row.count("path_mtu"),
                row.count("path_encapsulation"),
                row.truth("path_over_wire")))
        : Optional.empty();
  }

  private Trial trial(Row row, Depth depth) throws SQLException {
    return new Trial(
        row.count("repeat"),
        row.instant("started"),
        row.word("status", Status.class),
        row.optionalText("reason"),
        totals(row),
        search(row),
        intervals(row.number("id"), depth),
        row.text("tool_version"),
        Json.lines(row.text("commands")),
        depth instanceof Depth.Figures
            ? Optional.empty()
            : row.optionalBytes("telemetry").map(Json::telemetry));
  }

  private List<Interval> intervals(long trial, Depth depth) {
    return switch (depth) {
      case Depth.Whole _ -> all(trial);
      case Depth.Condensed condensed ->
          intervals(trial) <= 4L * condensed.most() ? all(trial) : condensed(trial, condensed);
      case Depth.Figures _ -> List.of();
    };
  }

  private List<Interval> all(long trial) {
    return database.query(IntervalRows.SELECT, IntervalRows::read, trial);
  }

  private List<Interval> condensed(long trial, Depth.Condensed depth) {
    Condenser condenser = new Condenser(depth.most());
    database.each(IntervalRows.SELECT, IntervalRows::read, condenser::add, trial);
    return condenser.all();
  }

  private long intervals(long trial) {
    return database
        .first(
            "SELECT max(position) + 1 AS n FROM intervals WHERE trial = ?",
            row -> row.number("n"),
            trial)
        .orElse(0L);
  }

  private static Optional<Search> search(Row row) throws SQLException {
    return row.has("search_tests")
        ? Optional.of(
            new Search(
                bits(row, "search_lower_bits_per_second"),
                bits(row, "search_upper_bits_per_second"),
                row.count("search_tests"),
                row.truth("search_sender_limited"),
                row.optionalText("search_unmet")))
        : Optional.empty();
  }

  private static Optional<BitRate> bits(Row row, String column) throws SQLException {
    return row.has(column) ? Optional.of(new BitRate(row.real(column))) : Optional.empty();
  }

  private static Optional<Totals> totals(Row row) throws SQLException {
    return row.has("seconds")
        ? Optional.of(
            new Totals(
                row.real("seconds"),
                row.number("bytes_sent"),
                row.number("bytes_received"),
                row.optionalNumber("retransmits"),
                row.optionalReal("jitter_millis"),
                row.optionalNumber("lost"),
                row.optionalNumber("packets"),
                row.optionalNumber("out_of_order"),
                row.optionalReal("sender_cpu_percent"),
                row.optionalReal("receiver_cpu_percent"),
                transactions(row)))
        : Optional.empty();
  }

  private static Optional<Transactions> transactions(Row row) throws SQLException {
    return row.has("transactions_per_second")
        ? Optional.of(
            new Transactions(
                row.real("transactions_per_second"),
                row.optionalReal("latency_min_micros"),
                row.optionalReal("latency_mean_micros"),
                row.optionalReal("latency_p50_micros"),
                row.optionalReal("latency_p90_micros"),
                row.optionalReal("latency_p99_micros"),
                row.optionalReal("latency_p999_micros"),
                row.optionalReal("latency_max_micros")))
        : Optional.empty();
  }
}
