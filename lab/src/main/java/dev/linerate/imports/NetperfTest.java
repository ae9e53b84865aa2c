package dev.linerate.imports;

import dev.linerate.plan.Protocol;
import dev.linerate.plan.Transaction;
import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.result.Transactions;
import dev.linerate.tool.Connection;
import dev.linerate.tool.End;
import dev.linerate.tool.EndReport;
import dev.linerate.tool.LoggedEnd;
import dev.linerate.tool.PeerCount;
import dev.linerate.tool.TestHeading;
import dev.linerate.unit.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One test of netperf, which runs at the client: what its log says of it. */
final class NetperfTest implements LoggedEnd {
  private static final long MOST_BYTES = 1L << 53;
  private static final double LONGEST = 1e7;

  private final LoggedTest test;
  private final Connection connection;
  private final List<PeerCount> peers = new ArrayList<>();
  private final NetperfBanner.Kind kind;
  private OptionalLong request = OptionalLong.empty();
  private OptionalLong response = OptionalLong.empty();
  private Optional<Transactions> transactions = Optional.empty();
  private Protocol protocol;
  private boolean reverse;
  private double end;
  private boolean whole;

  NetperfTest(LoggedTest test, NetperfBanner banner) {
    this.test = test;
    this.connection = banner.connection();
    this.kind = banner.kind();
    this.protocol = banner.protocol();
    this.reverse = banner.reverse();
    test.readBy(this);
  }

  void protocol(Protocol other) {
    protocol = other;
  }

  void reverse(boolean other) {
    reverse = other;
  }

  boolean isUdp() {
    return protocol == Protocol.UDP;
  }

  boolean isReverse() {
    return reverse;
  }

  /** Whether its final figures were read. */
  boolean isWhole() {
    return whole;
  }

  /** Whether its banner says that it is of requests and responses. */
  boolean isOfTransactions() {
    return kind.isOfTransactions();
  }

  /** How much goes back and forth, bytes; empty where the log does not say. */
  void sizes(OptionalLong ofRequest, OptionalLong ofResponse) {
    request = ofRequest;
    response = ofResponse;
  }

  /**
   * The figures of a whole test of transactions, which end it. Each answered request has arrived;
   * where nobody says how large one is, its payload is a byte, as netperf's usually is.
   */
  Optional<String> transactions(Transactions told, double seconds) {
    if (!sane(told)) {
      return Optional.of("figures that cannot be right");
    }
    double bytes = told.perSecond() * seconds * request.orElse(1);
    Optional<String> wrong =
        total(
            seconds,
            bytes,
            OptionalDouble.of(bytes),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    transactions = wrong.isEmpty() ? Optional.of(told) : Optional.empty();
    return wrong;
  }

  /** An interim result ({@code -D}); gives what is wrong with it. */
  Optional<String> interim(double bitsPerSecond, double seconds) {
    double bytes = bitsPerSecond * seconds / 8;
    if (!sane(seconds, bytes)) {
      return Optional.of("an interim result that cannot be right");
    }
    sample(Math.round(bytes), end, seconds, OptionalLong.empty());
    end += seconds;
    return Optional.empty();
  }

  /**
   * The figures of the whole test, which end it.
   *
   * @param sent payload that netperf's own end sent, or received, bytes
   * @param received payload, bytes; empty where a UDP sender cannot know
   * @param retransmits empty where it did not say
   */
  Optional<String> total(
      double seconds,
      double sent,
      OptionalDouble received,
      OptionalLong datagrams,
      OptionalLong arrived,
      OptionalLong retransmits) {
    if (!sane(seconds, sent) || !sane(seconds, received.orElse(0))) {
      return Optional.of("figures that cannot be right");
    }
    whole = true;
    if (end == 0) {
      sample(Math.round(sent), 0, seconds, retransmits);
    }
    if (!reverse && received.isPresent()) {
      peers.add(received(seconds, received.getAsDouble(), datagrams, arrived));
    }
    return Optional.empty();
  }

  private static PeerCount received(
      double seconds, double bytes, OptionalLong datagrams, OptionalLong arrived) {
    boolean counted = datagrams.isPresent() && arrived.isPresent();
    return new PeerCount(
        Side.RECEIVER,
        seconds,
        Math.round(bytes),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        counted
            ? OptionalLong.of(Math.max(0, datagrams.getAsLong() - arrived.getAsLong()))
            : OptionalLong.empty(),
        datagrams);
  }

  private static boolean sane(double seconds, double bytes) {
    return seconds > 0 && seconds <= LONGEST && bytes >= 0 && bytes <= MOST_BYTES;
  }

  /** Latencies that grow from the shortest to the longest, of whatever is told of them. */
  private static boolean sane(Transactions told) {
    double[] rising =
        Stream.of(
                told.minMicros(),
                told.p50Micros(),
                told.p90Micros(),
                told.p99Micros(),
                told.maxMicros())
            .flatMapToDouble(OptionalDouble::stream)
            .toArray();
    boolean grow = IntStream.range(1, rising.length).allMatch(i -> rising[i] >= rising[i - 1]);
    return grow && told.perSecond() > 0;
  }

  private void sample(long bytes, double start, double seconds, OptionalLong retransmits) {
    test.sample(
        new Interval(
            reverse ? Side.RECEIVER : Side.SENDER,
            reverse,
            0,
            start,
            seconds,
            bytes,
            retransmits,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            false));
  }

  void close() {
    test.close();
  }

  @Override
  public TestHeading heading() {
    return new TestHeading(
        Optional.empty(),
        Optional.empty(),
        // with the ports left to chance it says 0, and is no name of a connection
        Optional.of(connection).filter(c -> c.localPort() > 0 && c.remotePort() > 0),
        Optional.of(protocol),
        OptionalInt.of(1),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @Override
  public EndReport report() {
    return new EndReport(
        End.CLIENT,
        Optional.of("netperf"),
        List.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        whole);
  }

  @Override
  public List<PeerCount> peers() {
    return List.copyOf(peers);
  }

  @Override
  public Optional<Transaction> transaction() {
    return transactions.map(_ ->
        new Transaction(
            kind == NetperfBanner.Kind.CONNECTIONS ? Transaction.Kind.CRR : Transaction.Kind.RR,
            size(request),
            size(response)));
  }

  private static Optional<ByteCount> size(OptionalLong bytes) {
    return bytes.isPresent() ? Optional.of(new ByteCount(bytes.getAsLong())) : Optional.empty();
  }

  @Override
  public Optional<Transactions> transactions() {
    return transactions;
  }

  /** Its figures are of all processors together, and not of a process. */
  @Override
  public OptionalDouble peerCpuPercent() {
    return OptionalDouble.empty();
  }
}
