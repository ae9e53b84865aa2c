package dev.linerate.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Sandbox;
import dev.linerate.it.support.SideBySide;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lab up --with}: daemons of each host's own, for whoever works on it. */
@SideBySide
@ResourceLock("the lab called lab")
class LabServicesIT {
  @AutoClose private final Sandbox sandbox = new Sandbox();
  private final Linerate linerate = Linerate.in(sandbox);
  private final MachineState before = MachineState.now();

  @BeforeEach
  void requirements() {
    Requirements.need("netns", "docker", "ovs");
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

  private JsonNode services(int host) {
    String json = ok("lab", "status", "--format", "json").out();
    return JsonMapper.shared().readTree(json).path(0).path("hosts").path(host).path("services");
  }

  @Test
  void eachHostHasADockerAndAnOpenVswitchOfItsOwn() {
    assertThat(ok("lab", "up", "--hosts", "2", "--with", "docker,ovs").out())
        .contains("docker running on h1, h2", "ovs running on h1, h2");

    ok("lab", "exec", "h1", "--", "docker", "network", "create", "ours");
    assertThat(networks("h1")).contains("ours").contains("bridge");
    assertThat(networks("h2")).doesNotContain("ours").contains("bridge");
    ok(
        "lab",
        "exec",
        "h2",
        "--",
        "ovs-vsctl",
        "add-br",
        "ours0",
        "--",
        "set",
        "Bridge",
        "ours0",
        "datapath_type=netdev");
    assertThat(ok("lab", "exec", "h2", "--", "ovs-vsctl", "show").out()).contains("Bridge ours0");
    assertThat(ok("lab", "exec", "h1", "--", "ovs-vsctl", "show").out()).doesNotContain("ours0");

    assertThat(services(0).toString()).isEqualTo("{\"docker\":\"running\",\"ovs\":\"running\"}");
    endSwitchOf("h1");
    assertThat(services(0).path("ovs").asString()).isEqualTo("ended");
    assertThat(services(1).path("ovs").asString()).isEqualTo("running");
    assertThat(ok("lab", "status").out())
        .contains("docker running on h1, h2", "ovs ended on h1", "ovs running on h2");

    assertThat(ok("lab", "down").err()).contains("(dockerd)", "(ovs-vswitchd)", "(ovsdb-server)");
  }

  private String networks(String host) {
    return ok("lab", "exec", host, "--", "docker", "network", "ls", "--format", "{{.Name}}").out();
  }

  private void endSwitchOf(String host) {
    String control =
        sandbox.state().resolve("lab").resolve(host).resolve("ovs/ovs-vswitchd.ctl").toString();
    sandbox.require("ovs-appctl", "--timeout=5", "--target=" + control, "exit");
  }

  /** The machine's own daemons must never be what a lab host's programs find. */
  @Test
  void withoutThemALabHostReachesNobodyElses() {
    ok("lab", "up", "--hosts", "1");
    assertThat(services(0).isEmpty()).isTrue();
    Outcome docker = linerate.run("lab", "exec", "h1", "--", "docker", "ps");
    assertThat(docker.exit()).as(docker.text()).isNotZero();
    assertThat(docker.err()).contains(sandbox.state() + "/lab/h1/docker/docker.sock");
    Outcome ovs = linerate.run("lab", "exec", "h1", "--", "ovs-vsctl", "--timeout=2", "show");
    assertThat(ovs.exit()).as(ovs.text()).isNotZero();
    assertThat(ovs.err()).contains(sandbox.state() + "/lab/h1/ovs/db.sock");
    ok("lab", "down");
  }

  @Test
  void refusesBeforeItBuilds() {
    Outcome unknown = linerate.run("lab", "up", "--with", "podman");
    assertThat(unknown.exit()).as(unknown.text()).isEqualTo(2);
    assertThat(unknown.complaint()).contains("\"podman\"", "docker, ovs");
    Outcome missing =
        linerate.withoutPrograms("ovs-vswitchd").run("lab", "up", "--with", "docker,ovs");
    assertThat(missing.exit()).as(missing.text()).isEqualTo(3);
    assertThat(missing.complaint())
        .contains("a lab host's ovs", "ovs-vswitchd is not installed", "openvswitch-switch");
    assertThat(sandbox.leftovers()).isEqualTo(List.of());
  }

  /** A daemon that does not come up takes the whole lab with it. */
  @Test
  void aDaemonThatDoesNotStartLeavesNoLab() {
    Outcome outcome =
        linerate
            .withProgram("ovs-vswitchd", "#!/bin/sh", "echo 'ovs-vswitchd: out of luck'", "exit 1")
            .run("lab", "up", "--hosts", "2", "--with", "docker,ovs");
    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(3);
    assertThat(outcome.complaint()).contains("ovs-vswitchd has ended", "out of luck");
    assertThat(sandbox.leftovers()).isEqualTo(List.of());
  }
}
