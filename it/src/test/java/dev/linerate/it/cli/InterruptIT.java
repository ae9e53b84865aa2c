package dev.linerate.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Running;
import dev.linerate.it.support.Sandbox;
import dev.linerate.it.support.SideBySide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is asked to end tears everything down and keeps what was measured. */
@SideBySide
class InterruptIT {
  private static final String[] RUN = {
    "run",
    "kernel-only",
    "--placements",
    "same-host",
    "--protocols",
    "tcp",
    "--duration",
    "2s",
    "--repeat",
    "2"
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

  @ParameterizedTest
  @CsvSource({"INT, true, 130", "INT, false, 130", "TERM, false, 143"})
  void whatWasMeasuredIsShownAndKept(String signal, boolean group, int exit) {
    Running run = linerate.start(RUN).awaitErr("✓ case 2/");
    signal(run, signal, group);
    Outcome outcome = run.end();

    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(exit);
    assertThat(outcome.err())
        .as(outcome.text())
        .contains("interrupted", "networks and lab hosts removed")
        .doesNotContain("\tat ", "✓ case 4/");
    assertThat(outcome.out()).containsPattern("host +\\d").containsPattern("linux-bridge +\\d");
    assertThat(linerate.run("results", "list").out()).contains("interrupted", "2 of 4");
    assertThat(linerate.run("results", "show").out()).containsPattern("linux-bridge +\\d");
    // the trial that ran is no failure of iperf3's, which must not see the terminal's Ctrl-C
    assertThat(linerate.run("results", "show", "--format", "json").out())
        .doesNotContain("has terminated");
  }

  @ParameterizedTest
  @CsvSource({"INT, true, 130", "INT, false, 130", "TERM, false, 143"})
  void whileNetworksAreBuilt(String signal, boolean group, int exit) {
    Running run = linerate.start(RUN).awaitErr("building host");
    signal(run, signal, group);
    Outcome outcome = run.end();

    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(exit);
    assertThat(outcome.err()).as(outcome.text()).doesNotContain("\tat ");
    assertThat(linerate.run("results", "list").out()).contains("interrupted");
  }

  @Test
  void twiceWhileItTearsDown() {
    Running run = linerate.start(RUN).awaitErr("✓ case 1/");
    run.signalGroup("INT");
    run.awaitErr("removing networks");
    run.signalGroup("INT");
    Outcome outcome = run.end();

    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(130);
    assertThat(outcome.err()).contains("networks and lab hosts removed");
  }

  @Test
  void whileADockerdDoesNotAnswer() {
    Requirements.need("docker");
    String dockerd = sandbox.machine().which("dockerd").orElseThrow();
    Running run =
        linerate
            .withProgram(
                "dockerd",
                "#!/bin/sh",
                "[ \"$1\" = --version ] && exec " + dockerd + " --version",
                "exec tail -f /dev/null")
            .start("run", "--networks", "linux-bridge,docker-bridge", "--duration", "1s");
    run.awaitErr("✓ linux-bridge");
    run.signalGroup("INT");
    Outcome outcome = run.end();

    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(130);
  }

  @Test
  void withoutRootToo() {
    Requirements.need("userns");
    Running run = linerate.asNobody().without("LINERATE_STATE").start(RUN).awaitErr("✓ case 1/");
    run.signalGroup("INT");
    Outcome outcome = run.end();

    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(130);
    assertThat(outcome.out()).containsPattern("host +\\d");
  }

  private static void signal(Running run, String signal, boolean group) {
    if (group) {
      run.signalGroup(signal);
    } else {
      run.signal(signal);
    }
  }
}
