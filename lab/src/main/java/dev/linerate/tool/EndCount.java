package dev.linerate.tool;

import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Adds up one end's samples as they come, the omitted time left out, so that none has to be kept.
 * Sums stay at the largest number there is rather than run over.
 */
public final class EndCount {
  private final Map<Long, Double> received = new HashMap<>();
  private final Map<Long, Double> sent = new HashMap<>();
  private final Map<Long, Double> jitter = new HashMap<>();
  private long bytesSent;
  private long bytesReceived;
  private OptionalLong retransmits = OptionalLong.empty();
  private OptionalLong lost = OptionalLong.empty();
  private OptionalLong packets = OptionalLong.empty();
  private OptionalDouble nominal = OptionalDouble.empty();
  private long samples;
  private boolean forward;
  private boolean reverse;

  public static EndCount of(Collection<Interval> samples) {
    EndCount count = new EndCount();
    samples.forEach(count::add);
    return count;
  }

  public void add(Interval sample) {
    samples++;
    forward |= !sample.reverse();
    reverse |= sample.reverse();
    Long line = line(sample);
    if (sample.side() == Side.SENDER) {
      sent(line, sample);
    } else {
      received(line, sample);
    }
  }

  /** A stream in one direction: a number costs less to look up than a record, millions of times. */
  private static long line(Interval sample) {
    return 2L * sample.stream() + (sample.reverse() ? 1 : 0);
  }

  private void sent(Long line, Interval sample) {
    sent.merge(line, counted(sample), Double::sum);
    if (!sample.omitted()) {
      bytesSent = plus(bytesSent, sample.bytes());
      retransmits = plus(retransmits, sample.retransmits());
    }
  }

  private void received(Long line, Interval sample) {
    received.merge(line, counted(sample), Double::sum);
    if (!sample.omitted()) {
      bytesReceived = plus(bytesReceived, sample.bytes());
      lost = plus(lost, sample.lost());
      packets = plus(packets, sample.packets());
      sample.jitterMillis().ifPresent(value -> jitter.put(line, value));
    }
  }

  private double counted(Interval sample) {
    if (nominal.isEmpty() && sample.seconds() > 0) {
      nominal = OptionalDouble.of(sample.seconds());
    }
    return sample.omitted() ? 0 : sample.seconds();
  }

  /** Whether it was this end that sent, or one of two that did. */
  public boolean sends() {
    return !sent.isEmpty();
  }

  public boolean receives() {
    return !received.isEmpty();
  }

  /** Whether anything went from client to server. */
  public boolean isForward() {
    return forward;
  }

  /** Whether anything went from server to client. */
  public boolean isReverse() {
    return reverse;
  }

  /** Samples so far, omitted ones too. */
  public long samples() {
    return samples;
  }

  /** Parallel streams of one direction. */
  public int streams() {
    return Math.max(sent.size(), received.size());
  }

  /** Length of the first sample, s. */
  public OptionalDouble nominal() {
    return nominal;
  }

  public long bytesSent() {
    return bytesSent;
  }

  public long bytesReceived() {
    return bytesReceived;
  }

  /** Measured time at this receiver: the longest stream's, s. */
  public double receivedSeconds() {
    return longest(received);
  }

  /** Measured time at this sender, s. */
  public double sentSeconds() {
    return longest(sent);
  }

  OptionalLong retransmits() {
    return retransmits;
  }

  public OptionalLong lost() {
    return lost;
  }

  public OptionalLong packets() {
    return packets;
  }

  /** Jitter is a running estimate: each stream's last sample has its value for the whole. */
  Optional<Double> jitterSum() {
    return jitter.isEmpty()
        ? Optional.empty()
        : Optional.of(jitter.values().stream().mapToDouble(d -> d).sum());
  }

  int jitterStreams() {
    return jitter.size();
  }

  private static double longest(Map<Long, Double> lengths) {
    return lengths.values().stream().mapToDouble(d -> d).max().orElse(0);
  }

  static OptionalLong plus(OptionalLong a, OptionalLong b) {
    return a.isPresent() && b.isPresent()
        ? OptionalLong.of(plus(a.getAsLong(), b.getAsLong()))
        : a.isPresent() ? a : b;
  }

  private static long plus(long a, long b) {
    long sum = a + b;
    boolean over = ((a ^ sum) & (b ^ sum)) < 0;
    return !over ? sum : a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
