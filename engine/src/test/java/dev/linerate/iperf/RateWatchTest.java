package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateWatchTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Duration WINDOW = Duration.ofSeconds(2);

  @Test
  void noLimitLetsEverythingPass() {
    RateWatch watch = new RateWatch(0, WINDOW, 0);
    assertThat(watch.isTooMuch(Long.MAX_VALUE, 10 * SECOND)).isFalse();
  }

  @Test
  void aWindowThatIsNotOverIsNotJudged() {
    RateWatch watch = new RateWatch(8, WINDOW, 0);
    assertThat(watch.isTooMuch(1000, SECOND)).isFalse();
  }

  @Test
  void theLimitItselfIsAllowed() {
    RateWatch watch = new RateWatch(8000, WINDOW, 0);
    assertThat(watch.isTooMuch(2000, 2 * SECOND)).isFalse();
    assertThat(watch.isTooMuch(4001, 4 * SECOND)).isTrue();
  }

  @Test
  void eachWindowIsJudgedAlone() {
    RateWatch watch = new RateWatch(8000, WINDOW, 0);
    assertThat(watch.isTooMuch(0, 2 * SECOND)).isFalse();
    // the mean since the begin would be allowed
    assertThat(watch.isTooMuch(3000, 4 * SECOND)).isTrue();
  }

  @Test
  void clocksMayBeNegative() {
    RateWatch watch = new RateWatch(8000, WINDOW, -3 * SECOND);
    assertThat(watch.isTooMuch(2001, -SECOND)).isTrue();
  }
}
