package dev.linerate.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs that measure the same cases pinned and free. */
class PinnedRunIT {
  @AutoClose private final Sandbox sandbox = new Sandbox();
  private final Linerate linerate = Linerate.in(sandbox);
  private final MachineState before = MachineState.now();

  @BeforeEach
  void requirements() {
    Requirements.need("netns");
  }

  @AfterEach
  void nothingIsLeft() {
    before.assertRestored(sandbox);
  }

  private Outcome run(String pin, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("run", "kernel-only", "--networks", "host,linux-bridge", "--protocols", "tcp"));
    all.addAll(List.of("--placements", "same-host", "--duration", "300ms", "--no-report"));
    all.addAll(List.of("--pin", pin));
    all.addAll(List.of(more));
    return linerate.run(all.toArray(String[]::new));
  }

  @Test
  void pinnedAndFreeTakeTurns() {
    int cores = Runtime.getRuntime().availableProcessors();
    Outcome outcome = run("none,auto", "--repeat", "2", "--format", "json");
    assertThat(outcome.exit()).as(outcome.text()).isZero();
    JsonNode run = JsonMapper.shared().readTree(outcome.out());
    JsonNode cases = run.path("cases");
    assertThat(cases.valueStream().map(c -> c.path("pinning").asString()))
        .containsExactly("none", "auto", "none", "auto");
    assertThat(run.path("platform").path("measured.memory_copy_gb_per_s").asDouble(0)).isPositive();
    if (cores < 2) {
      assertThat(cases.path(1).path("reason").asString())
          .startsWith("auto needs two physical cores");
      return;
    }
    assertThat(order(cases)).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    assertThat(cases.path(0).has("cores")).isFalse();
    assertThat(cases.path(1).path("cores").path("sender").asInt(-1)).isNotNegative();
    assertThat(cases.path(1).path("trials").path(0).path("commands").path(1).asString())
        .contains(" -A " + cases.path(1).path("cores").path("sender").asInt(-1) + " ");
    assertThat(cases.path(3).path("host_share").asDouble(0)).isPositive();
    assertThat(linerate.run("results", "show").out())
        .contains("linux-bridge, pin none", "linux-bridge, pin auto", "pin auto: sender on core ")
        .contains("% of host");
  }

  /** What was chosen for each stream is where the kernel saw its two threads all the time. */
  @Test
  void severalStreamsHaveCoresOfTheirOwn() {
    Requirements.need("cores");
    Outcome outcome = run("auto", "--streams", "3", "--format", "json");
    assertThat(outcome.exit()).as(outcome.text()).isZero();
    JsonNode measured = JsonMapper.shared().readTree(outcome.out()).path("cases").path(1);
    JsonNode streams = measured.path("cores").path("streams");
    assertThat(streams.size()).as(outcome.text()).isEqualTo(3);
    JsonNode threads = measured.path("trials").path(0).path("telemetry").path("threads");
    assertThat(threads.size()).isEqualTo(6);
    for (JsonNode thread : threads) {
      JsonNode worker = thread.path("worker");
      String part = worker.path("work").asString().equals("sends") ? "sender" : "receiver";
      int core = streams.path(worker.path("stream").asInt(-1)).path(part).asInt(-1);
      assertThat(cores(thread.path("core"))).as(worker.toString()).containsOnly(core);
    }
    assertThat(linerate.run("results", "show").out())
        .contains("pin auto: senders of 3 streams on cores ");
  }

  /** Of a column: an array, or one value throughout. */
  private static Set<Integer> cores(JsonNode column) {
    Stream<JsonNode> values =
        column.isArray() ? column.valueStream() : Stream.of(column.path("value"));
    return values.filter(JsonNode::isNumber).map(JsonNode::asInt).collect(Collectors.toSet());
  }

  /** The cases' positions in the order in which their trials began. */
  private static List<Integer> order(JsonNode cases) {
    record Begun(String at, int position) {}
    return IntStream.range(0, cases.size())
        .boxed()
        .flatMap(i ->
            cases
                .path(i)
                .path("trials")
                .valueStream()
                .map(trial -> new Begun(trial.path("started").asString(), i)))
        .sorted(java.util.Comparator.comparing(Begun::at))
        .map(Begun::position)
        .toList();
  }

  @Test
  void aCoreThatIsNotThereIsSaidBeforeAnythingIsMade() {
    Outcome outcome = run("0,4095");
    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("pinning 0,4095: this machine has no core 4095, only ")
        .doesNotContain("lab hosts on a");
  }

  @Test
  void whatIsNoPinningIsAMistakeOfUse() {
    Outcome outcome = run("ato");
    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(2);
    assertThat(outcome.err()).contains("--pin: no pinning \"ato\" (did you mean auto?)");
  }
}
