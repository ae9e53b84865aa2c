package dev.linerate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.linux.Kernel;
import dev.linerate.linux.SystemCall;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sampler on the machine that the test runs on. */
class TelemetrySamplerTest {
  private static final List<NamespacePlace> NOWHERE =
      List.of(
          new NamespacePlace("gone", List.of(End.CLIENT), Path.of("/run/netns/lr-none"), Map.of()));

  @Test
  void samplesThisMachineAndThisThread() throws InterruptedException {
    long pid = ProcessHandle.current().pid();
    long tid = Kernel.current().call(SystemCall.GETTID, 0);
    try (TelemetrySampler sampler = TelemetrySampler.start(100, NOWHERE)) {
      assertThat(sampler.awaitReady(Duration.ofSeconds(20))).isTrue();
      sampler.watch(new Worker(End.SERVER, Work.RECEIVES, OptionalInt.of(2), pid, tid));
      sampler.begin(System.nanoTime());
      Telemetry telemetry = spinning(sampler);

      assertThat(telemetry.rate()).isEqualTo(100);
      assertThat(telemetry.samples()).isPositive();
      assertThat(telemetry.cost().cpuMicros()).isPositive();
      assertThat(telemetry.cores()).isNotEmpty();
      assertThat(telemetry.threads())
          .singleElement()
          .satisfies(thread -> {
            assertThat(thread.worker().tid()).isEqualTo(tid);
            assertThat(thread.cpuMicros().sum().orElseThrow()).isPositive();
            assertThat(thread.core().last().orElseThrow()).isNotNegative();
          });
      assertThat(telemetry.absent()).extracting(Absent::what).contains("client");
    }
  }

  /** Works until the kernel has counted some of it, which on a busy machine takes its time. */
  private static Telemetry spinning(TelemetrySampler sampler) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + Duration.ofMillis(150).toNanos();
    long turns = 0;
    while (threads.getCurrentThreadCpuTime() < end) {
      turns++;
    }
    assertThat(turns).isPositive();
    return sampler.end().orElseThrow();
  }

  @Test
  void aTrialThatNeverBeganHasNone() {
    try (TelemetrySampler sampler = TelemetrySampler.start(10, List.of())) {
      assertThat(sampler.end()).isEmpty();
    }
  }

  @Test
  void closingTwiceIsNothing() {
    TelemetrySampler sampler = TelemetrySampler.start(10, List.of());
    sampler.close();
    sampler.close();
    assertThat(sampler.end()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 100.5, Double.NaN})
  void refusesOtherRates(double rate) {
    assertThatThrownBy(() -> TelemetrySampler.start(rate, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
