package dev.linerate.iperf;

import dev.linerate.linux.CpuTime;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import dev.linerate.traffic.Sampler;
import dev.linerate.traffic.StreamCounters;
import dev.linerate.traffic.StreamSample;
import dev.linerate.traffic.TcpProbe;
import dev.linerate.traffic.TrafficLoop;
import dev.linerate.traffic.TrafficThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A data connection and the loop that sends or receives on it, in a thread of its own. For one
 * other thread, which owns the socket too.
 */
final class DataStream implements AutoCloseable {
  private final int id;
  private final boolean sends;
  private final Socket socket;
  private final Protocol protocol;
  private final OptionalInt core;
  private final StreamCounters counters = new StreamCounters();
  private final List<StreamSample> samples = new ArrayList<>();
  private final Sampler sampler;

  private Optional<StreamInfo> info = Optional.empty();
  private Optional<TrafficThread> thread = Optional.empty();
  private Optional<TrafficLoop> started = Optional.empty();

  /** Bytes of the time that is left out. */
  private long omittedBytes;

  private volatile boolean ended;
  private volatile boolean broken;

  /**
   * A stream that is open, or will be.
   *
   * @param index number among the test's streams in the order in which they are opened, from 0
   * @param core where its thread stays; empty leaves it to the scheduler
   */
  DataStream(int index, boolean sends, Socket socket, Parameters parameters, OptionalInt core) {
    this.core = core;
    id = StreamIds.of(index);
    this.sends = sends;
    this.socket = socket;
    protocol = parameters.protocol();
    sampler =
        new Sampler(
            kind(), counters, probe(), parameters.amount().omitSeconds() > 0, System.nanoTime());
  }

  /** The socket has its connection: its ends have names. */
  void opened() throws LinuxException {
    info =
        Optional.of(
            new StreamInfo(
                id, socket.fd(), sends, Endpoints.of(socket.local()), Endpoints.of(socket.peer())));
  }

  /**
   * What is told of it.
   *
   * @throws java.util.NoSuchElementException before it was {@link #opened}
   */
  StreamInfo info() {
    return info.orElseThrow();
  }

  Socket socket() {
    return socket;
  }

  StreamCounters counters() {
    return counters;
  }

  boolean sends() {
    return sends;
  }

  // --- the thread -------------------------------------------------------------------------------

  /**
   * Starts the loop.
   *
   * @param onEnd called in its thread when it has ended
   */
  void start(TrafficLoop loop, Runnable onEnd) {
    String name = "iperf-stream-" + id + (sends ? "-out" : "-in");
    started = Optional.of(loop);
    thread = Optional.of(TrafficThread.start(name, ending(loop, onEnd), core));
  }

  /** What its numbers mean other than usual; known when the loop was joined. */
  Optional<String> note() {
    return started.flatMap(TrafficLoop::note);
  }

  /** The thread of the loop; empty until it runs. */
  Optional<TestBegin.StreamThread> runner() {
    return thread
        .map(TrafficThread::id)
        .filter(OptionalLong::isPresent)
        .map(tid -> new TestBegin.StreamThread(id, sends, tid.getAsLong()));
  }

  private TrafficLoop ending(TrafficLoop loop, Runnable onEnd) {
    return () -> {
      try {
        loop.run();
      } catch (LinuxException | RuntimeException | Error e) {
        broken = true;
        throw e;
      } finally {
        ended = true;
        onEnd.run();
      }
    };
  }

  /** Whether there is nothing more to come from the loop; also when it never began. */
  boolean hasEnded() {
    return ended || thread.isEmpty();
  }

  /** Whether the loop ended early. */
  boolean isBroken() {
    return broken;
  }

  /** Why the loop ended early; known when it was joined. */
  Optional<String> failure() {
    return thread.flatMap(TrafficThread::failure).map(this::sentence);
  }

  private String sentence(Throwable failure) {
    return failure instanceof LinuxException e
        ? "stream " + id + " broke: " + Program.message(e)
        : "stream " + id + " failed: " + failure;
  }

  /** Waits for the loop's end. */
  boolean join(Duration limit) throws InterruptedException {
    return thread.isEmpty() || thread.get().join(limit);
  }

  /** Processor time of the loop, known when it was joined. */
  CpuTime cpu() {
    return thread.map(TrafficThread::cpu).orElse(CpuTime.ZERO);
  }

  // --- intervals --------------------------------------------------------------------------------

  /** The first interval begins. */
  void begin(long nowNanos) {
    sampler.begin(nowNanos);
  }

  private TcpProbe probe() {
    return protocol == Protocol.TCP ? TcpProbe.of(socket) : TcpProbe.none();
  }

  private Sampler.Kind kind() {
    return switch (protocol) {
      case TCP -> sends ? Sampler.Kind.TCP_SENDER : Sampler.Kind.TCP_RECEIVER;
      case UDP -> sends ? Sampler.Kind.UDP_SENDER : Sampler.Kind.UDP_RECEIVER;
    };
  }

  /** Ends an interval and begins the next. */
  StreamSample cut(long nowNanos) {
    StreamSample sample = sampler.cut(nowNanos);
    samples.add(sample);
    return sample;
  }

  /** Whether anything was counted since the last cut. */
  boolean hasMoved() {
    return counters.bytes() != samples.stream().mapToLong(StreamSample::bytes).sum();
  }

  /** What was cut so far is left out. */
  void measure() {
    sampler.measure();
    omittedBytes = samples.stream().mapToLong(StreamSample::bytes).sum();
  }

  List<StreamSample> samples() {
    return samples;
  }

  /** Bytes of the omitted time, known at its end. */
  long omittedBytes() {
    return omittedBytes;
  }

  /** Bytes outside the omitted time, until now. */
  long measuredBytes() {
    return counters.bytes() - omittedBytes;
  }

  @Override
  public void close() {
    socket.close();
  }
}
