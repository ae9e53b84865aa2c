package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BudgetTest {
  @Test
  void bytesAreRoundedUpToBlocks() {
    assertThat(Budget.ofBytes(1, 1000).take(10)).isEqualTo(1);
    assertThat(Budget.ofBytes(1000, 1000).take(10)).isEqualTo(1);
    assertThat(Budget.ofBytes(1001, 1000).take(10)).isEqualTo(2);
    assertThat(Budget.ofBytes(Long.MAX_VALUE, 1).take(10)).isEqualTo(10);
  }

  @Test
  void whatIsLeft() {
    Budget budget = Budget.ofBlocks(12);
    assertThat(budget.take(10)).isEqualTo(10);
    assertThat(budget.isUsedUp()).isFalse();
    assertThat(budget.take(10)).isEqualTo(2);
    assertThat(budget.isUsedUp()).isTrue();
    assertThat(budget.take(10)).isZero();
    budget.giveBack(3);
    assertThat(budget.take(10)).isEqualTo(3);
  }

  @Test
  void timeAlone() {
    Budget budget = Budget.unlimited();
    assertThat(budget.take(1_000_000)).isEqualTo(1_000_000);
    budget.giveBack(5);
    assertThat(budget.take(64)).isEqualTo(64);
    assertThat(budget.isUsedUp()).isFalse();
  }

  @Test
  void atLeastABlock() {
    assertThatThrownBy(() -> Budget.ofBlocks(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Budget.ofBytes(0, 10)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void streamsShareIt() throws Exception {
    Budget budget = Budget.ofBlocks(100_003);
    Callable<Long> stream =
        () -> {
          long mine = 0;
          int got;
          while ((got = budget.take(7)) > 0) {
            mine += got;
            if (got == 7 && mine % 5 == 0) {
              budget.giveBack(2);
              mine -= 2;
            }
          }
          return mine;
        };
    long total = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Long>> streams = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        streams.add(threads.submit(stream));
      }
      for (Future<Long> each : streams) {
        total += each.get();
      }
    }
    assertThat(total).isEqualTo(100_003);
  }

  @Test
  void aHeldBudgetLetsPassAndThenCountsWhatWasBeyondTheOmittedTime() {
    Budget budget = Budget.ofBlocks(10).held();
    assertThat(budget.take(100)).isEqualTo(100);
    assertThat(budget.isUsedUp()).isFalse();
    budget.release(97);
    assertThat(budget.take(5)).isEqualTo(5);
    assertThat(budget.take(5)).isEqualTo(2);
    assertThat(budget.isUsedUp()).isTrue();
  }

  @Test
  void aHeldBudgetThatWasOverdrawnGivesNothingMore() {
    Budget budget = Budget.ofBlocks(10).held();
    assertThat(budget.take(100)).isEqualTo(100);
    budget.release(50);
    assertThat(budget.take(1)).isZero();
    assertThat(budget.isUsedUp()).isTrue();
  }

  @Test
  void releaseLeavesTheOthersAsTheyAre() {
    Budget unlimited = Budget.unlimited().held();
    unlimited.release(1);
    assertThat(unlimited.take(1000)).isEqualTo(1000);
    Budget limited = Budget.ofBlocks(3);
    limited.release(5);
    assertThat(limited.take(10)).isEqualTo(3);
  }
}
