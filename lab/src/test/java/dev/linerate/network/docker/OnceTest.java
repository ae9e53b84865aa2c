package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.host.Parallel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnceTest {
  private final Once<String, Integer> once = new Once<>();
  private final AtomicInteger made = new AtomicInteger();

  @Test
  void makesAValueOnceHoweverManyAsk() {
    List<Integer> got =
        Parallel.map(List.of(1, 2, 3, 4, 5), _ -> once.get("key", made::incrementAndGet));
    assertThat(got).containsOnly(1);
    assertThat(once.get("other", made::incrementAndGet)).isEqualTo(2);
  }

  @Test
  void doesNotKeepOtherKeysWaiting() {
    CompletableFuture<Integer> second = new CompletableFuture<>();
    List<Integer> got =
        Parallel.map(
            List.of("a", "b"),
            key ->
                once.get(
                    key,
                    () -> {
                      if (key.equals("a")) {
                        return second.join();
                      }
                      second.complete(7);
                      return 8;
                    }));
    assertThat(got).containsExactly(7, 8);
  }

  @Test
  void triesAgainAfterAFailure() {
    assertThatThrownBy(() ->
            once.get(
                "key",
                () -> {
                  throw new IllegalStateException("first");
                }))
        .hasMessage("first");
    assertThat(once.get("key", made::incrementAndGet)).isEqualTo(1);
  }
}
