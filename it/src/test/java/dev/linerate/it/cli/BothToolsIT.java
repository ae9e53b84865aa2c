package dev.linerate.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Running;
import dev.linerate.it.support.Sandbox;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run that measures each case with the built-in tool and with the real iperf3. */
class BothToolsIT {
  private static final String[] RUN = {
    "run",
    "kernel-only",
    "--networks",
    "vxlan",
    "--placements",
    "cross-host",
    "--tool",
    "both",
    "--duration",
    "1s",
    "--repeat",
    "2",
    "--link",
    "100mbit",
    "--no-report"
  };

  @AutoClose private final Sandbox sandbox = new Sandbox();
  private final Linerate linerate = Linerate.in(sandbox);
  private final MachineState before = MachineState.now();

  @BeforeEach
  void requirements() {
    Requirements.need("netns", "iperf3");
  }

  @AfterEach
  void nothingIsLeft() {
    before.assertRestored(sandbox);
  }

  @Test
  void eachCaseHasARowForEitherAndTheRatio() {
    Outcome outcome = linerate.run(RUN);
    assertThat(outcome.exit()).as(outcome.text()).isZero();
    assertThat(outcome.out())
        .containsPattern("vxlan, builtin +\\d")
        .containsPattern("vxlan, iperf3 +\\d")
        .containsPattern("builtin / iperf3 +\\d\\.\\d\\d +\\d\\.\\d\\d");

    JsonNode run =
        JsonMapper.shared().readTree(linerate.run("results", "show", "--format", "json").out());
    List<JsonNode> cases = run.path("cases").valueStream().toList();
    assertThat(cases)
        .extracting(c -> c.path("tool").asString() + " " + c.path("protocol").asString())
        .containsExactlyInAnyOrder("builtin tcp", "builtin udp", "iperf3 tcp", "iperf3 udp");
    cases.forEach(BothToolsIT::assertCounters);
    assertThat(linerate.run("results", "export", "--format", "csv").out())
        .contains(",builtin,1,", ",iperf3,2,");
  }

  /** 900 Mbit/s do not fit through 100: what is lost is counted by either tool. */
  private static void assertCounters(JsonNode found) {
    boolean builtin = found.path("tool").asString().equals("builtin");
    assertThat(found.path("trials").size()).isEqualTo(2);
    for (JsonNode trial : found.path("trials")) {
      assertThat(trial.path("tool_version").asString()).startsWith(builtin ? "linerate" : "iperf");
      assertThat(trial.path("commands").path(0).asString())
          .contains(builtin ? "linerate server --netns" : "iperf3 -s");
      JsonNode totals = trial.path("totals");
      if (found.path("protocol").asString().equals("tcp")) {
        assertThat(totals.has("retransmits")).isTrue();
        assertThat(trial.path("intervals").valueStream())
            .anyMatch(i -> i.path("cwnd").asLong() > 0 && i.path("rtt_us").asLong() > 0);
      } else {
        assertThat(totals.path("lost").asLong()).isPositive();
        assertThat(totals.path("packets").asLong()).isGreaterThan(totals.path("lost").asLong());
      }
    }
  }

  @Test
  void ctrlCDuringATrialOfTheBuiltinToolKeepsItsIntervals() {
    Running run =
        linerate.start(
            "run",
            "kernel-only",
            "--networks",
            "linux-bridge",
            "--protocols",
            "tcp",
            "--duration",
            "60s",
            "--repeat",
            "1",
            "--no-report");
    run.awaitErr("round 1/1");
    // the warm-up is half a second; what comes after it has intervals
    assertThat(run.stillRunsAfter(java.time.Duration.ofSeconds(3))).isTrue();
    run.signalGroup("INT");
    Outcome outcome = run.end();

    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(130);
    assertThat(outcome.err()).contains("interrupted", "networks and lab hosts removed");
    JsonNode trial =
        JsonMapper.shared()
            .readTree(linerate.run("results", "show", "--format", "json").out())
            .path("cases")
            .path(0)
            .path("trials")
            .path(0);
    assertThat(trial.path("reason").asString()).isEqualTo("interrupted");
    assertThat(trial.path("intervals").valueStream().map(i -> i.path("side").asString()))
        .contains("sender", "receiver");
  }
}
