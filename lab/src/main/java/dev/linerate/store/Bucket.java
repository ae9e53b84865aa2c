package dev.linerate.store;

import dev.linerate.result.Extremes;
import dev.linerate.result.Interval;
import dev.linerate.result.SenderLimits;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Intervals put together: first those of all streams at one time, then one time after another. */
final class Bucket {
  private final Interval first;
  private final Mean window = new Mean();
  private final Mean rtt = new Mean();
  private final Mean rttVariance = new Mean();
  private final Mean jitter = new Mean();
  private int slots = 1;
  private double end;
  private long bytes;
  private OptionalLong retransmits = OptionalLong.empty();
  private OptionalLong lost = OptionalLong.empty();
  private OptionalLong packets = OptionalLong.empty();
  private OptionalLong outOfOrder = OptionalLong.empty();
  private OptionalLong socketDrops = OptionalLong.empty();
  private Optional<SenderLimits> limits = Optional.empty();
  private Optional<Extremes> extremes = Optional.empty();

  /** A sum and how many were added. */
  private static final class Mean {
    private double sum;
    private long n;

    void add(double value) {
      sum += value;
      n++;
    }

    void add(OptionalLong value) {
      value.ifPresent(v -> add((double) v));
    }

    void add(Mean other) {
      sum += other.sum;
      n += other.n;
    }

    OptionalDouble value() {
      return n == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / n);
    }

    OptionalLong whole() {
      return n == 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(sum / n));
    }
  }

  Bucket(Interval first) {
    this.first = first;
    beside(first);
  }

  double seconds() {
    return end - first.start();
  }

  /** Another stream at the same time. */
  void beside(Interval interval) {
    end = Math.max(end, interval.start() + interval.seconds());
    bytes += interval.bytes();
    window.add(interval.congestionWindow());
    rtt.add(interval.rttMicros());
    rttVariance.add(interval.rttVarianceMicros());
    interval.jitterMillis().ifPresent(jitter::add);
    retransmits = plus(retransmits, interval.retransmits());
    lost = plus(lost, interval.lost());
    packets = plus(packets, interval.packets());
    outOfOrder = plus(outOfOrder, interval.outOfOrder());
    socketDrops = plus(socketDrops, interval.socketDrops());
    limits = plus(limits, interval.limits());
  }

  /** All streams are in it; {@code counts} says whether its rate means anything. */
  void close(boolean counts) {
    double rate = seconds() > 0 ? bytes * 8.0 / seconds() : 0;
    extremes =
        counts
            ? Optional.of(new Extremes(rate, rate, lostPercent(), jitter.value()))
            : Optional.empty();
  }

  private OptionalDouble lostPercent() {
    return lost.isEmpty() || packets.orElse(0) == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(100.0 * lost.getAsLong() / packets.getAsLong());
  }

  /** Whether the other one may be put to it, so that it has no more than so many slots. */
  boolean takes(Bucket next, int most) {
    return slots + next.slots <= most && first.omitted() == next.first.omitted();
  }

  /** What came after it. */
  void then(Bucket next) {
    slots += next.slots;
    end = Math.max(end, next.end);
    bytes += next.bytes;
    window.add(next.window);
    rtt.add(next.rtt);
    rttVariance.add(next.rttVariance);
    jitter.add(next.jitter);
    retransmits = plus(retransmits, next.retransmits);
    lost = plus(lost, next.lost);
    packets = plus(packets, next.packets);
    outOfOrder = plus(outOfOrder, next.outOfOrder);
    socketDrops = plus(socketDrops, next.socketDrops);
    limits = plus(limits, next.limits);
    extremes =
        extremes
            .flatMap(own -> next.extremes.map(own::with))
            .or(() -> extremes)
            .or(() -> next.extremes);
  }

  Interval interval() {
    return new Interval(
        first.side(),
        first.reverse(),
        0,
        first.start(),
        seconds(),
        bytes,
        retransmits,
        window.whole(),
        rtt.whole(),
        rttVariance.whole(),
        jitter.value(),
        lost,
        packets,
        outOfOrder,
        first.omitted(),
        limits,
        socketDrops,
        extremes);
  }

  private static OptionalLong plus(OptionalLong a, OptionalLong b) {
    return a.isPresent() && b.isPresent()
        ? OptionalLong.of(a.getAsLong() + b.getAsLong())
        : a.isPresent() ? a : b;
  }

  /** The rates are the later one's. */
  private static Optional<SenderLimits> plus(Optional<SenderLimits> a, Optional<SenderLimits> b) {
    return a.flatMap(x ->
            b.map(y ->
                new SenderLimits(
                    y.pacingRate(),
                    y.deliveryRate(),
                    x.busyMicros() + y.busyMicros(),
                    x.receiveWindowMicros() + y.receiveWindowMicros(),
                    x.sendBufferMicros() + y.sendBufferMicros())))
        .or(() -> a)
        .or(() -> b);
  }
}
