package dev.linerate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollSetTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @Test
  void aSignalWakesAndIsForgotten() throws LinuxException {
    PollSet polls = new PollSet(1);
    try (Wakeup wakeup = new Wakeup()) {
      int index = polls.add(wakeup.fd());
      assertThat(polls.await(Duration.ZERO)).isFalse();
      wakeup.signal();
      assertThat(polls.await(LONG)).isTrue();
      assertThat(polls.ready(index)).isTrue();
      wakeup.clear();
      assertThat(polls.await(Duration.ZERO)).isFalse();
      assertThat(polls.ready(index)).isFalse();
    }
  }

  @Test
  void anotherThreadWakes() throws LinuxException {
    PollSet polls = new PollSet(1);
    try (Wakeup wakeup = new Wakeup()) {
      polls.add(wakeup.fd());
      Thread.ofPlatform().start(wakeup::signal);
      assertThat(polls.await(LONG)).isTrue();
    }
  }

  @Test
  void moreSignalsThanThePipeHoldsDoNotWait() throws LinuxException {
    try (Wakeup wakeup = new Wakeup()) {
      for (int i = 0; i < 70_000; i++) {
        wakeup.signal();
      }
      wakeup.clear();
      PollSet polls = new PollSet(1);
      polls.add(wakeup.fd());
      assertThat(polls.await(Duration.ZERO)).isFalse();
    }
  }

  @Test
  void onlyTheReadyOneIsReady() throws LinuxException {
    PollSet polls = new PollSet(2);
    try (Wakeup first = new Wakeup();
        Wakeup second = new Wakeup()) {
      int quiet = polls.add(first.fd());
      int loud = polls.add(second.fd());
      second.signal();
      assertThat(polls.await(LONG)).isTrue();
      assertThat(polls.ready(quiet)).isFalse();
      assertThat(polls.ready(loud)).isTrue();
    }
  }

  @Test
  void thereIsRoomForSoManyOnly() {
    PollSet polls = new PollSet(1);
    polls.add(0);
    assertThatThrownBy(() -> polls.add(0)).isInstanceOf(IndexOutOfBoundsException.class);
    polls.clear();
    assertThat(polls.add(0)).isZero();
  }

  @Test
  void signalsAfterTheEndGoNowhere() throws LinuxException {
    Wakeup wakeup = new Wakeup();
    wakeup.close();
    wakeup.signal();
    wakeup.clear();
    wakeup.close();
    assertThat(wakeup.fd()).isNotNegative();
  }
}
