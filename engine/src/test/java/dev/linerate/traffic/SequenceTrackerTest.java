package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTrackerTest {
  private final SequenceTracker tracker = new SequenceTracker();

  @Test
  void inOrder() {
    arrive(1, 2, 3);
    expect(3, 0, 0, 0);
  }

  @Test
  void nothingYet() {
    expect(0, 0, 0, 0);
  }

  @Test
  void aGapIsLostUntilItIsFilled() {
    arrive(1, 2, 6);
    expect(6, 3, 0, 0);
    arrive(4);
    expect(6, 2, 1, 0);
  }

  @Test
  void theFirstOnesMayBeLost() {
    arrive(4);
    expect(4, 3, 0, 0);
  }

  @Test
  void aDuplicateHidesNoLoss() {
    arrive(1, 2, 4, 4, 2);
    expect(4, 1, 0, 2);
  }

  @Test
  void aLateOneThatComesTwice() {
    arrive(1, 3, 2, 2);
    expect(3, 0, 1, 1);
  }

  @Test
  void laterThanIsRemembered() {
    arrive(2, 3 + SequenceTracker.WINDOW, 2);
    expect(3 + SequenceTracker.WINDOW, SequenceTracker.WINDOW, 1, 0);
  }

  @Test
  void aGapOfTheWindowLeavesNoTracesOfNumbersBefore() {
    arrive(5, 5 + 3L * SequenceTracker.WINDOW, 5 + 2L * SequenceTracker.WINDOW + 1);
    assertThat(tracker.duplicates()).isZero();
    assertThat(tracker.outOfOrder()).isOne();
  }

  @Test
  void whatIsKnownToBeMissingIsLost() {
    arrive(1, 2);
    tracker.missed(3);
    tracker.missed(0);
    expect(5, 3, 0, 0);
    arrive(4, 6);
    expect(6, 2, 1, 0);
  }

  @Test
  void noSuchNumbersAreNotCounted() {
    arrive(1, 0, -5, Long.MIN_VALUE);
    expect(1, 0, 0, 0);
  }

  @Test
  void theLargestNumber() {
    arrive(1, Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE);
    expect(Long.MAX_VALUE, Long.MAX_VALUE - 2, 0, 1);
  }

  @Test
  void narrowNumbersGoOnBeyond32Bits() {
    long start = (1L << 32) - 3;
    tracker.arrived(start);
    for (int i = 1; i <= 10; i++) {
      tracker.arrived((int) (start + i));
    }
    assertThat(tracker.highest()).isEqualTo(start + 10);
    assertThat(tracker.lost()).isEqualTo(start - 1);
    tracker.arrived((int) (start + 2));
    assertThat(tracker.duplicates()).isOne();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithANaiveModel(long seed) {
    Random random = new Random(seed);
    Naive naive = new Naive();
    for (long number : arrivals(random)) {
      tracker.arrived((int) number);
      naive.arrived(number);
    }
    expect(naive.highest, naive.lost(), naive.outOfOrder, naive.duplicates);
    assertThat(naive.lost() + naive.outOfOrder + naive.duplicates).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void withoutDuplicatesItCountsAsIperf3(long seed) {
    Iperf3 iperf3 = new Iperf3();
    Set<Long> once = new HashSet<>();
    for (long number : arrivals(new Random(seed))) {
      if (once.add(number)) {
        tracker.arrived(number);
        iperf3.arrived(number);
      }
    }
    expect(iperf3.highest, iperf3.errors, iperf3.outOfOrder, 0);
  }

  /** Numbers from 1 on, of which some are lost, some come twice and some come late. */
  private static List<Long> arrivals(Random random) {
    double loss = random.nextDouble() * 0.3;
    double again = random.nextDouble() * 0.1;
    List<Long> sent = new ArrayList<>();
    for (long number = 1; number <= 20_000; number++) {
      if (random.nextDouble() >= loss) {
        sent.add(number);
      }
      if (random.nextDouble() < again) {
        sent.add(number);
      }
    }
    int swaps = random.nextInt(5000);
    for (int i = 0; i < swaps; i++) {
      int from = random.nextInt(sent.size());
      Collections.swap(sent, from, Math.min(sent.size() - 1, from + random.nextInt(100)));
    }
    return sent;
  }

  private void arrive(long... numbers) {
    for (long number : numbers) {
      tracker.arrived(number);
    }
  }

  private void expect(long highest, long lost, long outOfOrder, long duplicates) {
    assertThat(
            List.of(tracker.highest(), tracker.lost(), tracker.outOfOrder(), tracker.duplicates()))
        .as("highest, lost, out of order, duplicates")
        .containsExactly(highest, lost, outOfOrder, duplicates);
  }

  /** Remembers everything. */
  private static final class Naive {
    private final Set<Long> came = new HashSet<>();
    private long highest;
    private long outOfOrder;
    private long duplicates;

    void arrived(long number) {
      if (!came.add(number)) {
        duplicates++;
      } else if (number < highest) {
        outOfOrder++;
      }
      highest = Math.max(highest, number);
    }

    long lost() {
      return highest - came.size();
    }
  }

  /** What iperf3 3.12 does with a number (iperf_udp_recv). */
  private static final class Iperf3 {
    private long highest;
    private long errors;
    private long outOfOrder;

    void arrived(long number) {
      if (number >= highest + 1) {
        if (number > highest + 1) {
          errors += number - 1 - highest;
        }
        highest = number;
      } else {
        outOfOrder++;
        if (errors > 0) {
          errors--;
        }
      }
    }
  }
}
