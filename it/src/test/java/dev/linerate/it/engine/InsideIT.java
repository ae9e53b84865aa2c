package dev.linerate.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Await;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Resident;
import dev.linerate.it.support.Running;
import dev.linerate.it.support.Sandbox;
import dev.linerate.linux.ControlGroups;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code --inside}: in the namespace and under the limits of a process that is no one of ours. */
class InsideIT {
  @AutoClose private final Sandbox sandbox = new Sandbox();
  private final Linerate linerate = Linerate.in(sandbox);
  private final Host machine = sandbox.machine();
  private final String name = "lr-it" + ProcessHandle.current().pid() + "-inside";
  private Resident resident;

  @BeforeAll
  static void requirements() {
    Requirements.need("netns");
  }

  @BeforeEach
  void settle() {
    machine.require("ip", "netns", "add", name);
    machine.require("ip", "-n", name, "link", "set", "lo", "up");
    resident = new Resident(machine, NetNs.named(name), name);
  }

  @AfterEach
  void leave() {
    resident.close();
    machine.require("ip", "netns", "delete", name);
  }

  private String inside() {
    return Long.toString(resident.pid());
  }

  @Test
  void serverAndClientRunWithinItsLimits() throws IOException {
    Running server = linerate.start("server", "-1", "--inside", inside());
    assertThat(Await.until(Duration.ofSeconds(20), () -> resident.members().contains(server.pid())))
        .as("members %s", resident.members())
        .isTrue();
    assertThat(new ControlGroups().of(server.pid())).contains(resident.group());

    Outcome client = clientOf();

    assertThat(client.exit()).as(client.text()).isZero();
    assertThat(client.out()).contains("receiver");
    assertThat(server.end().exit()).isZero();
  }

  /** Tries again while nobody listens yet. */
  private Outcome clientOf() {
    Outcome[] last = new Outcome[1];
    boolean served =
        Await.until(
            Duration.ofSeconds(20),
            () -> {
              last[0] = linerate.run("client", "127.0.0.1", "-t", "0.5", "--inside", inside());
              return last[0].exit() == 0;
            });
    assertThat(served).as(last[0].text()).isTrue();
    return last[0];
  }

  @Test
  void aProcessThatIsNotThereIsSaid() {
    Outcome outcome = linerate.run("server", "-1", "--inside", "2147483646");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("cannot join the control groups of process 2147483646");
  }

  @Test
  void whatIsNeitherProcessNorContainerIsRefused() {
    Outcome outcome = linerate.run("client", "127.0.0.1", "--inside", "web");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("neither a process id nor docker:NAME");
  }
}
