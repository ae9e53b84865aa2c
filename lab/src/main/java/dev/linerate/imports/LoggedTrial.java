package dev.linerate.imports;

import dev.linerate.plan.Direction;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Transaction;
import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.result.Totals;
import dev.linerate.result.Transactions;
import dev.linerate.tool.End;
import dev.linerate.tool.EndCount;
import dev.linerate.tool.EndReport;
import dev.linerate.tool.PeerCount;
import dev.linerate.tool.TestHeading;
import dev.linerate.tool.TrialTotals;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** A trial of which one end's log was read, or both. */
final class LoggedTrial {
  private final int number;
  private Optional<LoggedTest> client = Optional.empty();
  private Optional<LoggedTest> server = Optional.empty();

  /**
   * @param number by which the shelf knows it
   */
  LoggedTrial(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Whether that end's log is still missing. */
  boolean lacks(End role) {
    return (role == End.CLIENT ? client : server).isEmpty();
  }

  void add(End role, LoggedTest test) {
    if (role == End.CLIENT) {
      client = Optional.of(test);
    } else {
      server = Optional.of(test);
    }
  }

  /** The client's log first. */
  List<LoggedTest> tests() {
    return Stream.of(client, server).flatMap(Optional::stream).toList();
  }

  LoggedTest first() {
    return tests().getFirst();
  }

  /** What the first of the logs says that says it. */
  <T> Optional<T> said(Function<TestHeading, Optional<T>> column) {
    return tests().stream().flatMap(t -> column.apply(t.end().heading()).stream()).findFirst();
  }

  /** What was said of the logs, the client's first. */
  Setting setting() {
    return tests().stream().map(LoggedTest::setting).reduce(Setting.NONE, Setting::or);
  }

  Protocol protocol() {
    return said(TestHeading::protocol)
        .orElseGet(() ->
            tests().stream().anyMatch(t -> t.count().packets().isPresent())
                ? Protocol.UDP
                : Protocol.TCP);
  }

  Direction direction() {
    boolean forward = tests().stream().anyMatch(t -> t.count().isForward());
    boolean reverse = tests().stream().anyMatch(t -> t.count().isReverse());
    return forward && reverse ? Direction.BIDIR : reverse ? Direction.REVERSE : Direction.FORWARD;
  }

  Optional<Instant> started() {
    return said(TestHeading::started);
  }

  String toolVersion() {
    return tests().stream()
        .flatMap(t -> t.end().report().version().stream())
        .findFirst()
        .orElseGet(() -> first().tool());
  }

  /** The server's first. */
  List<String> commands() {
    return Stream.of(server, client)
        .flatMap(Optional::stream)
        .flatMap(t -> t.end().heading().commands().stream())
        .toList();
  }

  /** How long it went on, without the omitted time. */
  double seconds() {
    return tests().stream()
        .mapToDouble(t -> Math.max(t.count().sentSeconds(), t.count().receivedSeconds()))
        .max()
        .orElse(0);
  }

  /** Samples that were read. */
  long samples() {
    return tests().stream().mapToLong(t -> t.count().samples()).sum();
  }

  /**
   * The trial as a whole. Where one end's log is missing, the other one's summary stands for it;
   * where there is none, what TCP's sender handed over counts as received. What a UDP sender says
   * alone is no result: empty.
   */
  Optional<Totals> totals() {
    EndCount clientCount = client.map(LoggedTest::count).orElseGet(EndCount::new);
    EndCount serverCount = server.map(LoggedTest::count).orElseGet(EndCount::new);
    EndReport clientReport = report(client, server, End.CLIENT);
    EndReport serverReport = report(server, client, End.SERVER);
    if (client.isEmpty()) {
      clientCount = missing(server.orElseThrow(), End.CLIENT);
    } else if (server.isEmpty()) {
      serverCount = missing(client.orElseThrow(), End.SERVER);
    }
    return clientCount.receives() || serverCount.receives()
        ? Optional.of(
            TrialTotals.of(clientReport, clientCount, serverReport, serverCount)
                .withTransactions(transactions()))
        : Optional.empty();
  }

  private Optional<Transactions> transactions() {
    return tests().stream().flatMap(test -> test.end().transactions().stream()).findFirst();
  }

  /** What went back and forth; empty where the payload went one way. */
  Optional<Transaction> transaction() {
    return tests().stream().flatMap(test -> test.end().transaction().stream()).findFirst();
  }

  private static EndReport report(Optional<LoggedTest> own, Optional<LoggedTest> other, End role) {
    return own.map(test -> test.end().report())
        .orElseGet(() -> {
          OptionalDouble cpu =
              other.map(test -> test.end().peerCpuPercent()).orElse(OptionalDouble.empty());
          return EndReport.unknown(role).withCpuPercent(cpu);
        });
  }

  /** The end whose log is missing, as far as the other one tells. */
  private EndCount missing(LoggedTest told, End role) {
    EndCount count = new EndCount();
    if (told.end().isOfBoth()) {
      return count;
    }
    List<PeerCount> peers = told.end().peers();
    peers.forEach(peer -> count.add(peer.sample(told.end().report().role())));
    if (told.count().sends() && !count.receives()) {
      stand(told, role, Side.RECEIVER).ifPresent(count::add);
    }
    if (told.count().receives() && !count.sends()) {
      stand(told, role, Side.SENDER).ifPresent(count::add);
    }
    return count;
  }

  /** What the missing end must have counted, from what this one did. */
  private Optional<Interval> stand(LoggedTest told, End role, Side side) {
    EndCount count = told.count();
    boolean udp = protocol() == Protocol.UDP;
    if (side == Side.RECEIVER && (udp || count.sentSeconds() == 0)) {
      return Optional.empty();
    }
    double seconds = side == Side.RECEIVER ? count.sentSeconds() : count.receivedSeconds();
    long bytes = side == Side.RECEIVER ? count.bytesSent() : sent(count);
    PeerCount peer =
        new PeerCount(
            side,
            seconds,
            bytes,
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    return Optional.of(peer.sample(role == End.CLIENT ? End.SERVER : End.CLIENT));
  }

  /** What arrived, and as much again as the numbers of the datagrams say is missing. */
  private static long sent(EndCount count) {
    long packets = count.packets().orElse(0);
    long arrived = packets - count.lost().orElse(0);
    return arrived <= 0
        ? count.bytesReceived()
        : Math.round(count.bytesReceived() * ((double) packets / arrived));
  }
}
