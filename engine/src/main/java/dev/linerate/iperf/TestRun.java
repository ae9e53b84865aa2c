package dev.linerate.iperf;

import dev.linerate.linux.CpuTime;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import dev.linerate.traffic.Budget;
import dev.linerate.traffic.DatagramCounts;
import dev.linerate.traffic.StopFlag;
import dev.linerate.traffic.StreamSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * The data of one test at one end: its streams from begin to end, its intervals, what it comes to.
 * For the thread that drives the test.
 */
final class TestRun implements AutoCloseable {
  /** Loops look at their flags every 20 ms; one that does not end in this time hangs. */
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(2);

  /** A thread that is not ready then begins late. */
  private static final Duration READY_LIMIT = Duration.ofSeconds(1);

  /** How often bytes that have come are looked at, where they end the test. */
  private static final Duration RECEIVED_LOOK = Duration.ofMillis(5);

  /** How often it is looked whether more has come, at the end. */
  static final Duration LOOK = Duration.ofMillis(1);

  private final Parameters parameters;
  private final Role role;
  private final List<DataStream> streams;
  private final Duration interval;
  private final Consumer<TestInterval> intervals;
  private final StopFlag sending;
  private final StopFlag receiving;
  private final Budget budget;

  private boolean omitting;

  /** On {@link System#nanoTime()}'s clock: when the measured time begins. */
  private long measuredNanos;

  private long nextCutNanos;
  private long lastCutNanos;
  private CpuTime cpuBefore = CpuTime.ZERO;
  private long beganNanos;

  /** When this end stopped sending. */
  private long stoppedNanos;

  /** When the last bytes came that were seen after that. */
  private long receivedNanos;

  private long receivedBytes;
  private CpuUse cpu = CpuUse.NONE;

  /**
   * A test that has its connections.
   *
   * @param interval zero for none but the whole
   * @param intervals told of each as it ends
   */
  TestRun(
      Role role,
      Parameters parameters,
      List<DataStream> streams,
      Duration interval,
      Consumer<TestInterval> intervals) {
    this.role = role;
    this.parameters = parameters;
    this.streams = List.copyOf(streams);
    this.interval = interval;
    this.intervals = intervals;
    omitting = parameters.amount().omitSeconds() > 0;
    budget = budget(parameters, role);
    sending = StopFlag.held(senders().size());
    receiving = StopFlag.held(receivers().size());
  }

  /**
   * A server that sends datagrams goes on until its client has enough: the client counts what
   * arrives, and some is lost.
   */
  private static Budget budget(Parameters parameters, Role role) {
    Amount amount = parameters.amount();
    boolean untilTold = role == Role.SERVER && parameters.protocol() == Protocol.UDP;
    if (untilTold || (amount.bytes() == 0 && amount.blocks() == 0)) {
      return Budget.unlimited();
    }
    Budget limited =
        amount.bytes() > 0
            ? Budget.ofBytes(amount.bytes(), parameters.effectiveBlockBytes())
            : Budget.ofBlocks(amount.blocks());
    return amount.omitSeconds() > 0 ? limited.held() : limited;
  }

  // --- begin ------------------------------------------------------------------------------------

  /**
   * Starts the threads that send; they are ready, and wait for {@link #begin}.
   *
   * @param onEnd called by each thread when it ends
   */
  void startSenders(Runnable onEnd) throws InterruptedException {
    for (DataStream stream : senders()) {
      stream.start(Loops.sender(stream, parameters, budget, sending), onEnd);
    }
    sending.awaitReady(READY_LIMIT);
  }

  /** The same for those that receive, which take what comes from now on. */
  void startReceivers(Runnable onEnd) throws InterruptedException {
    receiving.start();
    for (DataStream stream : receivers()) {
      stream.start(Loops.receiver(stream, parameters, receiving), onEnd);
    }
    receiving.awaitReady(READY_LIMIT);
  }

  /** Lets the data flow, and says since when. */
  TestBegin begin() {
    cpuBefore = cpuOfThread();
    beganNanos = System.nanoTime();
    lastCutNanos = beganNanos;
    measuredNanos = beganNanos + seconds(parameters.amount().omitSeconds());
    nextCutNanos = beganNanos + interval.toNanos();
    streams.forEach(stream -> stream.begin(beganNanos));
    sending.start();
    return new TestBegin(
        beganNanos, streams.stream().flatMap(stream -> stream.runner().stream()).toList());
  }

  private List<DataStream> senders() {
    return streams.stream().filter(DataStream::sends).toList();
  }

  private List<DataStream> receivers() {
    return streams.stream().filter(stream -> !stream.sends()).toList();
  }

  private static long seconds(long count) {
    return Duration.ofSeconds(count).toNanos();
  }

  static CpuTime cpuOfThread() {
    try {
      return CpuTime.ofThread();
    } catch (LinuxException e) {
      return CpuTime.ZERO;
    }
  }

  // --- time -------------------------------------------------------------------------------------

  /** How long nothing has to be done. */
  Duration untilNext() {
    long now = System.nanoTime();
    long next = Long.MAX_VALUE;
    if (omitting) {
      next = measuredNanos - now;
    } else if (role == Role.CLIENT && parameters.amount().seconds() > 0) {
      next = endNanos() - now;
    }
    if (!interval.isZero()) {
      next = Math.min(next, nextCutNanos - now);
    }
    if (hasAmount() && !receivers().isEmpty()) {
      next = Math.min(next, RECEIVED_LOOK.toNanos());
    }
    return Duration.ofNanos(Math.clamp(next, 0, seconds(1)));
  }

  private long endNanos() {
    return measuredNanos + parameters.amount().time().toNanos();
  }

  private boolean hasAmount() {
    return parameters.amount().bytes() > 0 || parameters.amount().blocks() > 0;
  }

  /** Ends the intervals that are over. */
  void tick() {
    long now = System.nanoTime();
    if (omitting && now >= measuredNanos) {
      cut(now);
      streams.forEach(DataStream::measure);
      long omitted = senders().stream().mapToLong(DataStream::omittedBytes).sum();
      budget.release(Math.ceilDiv(omitted, (long) parameters.effectiveBlockBytes()));
      omitting = false;
      measuredNanos = now;
      nextCutNanos = now + interval.toNanos();
    } else if (!interval.isZero() && now >= nextCutNanos) {
      cut(now);
      while (nextCutNanos <= now) {
        nextCutNanos += interval.toNanos();
      }
    }
  }

  private void cut(long now) {
    cut(stream -> now);
    lastCutNanos = now;
  }

  private void cut(ToLongFunction<DataStream> when) {
    List<TestInterval.StreamInterval> cuts = new ArrayList<>();
    for (DataStream stream : streams) {
      cuts.add(
          new TestInterval.StreamInterval(stream.info(), stream.cut(when.applyAsLong(stream))));
    }
    intervals.accept(new TestInterval(cuts));
  }

  /** Whether a client's test has lasted, sent or received what was asked for. */
  boolean isComplete() {
    if (omitting) {
      return false;
    }
    if (hasAmount()) {
      // iperf3 ends when one direction has it; then the other may not have begun
      return (senders().isEmpty() || hasSentAll()) && (receivers().isEmpty() || hasReceivedAll());
    }
    return parameters.amount().seconds() > 0 && System.nanoTime() >= endNanos();
  }

  private boolean hasSentAll() {
    return budget.isUsedUp() && senders().stream().allMatch(DataStream::hasEnded);
  }

  private boolean hasReceivedAll() {
    Amount amount = parameters.amount();
    int block = parameters.effectiveBlockBytes();
    long wanted =
        amount.bytes() > 0
            ? amount.bytes()
            : amount.blocks() > Long.MAX_VALUE / block ? Long.MAX_VALUE : amount.blocks() * block;
    return receivers().stream().mapToLong(DataStream::measuredBytes).sum() >= wanted;
  }

  /** Whether a stream has broken, so that the test makes no sense any more. */
  boolean isBroken() {
    return streams.stream().anyMatch(DataStream::isBroken);
  }

  /** Bytes of all streams since the begin. */
  long bytes() {
    return streams.stream().mapToLong(stream -> stream.counters().bytes()).sum();
  }

  // --- end --------------------------------------------------------------------------------------

  /** Ends what this end sends; after that, the peer reads the end of each TCP stream. */
  void stopSending() throws InterruptedException {
    sending.stop();
    for (DataStream stream : senders()) {
      if (!stream.join(JOIN_LIMIT)) {
        stream.socket().shutdown();
        stream.join(JOIN_LIMIT);
      }
      if (parameters.protocol() == Protocol.TCP) {
        endOutput(stream.socket());
      }
    }
    stoppedNanos = System.nanoTime();
    receivedNanos = stoppedNanos;
    receivedBytes = sum(receivers());
  }

  /** Looks whether more has come since the end; often enough to know when the last did. */
  void observe() {
    long bytes = sum(receivers());
    if (bytes != receivedBytes) {
      receivedBytes = bytes;
      receivedNanos = System.nanoTime();
    }
  }

  private static void endOutput(Socket socket) {
    try {
      socket.shutdownOutput();
    } catch (LinuxException e) {
      // the peer has gone already
    }
  }

  /**
   * Receives what is still on its way. Streams that the peer ends are read to their end.
   *
   * @param peerEnds whether the peer ends its TCP streams; if not, one that has been quiet has
   *     ended
   * @param quiet how long a stream brings nothing when it has ended
   * @param limit the most time for all of it
   */
  void drain(boolean peerEnds, Duration quiet, Duration limit) throws InterruptedException {
    List<DataStream> receivers = receivers();
    long began = System.nanoTime();
    boolean untilEnd = peerEnds && parameters.protocol() == Protocol.TCP;
    while (!receivers.stream().allMatch(DataStream::hasEnded)) {
      long now = System.nanoTime();
      long silent = now - Math.max(began, receivedNanos);
      if (now - began >= limit.toNanos() || (!untilEnd && silent >= quiet.toNanos())) {
        break;
      }
      for (DataStream stream : receivers) {
        if (!stream.hasEnded()) {
          stream.join(LOOK);
          break;
        }
      }
      observe();
    }
    stopReceiving(receivers);
  }

  private static long sum(List<DataStream> streams) {
    return streams.stream().mapToLong(stream -> stream.counters().bytes()).sum();
  }

  private void stopReceiving(List<DataStream> receivers) throws InterruptedException {
    receiving.stop();
    for (DataStream stream : receivers) {
      if (!stream.join(JOIN_LIMIT)) {
        receiving.halt();
        stream.socket().shutdown();
        stream.join(JOIN_LIMIT);
      }
    }
  }

  /** Ends all streams at once: nothing is waited for. */
  void abort() throws InterruptedException {
    sending.halt();
    receiving.halt();
    stopSending();
    stopReceiving(receivers());
  }

  /** Cuts the last interval; everything has been stopped. */
  void finish() {
    cpu = cpuUse();
    long end = Math.max(stoppedNanos, receivedNanos);
    if (!interval.isZero() && end - lastCutNanos < interval.toNanos() / 10 && nothingSince()) {
      return;
    }
    cut(stream -> Math.max(lastCutNanos, stream.sends() ? stoppedNanos : receivedNanos));
  }

  private boolean nothingSince() {
    return streams.stream().noneMatch(DataStream::hasMoved);
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      abort();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    streams.forEach(DataStream::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  // --- what it comes to -------------------------------------------------------------------------

  /** Processor time of this test's threads, in percent of the time it took. */
  private CpuUse cpuUse() {
    CpuTime used = cpuOfThread().minus(cpuBefore);
    for (DataStream stream : streams) {
      used = used.plus(stream.cpu());
    }
    double nanos = Math.max(1, System.nanoTime() - beganNanos);
    return new CpuUse(
        100 * used.totalNanos() / nanos,
        100 * used.userNanos() / nanos,
        100 * used.systemNanos() / nanos);
  }

  /** The congestion control of the data connections. */
  Optional<String> congestion() {
    if (parameters.protocol() == Protocol.UDP || streams.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(streams.getFirst().socket().congestion());
    } catch (LinuxException e) {
      return Optional.empty();
    }
  }

  /** What the peer is told. */
  Results results(Optional<ServerOutput> output) {
    return new Results(
        cpu,
        senders().isEmpty() ? Optional.empty() : Optional.of(parameters.protocol() == Protocol.TCP),
        congestion(),
        streams.stream().map(TestRun::result).toList(),
        output);
  }

  private static StreamResult result(DataStream stream) {
    StreamTotals totals = StreamTotals.of(stream.samples());
    DatagramCounts counts = totals.datagrams().orElse(DatagramCounts.NONE);
    DatagramCounts omitted =
        stream.samples().stream()
            .filter(StreamSample::omitted)
            .flatMap(sample -> sample.datagrams().stream())
            .reduce(DatagramCounts.NONE, DatagramCounts::plus);
    return new StreamResult(
        stream.info().id(),
        totals.bytes(),
        totals.retransmits(),
        counts.jitterNanos() / 1e9,
        counts.lost() + omitted.lost(),
        counts.packets() + omitted.packets(),
        Optional.of(new StreamResult.Omitted(omitted.lost(), omitted.packets())),
        OptionalDouble.of(0),
        OptionalDouble.of(totals.seconds()));
  }

  /** The whole test, with what the peer told, if it did. */
  TestReport report(TestStart start, Optional<Results> peer, Optional<String> error) {
    List<StreamReport> reports = new ArrayList<>();
    for (DataStream stream : streams) {
      StreamTotals local = StreamTotals.of(stream.samples());
      reports.add(
          new StreamReport(
              stream.info(),
              stream.samples(),
              local,
              peer.flatMap(results -> told(results, stream.info().id(), local.seconds()))));
    }
    return new TestReport(
        start,
        reports,
        cpu,
        peer.map(Results::cpu),
        congestion(),
        peer.flatMap(Results::congestion),
        peer.flatMap(Results::output),
        error.or(this::failure),
        streams.stream().flatMap(stream -> stream.note().stream()).distinct().toList());
  }

  private Optional<StreamTotals> told(Results results, int id, double seconds) {
    return results.streams().stream()
        .filter(stream -> stream.id() == id)
        .findFirst()
        .map(stream -> StreamTotals.of(stream, parameters.protocol(), seconds));
  }

  /** Why a stream broke, if one did. */
  Optional<String> failure() {
    return streams.stream().flatMap(stream -> stream.failure().stream()).findFirst();
  }
}
