package dev.linerate.it.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Sandbox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code doctor} as a user types it, where something is missing, hangs or has ended. */
class DoctorIT {
  private static final String POOR_PATH = "/usr/bin:/bin";
  private static final String[] HANGS = {"#!/bin/sh", "exec sleep 1000"};

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

  private Outcome ok(String... arguments) {
    Outcome outcome = linerate.run(arguments);
    assertThat(outcome.exit()).as(outcome.text()).isZero();
    return outcome;
  }

  private static List<JsonNode> findings(Outcome outcome) {
    List<JsonNode> findings = new ArrayList<>();
    JsonMapper.shared().readTree(outcome.out()).path("findings").forEach(findings::add);
    return findings;
  }

  private static String evidence(JsonNode finding) {
    return finding.path("evidence").path(0).path("line").asString("");
  }

  @Test
  void aMachineThatLacksMuchIsNoReasonForAStackTrace() {
    List<Linerate> poor =
        List.of(
            linerate.asNobody(),
            linerate.with("PATH", POOR_PATH),
            linerate.withoutPrograms("docker", "ovs-vsctl", "iptables-save", "nft"),
            linerate.withoutPrograms("ip"));
    for (Linerate one : poor) {
      Outcome outcome = one.run("doctor");
      assertThat(outcome.exit()).as(outcome.text()).isZero();
      assertThat(outcome.text()).contains("Well: ").doesNotContain("\tat ", "Exception");
    }
  }

  /** {@code ip} and {@code iptables-save} are often in folders that only root's path has. */
  @Test
  void aPathWithoutTheFoldersOfRootIsNoObstacle() {
    Outcome outcome = linerate.with("PATH", POOR_PATH).run("doctor", "--format", "json");

    assertThat(outcome.out()).doesNotContain("Cannot run program");
  }

  @Test
  void whatCannotBeAnEndOfAPathIsToldBeforeAnythingIsSent() {
    List<List<String>> pairs =
        List.of(
            List.of("10.0.0.1", "10.0.0.2"),
            List.of("999.0.0.1", "lab:h1"),
            List.of("netns:", "10.0.0.1"),
            List.of("netns:nix", "10.0.0.1"),
            List.of("docker:h9/web", "10.0.0.1"));
    for (List<String> pair : pairs) {
      Outcome outcome = linerate.run("doctor", "--path", pair.get(0), pair.get(1));
      assertThat(outcome.exit()).as(outcome.text()).isEqualTo(2);
      assertThat(outcome.out()).isEmpty();
    }
  }

  /** The socket is there and nobody answers: the programs that ask wait for ever. */
  @Test
  void aClientThatHangsIsAFindingAndNotAHang() {
    Requirements.need("docker", "ovs");
    ok("lab", "up", "--hosts", "1", "--with", "docker,ovs");

    Outcome outcome =
        linerate
            .withProgram("docker", HANGS)
            .withProgram("ovs-vsctl", HANGS)
            .run("doctor", "--lab", "lab", "--format", "json");

    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(5);
    assertThat(findings(outcome))
        .extracting(finding -> finding.path("id").asString(""))
        .containsExactly("LR-DOCKER-01", "LR-OVS-01");
    assertThat(findings(outcome))
        .extracting(DoctorIT::evidence)
        .allMatch(line -> line.contains("did not end within"));
    ok("lab", "down");
  }

  /** They are the lab's own, so nothing has to be named. */
  @Test
  void daemonsOfALabAreStartedAgain() {
    Requirements.need("docker", "ovs");
    ok("lab", "up", "--hosts", "2", "--with", "docker,ovs");
    ok("lab", "break", "docker-down");
    ok("lab", "break", "ovs-down");
    assertThat(linerate.run("doctor", "--lab", "lab").exit()).isEqualTo(5);

    Outcome cured = ok("doctor", "--lab", "lab", "--fix", "--yes");

    assertThat(cured.text()).contains("lab start --lab lab --host h1 docker", "✓ cured");
    assertThat(ok("doctor", "--undo").out()).contains("Nothing to take back");
    assertThat(ok("lab", "start", "docker", "ovs").out())
        .contains("docker running on h1, h2", "ovs running on h1, h2");
    ok("lab", "down");
  }

  @Test
  void aContainerOfALabHostsOwnDaemonIsAnEnd() {
    Requirements.need("docker");
    ok("lab", "up", "--hosts", "2", "--with", "docker");
    String empty = sandbox.folder().resolve("empty.tar").toString();
    sandbox.require("tar", "--create", "--file=" + empty, "--files-from=/dev/null");
    ok("lab", "exec", "h1", "--", "docker", "import", empty, "empty");
    container("web");
    container("db");

    Outcome path = ok("doctor", "--path", "docker:h1/web", "docker:h1/db");

    assertThat(path.out()).contains("Well: ").contains("docker:h1/web ↔ docker:h1/db");
    Outcome unknown = linerate.run("doctor", "--path", "docker:h1/nix", "lab:h2");
    assertThat(unknown.exit()).as(unknown.text()).isEqualTo(2);
    assertThat(unknown.complaint()).contains("\"nix\"");
    ok("lab", "down");
  }

  /** On h1, of an image with nothing in it: it takes the machine's programs. */
  private void container(String name) {
    List<String> run = new ArrayList<>(List.of("lab", "exec", "h1", "--"));
    run.addAll(List.of("docker", "run", "--detach", "--name", name));
    for (String folder : List.of("/bin", "/usr", "/lib", "/lib64")) {
      run.add("--volume=" + folder + ":" + folder + ":ro");
    }
    run.addAll(List.of("empty", "/bin/sleep", "1000"));
    ok(run.toArray(String[]::new));
  }
}
