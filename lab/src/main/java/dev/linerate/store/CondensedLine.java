package dev.linerate.store;

import dev.linerate.result.Interval;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The intervals of one side and direction, condensed. */
final class CondensedLine {
  /** Twice what a chart shows; at twice of it neighbours are put together. */
  static final int MOST = 1024;

  /** In a run of very many trials, each of which is a small part of the picture. */
  static final int FEWEST = 32;

  /** Of the first slot's length: shorter ones have no rate worth the name. */
  private static final double STUB = 0.25;

  private final List<Bucket> buckets = new ArrayList<>();
  private final BitSet streams = new BitSet();
  private Optional<Bucket> slot = Optional.empty();
  private double nominal;
  private int together = 1;
  private final int most;

  /**
   * @param most there may be twice as many
   */
  CondensedLine(int most) {
    this.most = most;
  }

  /** A slot is what all streams did at the same time; it ends when a stream comes again. */
  void add(Interval interval) {
    if (streams.get(interval.stream())) {
      closeSlot();
    }
    streams.set(interval.stream());
    if (slot.isEmpty()) {
      slot = Optional.of(new Bucket(interval));
    } else {
      slot.get().beside(interval);
    }
  }

  private void closeSlot() {
    streams.clear();
    if (slot.isEmpty()) {
      return;
    }
    Bucket done = slot.get();
    slot = Optional.empty();
    nominal = nominal == 0 ? done.seconds() : nominal;
    done.close(done.seconds() >= STUB * nominal);
    if (!buckets.isEmpty() && buckets.getLast().takes(done, together)) {
      buckets.getLast().then(done);
    } else {
      buckets.add(done);
    }
    if (buckets.size() == 2 * most) {
      halve();
    }
  }

  private void halve() {
    together *= 2;
    List<Bucket> halved = new ArrayList<>();
    for (Bucket bucket : buckets) {
      if (!halved.isEmpty() && halved.getLast().takes(bucket, together)) {
        halved.getLast().then(bucket);
      } else {
        halved.add(bucket);
      }
    }
    buckets.clear();
    buckets.addAll(halved);
  }

  List<Interval> all() {
    closeSlot();
    return buckets.stream().map(Bucket::interval).toList();
  }
}
