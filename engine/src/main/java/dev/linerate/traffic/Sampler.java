package dev.linerate.traffic;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Cuts the intervals of one stream out of its counters. Knows no clock: instants are arguments,
 * {@link System#nanoTime}'s. For one thread.
 *
 * <p>A test that leaves its beginning out calls {@link #measure} at the end of that time; otherwise
 * what is measured begins with the sampler. Counters are never set back, so nothing that is in
 * flight between two cuts is lost or counted twice.
 */
public final class Sampler {
  /** What kind of stream it is: which of the counts mean something. */
  public enum Kind {
    TCP_SENDER,
    TCP_RECEIVER,
    UDP_SENDER,
    UDP_RECEIVER
  }

  private final Kind kind;
  private final StreamCounters counters;
  private final TcpProbe probe;
  private boolean omitting;
  private Mark begin;
  private Mark last;

  /**
   * A sampler from now on.
   *
   * @param omitting whether the beginning is left out, until {@link #measure}
   */
  public Sampler(
      Kind kind, StreamCounters counters, TcpProbe probe, boolean omitting, long nowNanos) {
    this.kind = kind;
    this.counters = counters;
    this.probe = probe;
    this.omitting = omitting;
    begin = mark(nowNanos);
    last = begin;
  }

  /**
   * The first interval begins now, not when the sampler was made; what a receiver was sent in
   * between belongs to it.
   */
  public void begin(long nowNanos) {
    begin = begin.at(nowNanos);
    last = begin;
  }

  /** The interval since the last cut, or since the begin. */
  public StreamSample cut(long nowNanos) {
    Mark now = mark(nowNanos);
    StreamSample sample = between(last, now);
    last = now;
    return sample;
  }

  /**
   * Ends the omitted time where the last interval was cut: what comes from there on is measured.
   */
  public void measure() {
    omitting = false;
    begin = last;
  }

  /**
   * All of the measured time up to the last cut. Its TCP state is that at the end, its jitter too.
   */
  public StreamSample total() {
    return between(begin, last);
  }

  /** The datagrams of the omitted time; of no use before {@link #measure}. */
  public Optional<DatagramCounts> omitted() {
    return begin.datagrams();
  }

  private Mark mark(long nowNanos) {
    Optional<TcpState> tcp = isUdp() ? Optional.empty() : probe.read();
    Optional<DatagramCounts> datagrams =
        switch (kind) {
          case UDP_SENDER -> Optional.of(DatagramCounts.sent(counters.datagrams()));
          case UDP_RECEIVER -> Optional.of(counters.datagramCounts());
          case TCP_SENDER, TCP_RECEIVER -> Optional.empty();
        };
    return new Mark(
        nowNanos,
        counters.bytes(),
        tcp,
        datagrams,
        counters.migrations(),
        counters.pacedSends(),
        counters.lateNanos());
  }

  private boolean isUdp() {
    return kind == Kind.UDP_SENDER || kind == Kind.UDP_RECEIVER;
  }

  private StreamSample between(Mark from, Mark to) {
    return new StreamSample(
        from.nanos() - begin.nanos(),
        to.nanos() - begin.nanos(),
        to.bytes() - from.bytes(),
        omitting,
        retransmits(from, to),
        to.tcp(),
        to.datagrams().map(counts -> since(from.datagrams().orElse(DatagramCounts.NONE), counts)),
        counters.core(),
        to.migrations() - from.migrations(),
        pacingError(from, to));
  }

  private static OptionalDouble pacingError(Mark from, Mark to) {
    long sends = to.pacedSends() - from.pacedSends();
    return sends > 0
        ? OptionalDouble.of((to.lateNanos() - from.lateNanos()) / (double) sends)
        : OptionalDouble.empty();
  }

  private OptionalLong retransmits(Mark from, Mark to) {
    if (kind != Kind.TCP_SENDER || from.tcp().isEmpty() || to.tcp().isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(to.tcp().get().retransmits() - from.tcp().get().retransmits());
  }

  private static DatagramCounts since(DatagramCounts from, DatagramCounts to) {
    return new DatagramCounts(
        to.packets() - from.packets(),
        to.lost() - from.lost(),
        to.outOfOrder() - from.outOfOrder(),
        to.duplicates() - from.duplicates(),
        to.jitterNanos(),
        since(from.socketDrops(), to.socketDrops()));
  }

  /** A receiver that has not begun has dropped nothing. */
  private static OptionalLong since(OptionalLong from, OptionalLong to) {
    return to.isEmpty() ? to : OptionalLong.of(to.getAsLong() - from.orElse(0));
  }

  /** The counts at an instant. */
  private record Mark(
      long nanos,
      long bytes,
      Optional<TcpState> tcp,
      Optional<DatagramCounts> datagrams,
      long migrations,
      long pacedSends,
      long lateNanos) {
    Mark at(long instant) {
      return new Mark(instant, bytes, tcp, datagrams, migrations, pacedSends, lateNanos);
    }
  }
}
