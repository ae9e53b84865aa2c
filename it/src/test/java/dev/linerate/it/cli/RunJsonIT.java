package dev.linerate.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a program gets that reads linerate's results. */
class RunJsonIT {
  @AutoClose private final Sandbox sandbox = new Sandbox();
  private final Linerate linerate = Linerate.in(sandbox);
  private final MachineState before = MachineState.now();

  @BeforeEach
  void requirements() {
    Requirements.need("netns");
  }

  @Test
  void aRunAsJsonFollowsItsSchemaAndComesBackTheSame() throws IOException {
    Outcome outcome =
        linerate.run(
            "run",
            "kernel-only",
            "--networks",
            "host,linux-bridge",
            "--placements",
            "same-host",
            "--duration",
            "1s",
            "--repeat",
            "2",
            "--format",
            "json",
            "--report",
            "again.html");
    assertThat(outcome.exit()).as(outcome.text()).isZero();
    before.assertRestored(sandbox);

    JsonNode run = JsonMapper.shared().readTree(outcome.out());
    assertThat(violations(outcome.out())).isEmpty();
    assertThat(outcome.err()).contains("✓ linux-bridge", "Report: again.html");
    assertMeasured(run);
    assertInterleaved(run);
    assertKept(run, outcome.out());
    assertThat(Files.readString(sandbox.work().resolve("again.html")))
        .startsWith("<!")
        .contains("linux-bridge")
        .doesNotContain("src=\"http", "href=\"http");
  }

  private static List<String> violations(String json) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Linerate.root().resolve("docs/schema/run.schema.json")))
        .validate(json, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static void assertMeasured(JsonNode run) {
    assertThat(run.path("cases").size()).isEqualTo(4);
    assertThat(run.path("platform").size()).isPositive();
    for (JsonNode found : run.path("cases")) {
      assertThat(found.path("status").asString()).isEqualTo("measured");
      assertThat(found.path("tool").asString()).isEqualTo("builtin");
      assertThat(found.path("bitrate").path("n").asInt()).isEqualTo(2);
      assertThat(found.path("bitrate").path("median").asDouble())
          .isBetween(
              found.path("bitrate").path("low").asDouble(),
              found.path("bitrate").path("high").asDouble());
      for (JsonNode trial : found.path("trials")) {
        assertThat(trial.path("intervals").size()).isPositive();
        assertThat(trial.path("commands").toString())
            .contains("linerate server --netns", "linerate client")
            .doesNotContain("iperf3");
      }
    }
  }

  private record Start(String at, int number) {}

  /** Rounds go over all cases: 1 2 3 4 1 2 3 4. */
  private static void assertInterleaved(JsonNode run) {
    List<Start> starts = new ArrayList<>();
    int number = 0;
    for (JsonNode found : run.path("cases")) {
      number++;
      for (JsonNode trial : found.path("trials")) {
        starts.add(new Start(trial.path("started").asString(), number));
      }
    }
    starts.sort(Comparator.comparing(start -> java.time.Instant.parse(start.at())));
    assertThat(starts).extracting(Start::number).containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
  }

  private void assertKept(JsonNode run, String json) {
    String id = run.path("id").asString();
    assertThat(id).isNotBlank();
    JsonNode line =
        JsonMapper.shared()
            .readTree(linerate.run("results", "list", "--format", "json").out())
            .path(0);
    assertThat(line.path("id").asString()).isEqualTo(id);
    assertThat(line.path("state").asString()).isEqualTo("complete");
    assertThat(line.path("measured").asInt()).isEqualTo(4);

    String prefix = id.substring(0, id.length() - 2);
    assertThat(linerate.run("results", "export", prefix).out()).isEqualTo(json);
    assertThat(linerate.run("results", "show", "--format", "json").out()).isEqualTo(json);
    assertThat(linerate.run("results", "show", id).out()).containsPattern("linux-bridge +\\d");
    assertThat(linerate.run("results", "export", "--format", "markdown").out())
        .contains("| ", "linux-bridge");
    assertIntervals(run, linerate.run("results", "export", "--format", "csv").out());
  }

  /** A line for each interval, of as many fields as the first line has names. */
  private static void assertIntervals(JsonNode run, String csv) {
    int intervals = 0;
    for (JsonNode found : run.path("cases")) {
      for (JsonNode trial : found.path("trials")) {
        intervals += trial.path("intervals").size();
      }
    }
    List<String> lines = csv.strip().lines().toList();
    assertThat(lines).hasSize(intervals + 1);
    assertThat(lines.getFirst()).contains("network", "bitrate");
  }

  @Test
  void aRunWithNoWritableHomeSaysSo() {
    Path file = sandbox.file("in-the-way", "a file");
    Outcome outcome = linerate.with("HOME", file.toString()).run("run", "kernel-only");
    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(3);
    assertThat(outcome.complaint()).contains("results file", "not a directory");
    before.assertRestored(sandbox);
  }
}
