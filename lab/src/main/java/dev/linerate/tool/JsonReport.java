package dev.linerate.tool;

import dev.linerate.plan.ToolChoice;
import dev.linerate.plan.Transaction;
import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.result.Transactions;
import dev.linerate.tool.JsonSample.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Puts a report together from the parts of iperf3's JSON, which are the same whether they come in
 * one document ({@code -J}) or one by one ({@code --json-stream}).
 *
 * <p>Releases before 3.7 do not mark a stream with {@code sender}; there the direction of the test
 * tells.
 */
public final class JsonReport implements LoggedEnd {
  /** Seconds by which the figures of one sample may differ. */
  private static final double CLOCK_NOISE = 1e-3;

  private static final String NO_STREAMS = "an interval has no list of streams";

  private final Optional<End> chosen;
  private final Optional<SampleListener> listener;
  private final List<Interval> intervals = new ArrayList<>();
  private final JsonHeading heading = new JsonHeading();
  private final Map<Long, Integer> numbers = new HashMap<>();
  private Optional<String> version = Optional.empty();
  private Optional<String> error = Optional.empty();
  private OptionalDouble receivedSeconds = OptionalDouble.empty();
  private OptionalDouble cpuPercent = OptionalDouble.empty();
  private OptionalLong outOfOrder = OptionalLong.empty();
  private boolean reverse;
  private double omit;
  private boolean ended;
  private End role;
  private Optional<Transaction> transaction = Optional.empty();
  private Optional<Transactions> transactions = Optional.empty();
  private List<PeerCount> peers = List.of();
  private OptionalDouble peerCpuPercent = OptionalDouble.empty();

  /** Keeps the samples. */
  JsonReport(End role) {
    this.chosen = Optional.of(role);
    this.listener = Optional.empty();
    this.role = role;
  }

  /**
   * Gives each sample away and keeps none; those that cannot be right are told and left out.
   *
   * @param role whose report it is; empty leaves it to what the report says
   */
  public JsonReport(Optional<End> role, SampleListener listener) {
    this.chosen = role;
    this.listener = Optional.of(listener);
    this.role = role.orElse(End.CLIENT);
  }

  /** Takes {@code start}. */
  public void start(JsonNode start) {
    heading.read(start);
    role = chosen.or(() -> JsonHeading.role(start)).orElse(role);
    version = JsonFields.text(start, "version");
    JsonNode test = start.path("test_start");
    reverse = JsonFields.whole(test, "reverse").orElse(0) == 1;
    transaction = JsonTransactions.shape(start);
    omit = JsonFields.number(test, "omit").orElse(0);
  }

  /** Takes one element of {@code intervals}; gives the samples in it, one for each stream. */
  public List<Interval> interval(JsonInterval element) {
    List<Interval> samples = new ArrayList<>();
    if (transaction.isPresent()) {
      return samples; // they have no streams, and the end has their sum
    }
    listener.filter(_ -> !element.isListed()).ifPresent(l -> l.fault(NO_STREAMS));
    for (JsonSample stream : element.streams()) {
      if (acceptable(stream)) {
        samples.add(sample(stream));
      }
    }
    listener.ifPresentOrElse(l -> samples.forEach(l::sample), () -> intervals.addAll(samples));
    return samples;
  }

  private boolean acceptable(JsonSample stream) {
    Optional<String> fault = listener.flatMap(_ -> JsonSampleCheck.fault(stream));
    fault.ifPresent(f -> listener.orElseThrow().fault(f));
    return fault.isEmpty();
  }

  /** Takes {@code end}. */
  public void end(JsonNode end) {
    if (transaction.isPresent()) {
      endOfTransactions(end, transaction.get());
      return;
    }
    ended = end.path("streams").isArray();
    receivedSeconds = JsonFields.number(ownReceiverSum(end), "seconds");
    JsonNode cpu = end.path("cpu_utilization_percent");
    cpuPercent = JsonFields.number(cpu, "host_total");
    // A server is told nothing of its client, and says 0.
    peerCpuPercent =
        role == End.CLIENT ? JsonFields.number(cpu, "remote_total") : OptionalDouble.empty();
    peers = JsonPeers.of(end, role, reverse);
    for (JsonNode stream : end.path("streams")) {
      JsonNode udp = stream.path("udp");
      OptionalLong late = JsonFields.count(udp, "out_of_order");
      if (late.isPresent() && !sender(udp)) {
        outOfOrder = OptionalLong.of(outOfOrder.orElse(0) + late.getAsLong());
      }
    }
  }

  private void endOfTransactions(JsonNode end, Transaction shape) {
    Optional<Interval> requests = JsonTransactions.requests(end, shape);
    Optional<Transactions> figures = JsonTransactions.figures(end);
    if (requests.isEmpty() || figures.isEmpty()) {
      listener.ifPresent(l -> l.fault("a test of transactions without its figures"));
      return;
    }
    ended = true;
    transactions = figures;
    Interval sent = requests.get();
    peers = List.of(JsonTransactions.count(sent.seconds(), sent.bytes(), Side.RECEIVER));
    listener.ifPresentOrElse(l -> l.sample(sent), () -> intervals.add(sent));
  }

  /** Linerate's client and server write such reports too. */
  @Override
  public Optional<String> tool() {
    return version.filter(v -> v.startsWith("linerate")).map(_ -> ToolChoice.BUILTIN.word());
  }

  @Override
  public Optional<Transaction> transaction() {
    return transactions.flatMap(_ -> transaction);
  }

  @Override
  public Optional<Transactions> transactions() {
    return transactions;
  }

  /** Takes {@code error}. */
  public void error(JsonNode message) {
    error = Optional.of(message.isString() ? message.stringValue().strip() : message.toString());
  }

  /** The report cannot be read any further. */
  public void damaged(String complaint) {
    ended = false;
    if (error.isEmpty()) {
      error = Optional.of(complaint);
    }
  }

  @Override
  public TestHeading heading() {
    return heading.build();
  }

  @Override
  public List<PeerCount> peers() {
    return peers;
  }

  @Override
  public OptionalDouble peerCpuPercent() {
    return peerCpuPercent;
  }

  /** Whether it has its end, or has failed: nothing follows. */
  public boolean isEnded() {
    return ended || error.isPresent();
  }

  /** With those samples that were kept. */
  @Override
  public EndReport report() {
    return build();
  }

  EndReport build() {
    return new EndReport(
        role, version, intervals, receivedSeconds, cpuPercent, outOfOrder, error, ended);
  }

  /** The sum over what this process received; the other sums are hearsay from its peer. */
  private JsonNode ownReceiverSum(JsonNode end) {
    if (role == End.CLIENT && end.has("sum_received_bidir_reverse")) {
      return end.path("sum_received_bidir_reverse");
    }
    return end.has("sum_received") ? end.path("sum_received") : end.path("sum");
  }

  private boolean sender(JsonNode stream) {
    return JsonFields.flag(stream, "sender").orElseGet(this::usuallySends);
  }

  /** Whether this end sends where a stream does not say it. */
  private boolean usuallySends() {
    return reverse == (role == End.SERVER);
  }

  private Interval sample(JsonSample stream) {
    boolean sender = stream.flag(Field.SENDER).orElseGet(this::usuallySends);
    boolean omitted = stream.flag(Field.OMITTED).orElse(false);
    double end = stream.number(Field.END).orElse(0);
    double start = stream.number(Field.START).orElse(0);
    double seconds = stream.number(Field.SECONDS).orElse(0);
    if (seconds > end + CLOCK_NOISE) {
      // The clock starts anew after the omitted time, which 3.12 forgets in a UDP sender's sample.
      start = 0;
      seconds = end;
    }
    return new Interval(
        sender ? Side.SENDER : Side.RECEIVER,
        sender == (role == End.SERVER),
        number(stream),
        start + (omitted ? 0 : omit),
        seconds,
        stream.count(Field.BYTES).orElse(0),
        stream.count(Field.RETRANSMITS),
        stream.count(Field.SND_CWND),
        stream.count(Field.RTT),
        stream.count(Field.RTTVAR),
        sender ? OptionalDouble.empty() : stream.number(Field.JITTER_MS),
        // A datagram that comes late after all is taken back: this may be below 0 for a sample.
        sender ? OptionalLong.empty() : stream.whole(Field.LOST_PACKETS),
        // What a sender counts is not what the receiver sees, and 3.12 counts omitted ones in.
        sender ? OptionalLong.empty() : stream.count(Field.PACKETS),
        sender ? OptionalLong.empty() : stream.count(Field.OUT_OF_ORDER),
        omitted);
  }

  /** Streams come in the same order on both sides, whatever their sockets are called. */
  private int number(JsonSample stream) {
    long socket = stream.whole(Field.SOCKET).orElse(0);
    return numbers.computeIfAbsent(socket, _ -> numbers.size());
  }
}
