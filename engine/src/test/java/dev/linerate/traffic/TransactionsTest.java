package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TransactionsTest {
  private final Transactions transactions = new Transactions();

  @Test
  void percentilesAreThoseOfTheMeasuredTime() {
    for (int i = 1; i <= 1000; i++) {
      transactions.done(i * 1000L, true);
      transactions.done(50_000_000, false);
    }
    Latencies latencies = transactions.latencies();
    assertThat(transactions.counts().done()).isEqualTo(2000);
    assertThat(latencies.count()).isEqualTo(1000);
    assertThat(latencies.p50()).isCloseTo(500_000, within(1000L));
    assertThat(latencies.p90()).isCloseTo(900_000, within(2000L));
    assertThat(latencies.p99()).isCloseTo(990_000, within(2000L));
    assertThat(latencies.p999()).isCloseTo(999_000, within(2000L));
    assertThat(latencies.max()).isCloseTo(1_000_000, within(2000L));
  }

  @Test
  void noneAreAllZero() {
    assertThat(transactions.latencies()).isEqualTo(new Latencies(0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void whatIsLongerThanCanBeKeptIsKeptAsTheLongest() {
    transactions.done(Long.MAX_VALUE, true);
    transactions.done(-5, true);
    assertThat(transactions.latencies().count()).isEqualTo(2);
    assertThat(transactions.latencies().min()).isZero();
  }
}
