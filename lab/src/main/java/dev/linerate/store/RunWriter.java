package dev.linerate.store;

import dev.linerate.plan.Flow;
import dev.linerate.plan.Rate;
import dev.linerate.plan.Transaction;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Path;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Search;
import dev.linerate.result.Totals;
import dev.linerate.result.Transactions;
import dev.linerate.result.Trial;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The statements that write a run; each caller opens the transaction. */
final class RunWriter {
  private static final String INSERT_RUN =
      """
      INSERT INTO runs (id, plan, started, ended, state, version, hosts, link_bits_per_second,
        link_mtu, repeat, planned_cases)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String UPSERT_NETWORK =
      """
      INSERT INTO networks (run, driver, status, reason, datapath, notes, topology, commands)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (run, driver) DO UPDATE SET status = excluded.status, reason = excluded.reason,
        datapath = excluded.datapath, notes = excluded.notes, topology = excluded.topology,
        commands = excluded.commands
      """;

  private static final String UPSERT_CASE =
      """
      INSERT INTO cases (run, number, network, placement, protocol, direction, streams,
        rate_bits_per_second, length_bytes, window_bytes, mss_bytes, congestion, zerocopy,
        duration_nanos, omit_nanos, interval_nanos, pinning, tool, path_client, path_server,
        path_mtu, path_encapsulation, path_over_wire, status, reason, search_loss_ratio, inside,
        findings, transaction_kind, request_bytes, response_bytes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?)
      ON CONFLICT (run, number) DO UPDATE SET network = excluded.network,
        placement = excluded.placement, protocol = excluded.protocol,
        direction = excluded.direction, streams = excluded.streams,
        rate_bits_per_second = excluded.rate_bits_per_second,
        length_bytes = excluded.length_bytes, window_bytes = excluded.window_bytes,
        mss_bytes = excluded.mss_bytes, congestion = excluded.congestion,
        zerocopy = excluded.zerocopy, duration_nanos = excluded.duration_nanos,
        omit_nanos = excluded.omit_nanos, interval_nanos = excluded.interval_nanos,
        pinning = excluded.pinning, tool = excluded.tool, path_client = excluded.path_client,
        path_server = excluded.path_server, path_mtu = excluded.path_mtu,
        path_encapsulation = excluded.path_encapsulation,
        path_over_wire = excluded.path_over_wire, status = excluded.status,
        reason = excluded.reason, search_loss_ratio = excluded.search_loss_ratio,
        inside = excluded.inside, findings = excluded.findings,
        transaction_kind = excluded.transaction_kind, request_bytes = excluded.request_bytes,
        response_bytes = excluded.response_bytes
      """;

  private static final String INSERT_TRIAL =
      """
      INSERT INTO trials (case_id, repeat, started, status, reason, seconds, bytes_sent,
        bytes_received, retransmits, jitter_millis, lost, packets, out_of_order,
        sender_cpu_percent, receiver_cpu_percent, tool_version, commands, search_tests,
        search_lower_bits_per_second, search_upper_bits_per_second, search_sender_limited,
        search_unmet, telemetry, transactions_per_second, latency_min_micros,
        latency_mean_micros, latency_p50_micros, latency_p90_micros, latency_p99_micros,
        latency_p999_micros, latency_max_micros)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?)
      RETURNING id
      """;

  private static final String UPDATE_RUN =
      """
      UPDATE runs SET plan = ?, started = ?, ended = ?, state = ?, version = ?, hosts = ?,
        link_bits_per_second = ?, link_mtu = ?, repeat = ?, planned_cases = ?
      WHERE id = ?
      """;

  private static final String UPDATE_TRIAL =
      """
      UPDATE trials SET case_id = ?, repeat = ?, started = ?, status = ?, reason = ?, seconds = ?,
        bytes_sent = ?, bytes_received = ?, retransmits = ?, jitter_millis = ?, lost = ?,
        packets = ?, out_of_order = ?, sender_cpu_percent = ?, receiver_cpu_percent = ?,
        tool_version = ?, commands = ?, search_tests = ?, search_lower_bits_per_second = ?,
        search_upper_bits_per_second = ?, search_sender_limited = ?, search_unmet = ?,
        telemetry = ?, transactions_per_second = ?, latency_min_micros = ?,
        latency_mean_micros = ?, latency_p50_micros = ?, latency_p90_micros = ?,
        latency_p99_micros = ?, latency_p999_micros = ?, latency_max_micros = ?
      WHERE id = ?
      """;

  private final Database database;

  RunWriter(Database database) {
    this.database = database;
  }

  void run(Run run, int plannedCases) {
    database.update(
        INSERT_RUN,
        run.id(),
        run.plan(),
        run.started(),
        run.ended(),
        run.state(),
        run.version(),
        run.hosts(),
        run.link().rate().bitsPerSecond(),
        run.link().mtu().bytes(),
        run.repeat(),
        plannedCases);
  }

  void platform(String run, Platform platform) {
    database.update("DELETE FROM facts WHERE run = ?", run);
    List<Object[]> rows = new ArrayList<>();
    platform.facts().forEach((key, value) -> rows.add(new Object[] {run, rows.size(), key, value}));
    database.updateEach("INSERT INTO facts (run, position, key, value) VALUES (?, ?, ?, ?)", rows);
  }

  void network(String run, NetworkRecord network) {
    database.update(
        UPSERT_NETWORK,
        run,
        network.driver(),
        network.status(),
        network.reason(),
        network.datapath(),
        Json.text(network.notes()),
        Json.text(network.topology()),
        Json.text(network.commands()));
  }

  /** Without its trials. */
  void caseRecord(String run, CaseRecord record) {
    Flow flow = record.spec().flow();
    Optional<Path> path = record.path();
    database.update(
        UPSERT_CASE,
        run,
        record.number(),
        record.spec().network(),
        record.spec().placement(),
        flow.protocol(),
        flow.direction(),
        flow.streams(),
        bits(flow.rate()),
        flow.length().map(ByteCount::bytes),
        flow.window().map(ByteCount::bytes),
        flow.mss(),
        flow.congestion(),
        flow.zerocopy(),
        flow.duration().toNanos(),
        flow.omit().toNanos(),
        flow.interval().toNanos(),
        record.spec().pinning().word(),
        record.tool(),
        path.map(Path::client),
        path.map(Path::server),
        path.map(Path::mtu),
        path.map(Path::encapsulation),
        path.map(Path::overWire),
        record.status(),
        record.reason(),
        lossRatio(flow.rate()),
        flow.inside(),
        record.findings().isEmpty() ? Optional.empty() : Optional.of(Json.text(record.findings())),
        flow.transaction().map(Transaction::kind),
        flow.transaction().flatMap(Transaction::request).map(ByteCount::bytes),
        flow.transaction().flatMap(Transaction::response).map(ByteCount::bytes));
  }

  private static OptionalDouble lossRatio(Rate rate) {
    return rate instanceof Rate.Search search
        ? OptionalDouble.of(search.lossRatio())
        : OptionalDouble.empty();
  }

  /** 0 is no limit, or none that is known before. */
  private static double bits(Rate rate) {
    return switch (rate) {
      case Rate.Fixed fixed -> fixed.perStream().bitsPerSecond();
      case Rate.Unlimited _, Rate.Search _ -> 0;
    };
  }

  /** With its intervals; {@code caseId} is the row's. */
  void trial(long caseId, Trial trial) {
    long id = trialAlone(caseId, trial);
    List<PlacedInterval> placed = new ArrayList<>(trial.intervals().size());
    for (Interval interval : trial.intervals()) {
      placed.add(new PlacedInterval(id, placed.size(), interval));
    }
    intervals(placed);
  }

  /** Without its intervals; gives the row's id. */
  long trialAlone(long caseId, Trial trial) {
    return database
        .first(INSERT_TRIAL, row -> row.number("id"), columns(caseId, trial).toArray())
        .orElseThrow();
  }

  /** Says what the trial of that row was, and of which case; its intervals stay. */
  void trialAnew(long id, long caseId, Trial trial) {
    List<Object> columns = new ArrayList<>(columns(caseId, trial));
    columns.add(id);
    database.update(UPDATE_TRIAL, columns.toArray());
  }

  private static List<Object> columns(long caseId, Trial trial) {
    Optional<Totals> totals = trial.totals();
    Optional<Search> search = trial.search();
    Optional<Transactions> transactions = totals.flatMap(Totals::transactions);
    return List.of(
        caseId,
        trial.repeat(),
        trial.started(),
        trial.status(),
        trial.reason(),
        totals.map(Totals::seconds),
        totals.map(Totals::bytesSent),
        totals.map(Totals::bytesReceived),
        totals.map(Totals::retransmits),
        totals.map(Totals::jitterMillis),
        totals.map(Totals::lost),
        totals.map(Totals::packets),
        totals.map(Totals::outOfOrder),
        totals.map(Totals::senderCpuPercent),
        totals.map(Totals::receiverCpuPercent),
        trial.toolVersion(),
        Json.text(trial.commands()),
        search.map(Search::tests),
        search.flatMap(Search::lower).map(BitRate::bitsPerSecond),
        search.flatMap(Search::upper).map(BitRate::bitsPerSecond),
        search.map(Search::senderLimited),
        search.flatMap(Search::unmet),
        trial.telemetry().map(Json::packed),
        transactions.map(Transactions::perSecond),
        transactions.map(Transactions::minMicros),
        transactions.map(Transactions::meanMicros),
        transactions.map(Transactions::p50Micros),
        transactions.map(Transactions::p90Micros),
        transactions.map(Transactions::p99Micros),
        transactions.map(Transactions::p999Micros),
        transactions.map(Transactions::maxMicros));
  }

  /** Of many trials, in any order. */
  void intervals(List<PlacedInterval> intervals) {
    IntervalInsert insert = IntervalInsert.of(intervals);
    database.updateEach(insert.sql(), insert::rows);
  }

  /** An interval of a trial that has others before it. */
  record PlacedInterval(long trial, int position, Interval interval) {}

  /** What is known of a run that was begun with less. */
  void runAnew(Run run) {
    database.update(
        UPDATE_RUN,
        run.plan(),
        run.started(),
        run.ended(),
        run.state(),
        run.version(),
        run.hosts(),
        run.link().rate().bitsPerSecond(),
        run.link().mtu().bytes(),
        run.repeat(),
        run.cases().size(),
        run.id());
  }
}
