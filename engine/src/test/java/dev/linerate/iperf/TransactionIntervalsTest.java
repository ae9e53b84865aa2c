package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.traffic.TransactionCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionIntervalsTest {
  private static final long SECOND = 1_000_000_000;
  private static final long BEGIN = 5 * SECOND;

  private final List<TransactionInterval> heard = new ArrayList<>();

  @Test
  void whatComesBeforeTheMeasuredTimeIsMarkedAndLeftOut() {
    TransactionIntervals intervals = begun(Duration.ofSeconds(1), 1);
    intervals.tick(BEGIN + SECOND / 2, done(50));
    intervals.tick(BEGIN + SECOND, done(100));
    intervals.tick(BEGIN + 2 * SECOND, done(300));
    intervals.end(BEGIN + 3 * SECOND, done(600));

    assertThat(heard)
        .containsExactly(
            new TransactionInterval(0, 1, done(100), true),
            new TransactionInterval(0, 1, done(200), false),
            new TransactionInterval(1, 2, done(300), false));
    assertThat(intervals.all()).isEqualTo(heard);
    assertThat(intervals.total()).isEqualTo(new TransactionInterval(0, 2, done(500), false));
    assertThat(intervals.total().perSecond()).isEqualTo(250);
  }

  @Test
  void aTestThatEndsBeforeMeasuredNothing() {
    TransactionIntervals intervals = begun(Duration.ofSeconds(1), 10);
    intervals.end(BEGIN + SECOND / 2, done(50));
    assertThat(intervals.total().counts()).isEqualTo(TransactionCounts.NONE);
    assertThat(intervals.total().perSecond()).isZero();
    assertThat(heard).containsExactly(new TransactionInterval(0, 0.5, done(50), true));
  }

  @Test
  void aShortRestWithoutAnythingIsNoInterval() {
    TransactionIntervals intervals = begun(Duration.ofSeconds(1), 0);
    intervals.tick(BEGIN + SECOND, done(10));
    intervals.end(BEGIN + SECOND + 1000, done(10));
    assertThat(heard).hasSize(1);
    assertThat(intervals.total().endSeconds()).isEqualTo(1);
  }

  @Test
  void anIntervalThatEndsLateDoesNotPutOffTheNext() {
    TransactionIntervals intervals = begun(Duration.ofSeconds(1), 0);
    intervals.tick(BEGIN + SECOND + 7, done(10));
    assertThat(intervals.nextNanos()).isEqualTo(BEGIN + 2 * SECOND);
    intervals.tick(BEGIN + 4 * SECOND + 7, done(20));
    assertThat(intervals.nextNanos()).isEqualTo(BEGIN + 5 * SECOND);
    assertThat(heard).hasSize(2);
  }

  @Test
  void withoutIntervalsThereIsTheWhole() {
    TransactionIntervals intervals = begun(Duration.ZERO, 0);
    intervals.tick(BEGIN + SECOND, done(10));
    intervals.end(BEGIN + 2 * SECOND, done(20));
    assertThat(heard).containsExactly(new TransactionInterval(0, 2, done(20), false));
  }

  private TransactionIntervals begun(Duration interval, int omitSeconds) {
    TransactionIntervals intervals = new TransactionIntervals(interval, omitSeconds, heard::add);
    intervals.begin(BEGIN);
    return intervals;
  }

  private static TransactionCounts done(long count) {
    return new TransactionCounts(count, 0, 0, 0);
  }
}
