package dev.linerate.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Command;
import dev.linerate.host.Task;
import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Causes that are made for real, and what {@code linerate explain} then says first. */
class ExplainIT {
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

  /** Measures one case, three trials of a second, and gives its explanation. */
  private JsonNode explained(String... how) {
    String[] run =
        Stream.concat(
                Stream.of("run"),
                Stream.concat(
                    Stream.of(how), Stream.of("--duration", "1s", "--repeat", "3", "--no-report")))
            .toArray(String[]::new);
    Outcome outcome = linerate.run(run);
    assertThat(outcome.exit()).as(outcome.text()).isZero();
    Outcome told = linerate.run("explain", "--format", "json");
    assertThat(told.exit()).as(told.text()).isZero();
    JsonNode cases = JsonMapper.shared().readTree(told.out());
    assertThat(cases.size()).isEqualTo(1);
    return cases.path(0);
  }

  private static List<String> ids(JsonNode explanation) {
    return explanation
        .path("findings")
        .valueStream()
        .map(finding -> finding.path("id").asString())
        .toList();
  }

  private static void assertSharesAreNoMoreThanTheGap(JsonNode explanation) {
    double sum =
        explanation
            .path("findings")
            .valueStream()
            .mapToDouble(finding -> finding.path("share").asDouble(0))
            .sum();
    assertThat(sum + explanation.path("unexplained_share").asDouble(0)).isLessThan(1.01);
  }

  private static String[] bridge(String... more) {
    return Stream.concat(
            Stream.of("--networks", "linux-bridge", "--protocols", "tcp"), Stream.of(more))
        .toArray(String[]::new);
  }

  @Test
  void aFullWireIsTheLimitAndNoProcessorIs() {
    JsonNode told =
        explained(
            "--networks",
            "host",
            "--placements",
            "cross-host",
            "--protocols",
            "tcp",
            "--link",
            "100mbit");

    assertThat(ids(told)).startsWith("LR-WIRE-01").noneMatch(id -> id.startsWith("LR-CPU"));
  }

  @Test
  void senderAndReceiverOnOneCore() {
    JsonNode told = explained(bridge("--pin", "0,0"));

    assertThat(ids(told)).startsWith("LR-CPU-02");
    assertSharesAreNoMoreThanTheGap(told);
  }

  /** Both ends pinned, and a program that never sleeps on the receiver's core. */
  @Test
  void anotherProgramOnTheReceiversCore() {
    try (Task _ =
        sandbox
            .machine()
            .start(
                Command.of("taskset", "-c", "1", "sha256sum", "/dev/zero")
                    .within(Duration.ofMinutes(1)))) {
      JsonNode told = explained(bridge("--pin", "0,1"));

      assertThat(ids(told)).startsWith("LR-CPU-04");
      assertSharesAreNoMoreThanTheGap(told);
    }
  }

  @Test
  void aTinySocketBuffer() throws IOException {
    Path plan = sandbox.folder().resolve("tiny.yaml");
    Files.writeString(
        plan,
        """
        name: tiny
        hosts: 2
        link: {rate: 10gbit}
        flows:
          tiny: {protocol: tcp, window: 4K}
        cases:
          - networks: [host]
            placements: [cross-host]
            flows: [tiny]
        """);

    JsonNode told = explained(plan.toString());

    assertThat(ids(told).getFirst()).isIn("LR-TCP-01", "LR-TCP-02");
    assertSharesAreNoMoreThanTheGap(told);
  }

  @Test
  void moreDatagramsThanTheWireCarries() {
    JsonNode told =
        explained(
            "--networks",
            "host",
            "--placements",
            "cross-host",
            "--protocols",
            "udp",
            "--udp-rate",
            "60M",
            "--link",
            "30mbit");

    assertThat(ids(told)).startsWith("LR-RATE-02");
    assertSharesAreNoMoreThanTheGap(told);
  }
}
