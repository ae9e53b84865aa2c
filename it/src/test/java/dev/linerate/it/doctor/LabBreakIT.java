package dev.linerate.it.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Sandbox;
import dev.linerate.it.support.SideBySide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lab break}, {@code doctor --path} and {@code lab mend} as a user types them. */
@SideBySide
@ResourceLock("the lab called lab")
class LabBreakIT {
  private static final String[] ENDS = {"netns:lr-lab-vx-a", "netns:lr-lab-vx-c"};

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

  private static JsonNode json(Outcome outcome) {
    return JsonMapper.shared().readTree(outcome.out());
  }

  @Test
  void aFaultIsMadeFoundCuredAndMended() {
    ok("lab", "up", "--hosts", "2");
    Outcome broken = ok("lab", "break", "arp-entry");
    assertThat(broken.out())
        .contains("nud permanent", "linerate doctor --path " + String.join(" ", ENDS));
    Outcome twice = linerate.run("lab", "break", "arp-entry");
    assertThat(twice.exit()).as(twice.text()).isEqualTo(2);
    assertThat(json(ok("lab", "break", "--list", "--format", "json")).path("faults"))
        .filteredOn(fault -> fault.has("broken_on"))
        .extracting(fault -> fault.path("name").asString())
        .containsExactly("arp-entry");

    Outcome ill = linerate.run("doctor", "--path", ENDS[0], ENDS[1], "--format", "json");
    assertThat(ill.exit()).as(ill.text()).isEqualTo(5);
    assertThat(json(ill).path("findings").path(0).path("id").asString()).isEqualTo("LR-ARP-01");

    ok("doctor", "--path", ENDS[0], ENDS[1], "--fix", "--yes");
    ok("doctor", "--path", ENDS[0], ENDS[1]);
    ok("doctor", "--undo", "--yes");
    assertThat(linerate.run("doctor", "--path", ENDS[0], ENDS[1]).exit()).isEqualTo(5);
    ok("lab", "mend", "arp-entry");
    ok("doctor", "--path", ENDS[0], ENDS[1]);
    ok("lab", "break", "link-down");
    ok("lab", "down");
    assertThat(sandbox.state().resolve("doctor.undo")).doesNotExist();
  }

  @Test
  void whatIsNoFaultNoLabAndNoEndIsTold() {
    Outcome fault = linerate.run("lab", "break", "everything");
    assertThat(fault.exit()).as(fault.text()).isEqualTo(2);
    assertThat(fault.complaint()).contains("\"everything\"", "--list");
    Outcome lab = linerate.run("lab", "break", "arp-entry", "--lab", "none");
    assertThat(lab.exit()).as(lab.text()).isEqualTo(2);
    assertThat(lab.complaint()).contains("\"none\"");
    Outcome end = linerate.run("doctor", "--path", "somewhere", "10.0.0.1");
    assertThat(end.exit()).as(end.text()).isEqualTo(2);
    assertThat(end.complaint()).contains("\"somewhere\"", "netns:NAME");
  }
}
