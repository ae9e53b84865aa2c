package dev.linerate.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import dev.linerate.host.Task;
import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Running;
import dev.linerate.it.support.Sandbox;
import dev.linerate.it.support.SideBySide;
import dev.linerate.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a machine can lack or refuse: a sentence with the next step, and nothing left behind. */
@SideBySide
class FaultsIT {
  private static final Duration READY = Duration.ofSeconds(10);
  private static final String[] SHORT = {
    "run",
    "kernel-only",
    "--networks",
    "linux-bridge",
    "--protocols",
    "tcp",
    "--duration",
    "1s",
    "--repeat",
    "1"
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

  private static void assertUnsupported(Outcome outcome) {
    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(3);
    assertThat(outcome.err()).as(outcome.text()).doesNotContain("\tat ", "Exception");
    assertThat(outcome.complaint()).as(outcome.text()).endsWith("(exit 3)");
  }

  // --- privilege

  /** As a user who may make user namespaces. */
  private Linerate user() {
    return linerate.asNobody().without("LINERATE_STATE");
  }

  @Test
  void withoutRootTheKernelsNetworksAreMeasured() {
    Requirements.need("userns");
    Outcome outcome =
        user()
            .run(
                "run",
                "quickstart",
                "--placements",
                "same-host",
                "--protocols",
                "tcp",
                "--duration",
                "1s",
                "--repeat",
                "1");

    assertThat(outcome.exit()).as(outcome.text()).isZero();
    assertThat(outcome.err())
        .contains("not root", "– docker-bridge skipped: ", "– ovs-bridge skipped: ", "sudo")
        .containsPattern("✓ case \\d/\\d linux-bridge same-host tcp");
    assertThat(outcome.out()).contains("linux-bridge", "macvlan", "docker-bridge", "sudo");
  }

  @Test
  void withoutRootAndWithoutUnshareItSaysSo() {
    Outcome outcome =
        linerate.withoutPrograms("unshare").asNobody().without("LINERATE_STATE").run(SHORT);
    assertUnsupported(outcome);
    assertThat(outcome.complaint()).contains("needs root", "user namespaces", "sudo");
  }

  @Test
  void withoutRootAndUserNamespacesItSaysSo() {
    Requirements.need("userns");
    Linerate noNamespaces =
        user()
            .under("unshare", "--user", "--map-user=65534", "--keep-caps", "--")
            .under("sh", "-c", "echo 0 >/proc/sys/user/max_user_namespaces; exec \"$@\"", "sh");
    Outcome outcome = noNamespaces.run(SHORT);
    assertUnsupported(outcome);
    assertThat(outcome.complaint()).contains("needs root", "user namespaces", "sysctl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "lab up", "lab down"})
  void whatNeedsRootSaysSo(String verb) {
    Outcome outcome =
        linerate.asNobody().with("LINERATE_STATE", "/nonexistent").run(verb.split(" "));
    assertUnsupported(outcome);
    assertThat(outcome.complaint()).contains("needs root", "sudo");
  }

  // --- programs

  @Test
  void withoutIperf3ItNamesThePackage() {
    Outcome outcome = linerate.withoutPrograms("iperf3").run(with("--tool", "iperf3"));
    assertUnsupported(outcome);
    assertThat(outcome.complaint()).contains("iperf3 is not installed", "apt-get install iperf3");
    assertThat(sandbox.owners()).isEmpty();
  }

  @Test
  void withoutIperf3TheBuiltinToolMeasures() {
    Outcome outcome = linerate.withoutPrograms("iperf3").run(SHORT);
    assertThat(outcome.exit()).as(outcome.text()).isZero();
    assertThat(outcome.out()).containsPattern("linux-bridge +\\d").doesNotContain("iperf3");

    Outcome both = linerate.withoutPrograms("iperf3").run(with("--tool", "both"));
    assertThat(both.exit()).as(both.text()).isZero();
    assertThat(both.out())
        .containsPattern("linux-bridge, builtin +\\d")
        .containsPattern("linux-bridge, iperf3 +skipped: iperf3 is not installed");
  }

  @Test
  void withoutDockerAndOpenVSwitchTheKernelsNetworksAreMeasured() {
    Outcome outcome =
        linerate
            .withoutPrograms("dockerd", "ovs-vswitchd")
            .run(
                "run",
                "--placements",
                "same-host",
                "--protocols",
                "tcp",
                "--networks",
                "linux-bridge,docker-bridge,ovs-bridge",
                "--duration",
                "1s",
                "--repeat",
                "1");
    assertThat(outcome.exit()).as(outcome.text()).isZero();
    assertThat(outcome.err())
        .contains("✓ case 1/1 linux-bridge same-host tcp")
        .containsPattern("– docker-bridge skipped: dockerd is not installed.*apt-get install")
        .containsPattern("– ovs-bridge skipped: ovs-vswitchd is not installed.*apt-get install");
    assertThat(outcome.out()).containsPattern("docker-bridge +skipped: ");
  }

  @Test
  void aDockerdThatEndsAtOnceFailsItsNetworkAlone() {
    Requirements.need("docker");
    Outcome outcome =
        linerate
            .withProgram(
                "dockerd",
                "#!/bin/sh",
                "[ \"$1\" = --version ] && exec " + dockerd() + " --version",
                "echo 'failed to start daemon: the moon is in the wrong phase' >&2",
                "exit 1")
            .run(
                "run",
                "--networks",
                "linux-bridge,docker-bridge",
                "--protocols",
                "tcp",
                "--duration",
                "1s",
                "--repeat",
                "1");

    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(4);
    assertThat(outcome.err())
        .containsPattern("✗ docker-bridge not built: .*the moon is in the wrong phase")
        .containsPattern("✓ case 1/1 linux-bridge same-host tcp");
    assertThat(outcome.out()).containsPattern("docker-bridge +failed: ");
  }

  private String dockerd() {
    return sandbox.machine().which("dockerd").orElseThrow();
  }

  // --- names and ports

  @Test
  void aNamespaceOfThatNameIsLeftAlone() {
    Requirements.need("netns");
    sandbox.require("ip", "netns", "add", "lr-taken-h1");
    sandbox.atEnd(() -> sandbox.run("ip", "netns", "delete", "lr-taken-h1"));

    Outcome outcome = linerate.run("lab", "up", "--name", "taken");

    assertUnsupported(outcome);
    assertThat(outcome.complaint()).contains("lr-taken-h1 exists already", "another name");
    assertThat(sandbox.require("ip", "netns", "list")).contains("lr-taken-h1");
    sandbox.require("ip", "netns", "delete", "lr-taken-h1");
  }

  @Test
  void aLabOfThatNameIsLeftAlone() {
    assertThat(linerate.run("lab", "up", "--name", "mine", "--hosts", "2").exit()).isZero();

    Outcome outcome = linerate.run("lab", "up", "--name", "mine");

    assertUnsupported(outcome);
    assertThat(outcome.complaint()).contains("\"mine\" exists already", "lab down mine");
    assertThat(linerate.run("lab", "exec", "--name", "mine", "h2", "--", "true").exit()).isZero();
    assertThat(linerate.run("lab", "down", "mine").exit()).isZero();
  }

  /**
   * A run's namespaces are new, so its port can only be taken by somebody who enters one of them:
   * here while the case before it is measured. The run is stopped meanwhile, so that it cannot be
   * too late.
   */
  @ParameterizedTest
  @ValueSource(strings = {"builtin", "iperf3"})
  void aTakenPortFailsItsCaseAlone(String tool) {
    Running run =
        linerate.start(
            "run",
            "kernel-only",
            "--networks",
            "host,linux-bridge",
            "--placements",
            "same-host",
            "--protocols",
            "tcp",
            "--duration",
            "2s",
            "--repeat",
            "1",
            "--port",
            "5999",
            "--tool",
            tool);
    run.awaitErr("round 1/1");
    run.signal("STOP");
    String owner = sandbox.owners().iterator().next();
    NetNs namespace = NetNs.named("lr-" + owner + "-lb-b");
    try (Task _ = sandbox.machine().start(Command.of("iperf3", "-s", "-p", "5999").in(namespace))) {
      assertThat(Await.until(READY, () -> listening(namespace))).isTrue();
      run.signal("CONT");
      Outcome outcome = run.end();

      assertThat(outcome.exit()).as(outcome.text()).isEqualTo(4);
      assertThat(outcome.err())
          .contains("✓ case 1/2 host same-host tcp")
          .containsPattern("✗ case 2/2 linux-bridge .*port 5999 is (taken|in use)");
    }
  }

  private boolean listening(NetNs namespace) {
    return sandbox.machine().run(Command.of("ss", "-Hltn").in(namespace)).out().contains(":5999");
  }

  // --- space

  @Test
  void noSpaceForTheState() throws IOException {
    Path small = sandbox.tmpfs("small", "size=64k");
    fill(small);
    Outcome outcome = linerate.with("LINERATE_STATE", small.resolve("s").toString()).run(SHORT);
    assertUnsupported(outcome);
    assertThat(outcome.complaint())
        .containsIgnoringCase("no space left")
        .contains("LINERATE_STATE");
    unmount(small);
  }

  /** File systems that hold one file or directory more from one to the next: none is forgotten. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void noSpaceAtAnyPointOfMakingTheLab(int inodes) throws IOException {
    Path small = sandbox.tmpfs("small", "size=64k,nr_inodes=" + inodes);
    Outcome outcome = linerate.with("LINERATE_STATE", small.toString()).run(SHORT);
    assertUnsupported(outcome);
    assertThat(outcome.complaint()).as(outcome.text()).containsIgnoringCase("space");
    assertThat(small).isEmptyDirectory();
    unmount(small);
  }

  @Test
  void noSpaceForResults() throws IOException {
    Path small = sandbox.tmpfs("small", "size=16k");
    Outcome outcome = linerate.run(with("--results", small.resolve("r.sqlite")));
    assertUnsupported(outcome);
    assertThat(outcome.complaint()).contains("no space left", small.toString());
    unmount(small);
  }

  @Test
  void noSpaceForTheResultsOfATrial() throws IOException {
    Path small = sandbox.tmpfs("small", "size=1m");
    Path results = small.resolve("r.sqlite");
    ResultStore.open(results).close();
    fill(small);
    Outcome outcome = linerate.run(with("--results", results));
    assertUnsupported(outcome);
    assertThat(outcome.complaint()).contains("no space left", results.toString());
    unmount(small);
  }

  @Test
  void noSpaceForTheReportKeepsTheResults() throws IOException {
    Path small = sandbox.tmpfs("small", "size=16k");
    Outcome outcome = linerate.run(with("--report", small.resolve("r.html")));
    assertUnsupported(outcome);
    assertThat(outcome.out()).contains("linux-bridge");
    assertThat(outcome.complaint()).contains("cannot write the report");
    assertThat(linerate.run("results", "show").out()).contains("linux-bridge");
    unmount(small);
  }

  private static String[] with(String flag, Path file) {
    return with(flag, file.toString());
  }

  private static String[] with(String flag, String value) {
    String[] all = java.util.Arrays.copyOf(SHORT, SHORT.length + 2);
    all[SHORT.length] = flag;
    all[SHORT.length + 1] = value;
    return all;
  }

  /** Writes until there is no space left. */
  private static void fill(Path directory) {
    try (var out = Files.newOutputStream(directory.resolve("fill"))) {
      for (int kilobytes = 0; kilobytes < 4096; kilobytes++) {
        out.write(new byte[1024]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("space");
      return;
    }
    throw new AssertionError(directory + " never filled");
  }

  /** What is still mounted counts as left behind. */
  private void unmount(Path mount) {
    sandbox.require("umount", mount.toString());
  }

  // --- company

  @Test
  void twoRunsAtOnceDoNotDisturbEachOther() {
    String[] arguments = {
      "run",
      "kernel-only",
      "--placements",
      "cross-host",
      "--protocols",
      "tcp",
      "--duration",
      "1s",
      "--repeat",
      "1",
      "--no-report"
    };
    Running first = linerate.start(arguments);
    Running second = linerate.start(arguments);
    for (Running run : new Running[] {first, second}) {
      Outcome outcome = run.end();
      assertThat(outcome.exit()).as(outcome.text()).isZero();
      assertThat(outcome.err()).contains("✓ case 3/3").doesNotContain("left things behind");
    }
    assertThat(linerate.run("results", "list").out().lines().filter(l -> l.contains("complete")))
        .hasSize(2);
  }
}
