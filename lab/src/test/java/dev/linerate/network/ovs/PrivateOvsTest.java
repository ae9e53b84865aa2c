package dev.linerate.network.ovs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.network.Construction;
import dev.linerate.network.Fixtures;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrivateOvsTest {
  private static final String MODULE = "/sys/module/openvswitch/initstate";
  private static final String TSO_LOG = Fixtures.text("ovs/ovs-vswitchd-3.1-tso.log");
  private static final List<String> CHANGE = List.of("add-port", "lr-ovsbr0", "nosuch");

  private final OvsHost host = new OvsHost();

  @Test
  void takesTheKernelsDatapathWhereItIs() {
    host.file(MODULE, "live\n");
    assertThat(PrivateOvs.up(host).datapath()).isEqualTo(Datapath.KERNEL);
    assertThat(host.ran())
        .contains("ovsdb-tool create /run/linerate/k3f9a/h1/ovs/conf.db")
        .anyMatch(line -> line.endsWith("userspace-tso-enable=false"))
        .noneMatch(line -> line.startsWith("modprobe"));
  }

  @Test
  void elsewhereItTakesWhatTheLogSaysIsInForce() {
    assertThat(PrivateOvs.up(host.says("ovs-vswitchd", TSO_LOG)).datapath())
        .isEqualTo(Datapath.USERSPACE_TSO);
    assertThat(host.ran()).anyMatch(line -> line.endsWith("userspace-tso-enable=true"));
    OvsHost old = new OvsHost().says("ovs-vswitchd", "2026|00001|bridge|INFO|all else\n");
    assertThat(PrivateOvs.up(old).datapath()).isEqualTo(Datapath.USERSPACE);
  }

  @Test
  void aModuleThatCannotBeLoadedAfterAllMeansUserspace() {
    host.file("/proc/sys/kernel/osrelease", "6.1.0\n")
        .file("/lib/modules/6.1.0/modules.dep", "kernel/net/openvswitch/openvswitch.ko:\n")
        .says("ovs-vswitchd", TSO_LOG);
    assertThat(PrivateOvs.up(host).datapath()).isEqualTo(Datapath.USERSPACE_TSO);
    assertThat(host.ran()).contains("modprobe openvswitch");
  }

  @Test
  void keepsApartFromTheMachinesOwn() {
    PrivateOvs.up(host);
    for (String name : List.of("ovsdb-server", "ovs-vswitchd")) {
      assertThat(host.daemon(name).command().environment())
          .containsEntry("OVS_RUNDIR", "/run/linerate/k3f9a/h1/ovs")
          .containsEntry("OVS_DBDIR", "/run/linerate/k3f9a/h1/ovs");
    }
    assertThat(host.ran())
        .filteredOn(line -> line.startsWith("ovs-vsctl"))
        .isNotEmpty()
        .allMatch(line -> line.contains("--db=unix:/run/linerate/k3f9a/h1/ovs/db.sock"));
  }

  @Test
  void daemonsThatRunAreUsedAsTheyAre() {
    PrivateOvs.up(host);
    OvsHost.Daemon first = host.daemon("ovs-vswitchd");
    PrivateOvs.up(host);
    assertThat(host.daemon("ovs-vswitchd")).isSameAs(first);
    assertThat(first.alive()).isTrue();
  }

  @Test
  void aServerThatDoesNotStartSaysWhy() {
    host.failing("ovsdb-server", Fixtures.text("ovs/ovsdb-server-3.1-garbage.log"));
    assertThatThrownBy(() -> PrivateOvs.up(host))
        .isInstanceOfSatisfying(
            LinerateException.class,
            e -> assertThat(e.nextStep()).contains("ovsdb-server.log").contains("--networks"))
        .hasMessageStartingWith("h1: ovsdb-server has ended (exit status 1): ")
        .hasMessageEndingWith("unexpected file format");
  }

  @Test
  void aSwitchThatDoesNotStartSaysWhyAndTheServerIsEnded() {
    host.failing("ovs-vswitchd", Fixtures.text("ovs/ovs-vswitchd-3.1-no-directory.log"));
    assertThatThrownBy(() -> PrivateOvs.up(host))
        .isInstanceOf(LinerateException.class)
        .hasMessageStartingWith("h1: ovs-vswitchd has ended (exit status 1): ")
        .hasMessageContaining("could not initialize control socket");
    assertThat(host.daemon("ovsdb-server").stopped()).isTrue();
    assertThat(host.alive("ovsdb-server")).isFalse();
  }

  @Test
  void aSwitchThatDiesLaterIsNoticed() {
    PrivateOvs ovs = PrivateOvs.up(host);
    ovs.requireAlive();
    host.die("ovs-vswitchd", "2026|00009|util|EMER|virtual memory exhausted\n");
    assertThatThrownBy(ovs::requireAlive)
        .hasMessageEndingWith(
            "ovs-vswitchd has ended (exit status 1): util: virtual memory exhausted");
  }

  /** The next network on the host must not be built on a switch that has died. */
  @Test
  void aSwitchThatDiedIsNotHandedOut() {
    Ovses ovses = new Ovses();
    assertThat(ovses.of(host)).isSameAs(ovses.of(host));
    host.die("ovsdb-server", "");
    assertThatThrownBy(() -> ovses.of(host)).hasMessageEndingWith(": it said nothing");
  }

  @Test
  void aChangeThatTheSwitchCannotCarryOutIsAFailureAlthoughVsctlEndsWell() {
    PrivateOvs ovs = PrivateOvs.up(host);
    String said = Fixtures.text("ovs/ovs-vsctl-3.1-add-missing.err");
    host.vsctl(command -> Optional.of(OvsHost.output(command, 0, "", said)));
    Construction construction = new Construction();
    assertThatThrownBy(() -> ovs.change(construction, CHANGE))
        .isInstanceOfSatisfying(
            LinerateException.class,
            e -> assertThat(e.nextStep()).contains("add-port lr-ovsbr0 nosuch"))
        .hasMessageContaining("No such device");
    assertThat(construction.commands())
        .singleElement()
        .satisfies(line ->
            assertThat(line).startsWith("nsenter --net=").endsWith("add-port lr-ovsbr0 nosuch"));
  }

  @Test
  void aFailedChangeNamesTheDeadDaemonRatherThanItsOwnTimeLimit() {
    PrivateOvs ovs = PrivateOvs.up(host);
    host.vsctl(command -> Optional.of(OvsHost.output(command, 1, "", "Alarm clock")));
    host.die("ovs-vswitchd", "2026|00009|util|EMER|assertion failed\n");
    assertThatThrownBy(() -> ovs.change(new Construction(), CHANGE))
        .hasMessageContaining("assertion failed")
        .hasMessageNotContaining("Alarm clock");
  }

  @Test
  void aBridgeIsRemovedWithoutTheSwitchToo() {
    PrivateOvs ovs = PrivateOvs.up(host);
    ovs.remove("lr-ovsbr0");
    assertThat(host.ran()).last().asString().doesNotContain("--no-wait").contains("del-br");
    host.die("ovs-vswitchd", "");
    ovs.remove("lr-ovsbr0");
    assertThat(host.ran())
        .endsWith("ip link delete lr-ovsbr0")
        .anyMatch(line -> line.contains("--no-wait") && line.endsWith("del-br lr-ovsbr0"));
  }

  @Test
  void listsTheInterfacesOfOneBridge() {
    PrivateOvs ovs = PrivateOvs.up(host);
    host.vsctl(command ->
        Optional.of(
            OvsHost.output(
                command,
                0,
                command.arguments().contains("list-ports")
                    ? "lr-oba\nlr-oovx0\n"
                    : Fixtures.text("ovs/ovs-vsctl-3.1-interfaces-failed.json"),
                "")));
    assertThat(ovs.interfaces("lr-ovsbr0"))
        .extracting(OvsInterface::name)
        .containsExactlyInAnyOrder("lr-oba", "lr-oovx0");
  }
}
