package dev.linerate.network.ovs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Host;
import dev.linerate.host.Privilege;
import dev.linerate.host.ScriptedHost;
import dev.linerate.host.Support;
import java.util.List;
import org.junit.jupiter.api.Test;

class OvsChecksTest {
  private static final List<String> PROGRAMS =
      List.of(
          "ovs-vswitchd", "ovsdb-server", "ovsdb-tool", "ovs-vsctl", "ovs-appctl", "ip", "nsenter");

  private static ScriptedHost complete() {
    ScriptedHost host = new ScriptedHost().says("test", "");
    PROGRAMS.forEach(host::program);
    return host;
  }

  private static List<String> causes(Support support) {
    return support.reasons().stream().map(Support.Reason::cause).toList();
  }

  @Test
  void isContentWithACompleteHost() {
    assertThat(OvsChecks.bridgeOn(complete()).supported()).isTrue();
    assertThat(OvsChecks.overlayOn(complete()).supported()).isTrue();
  }

  @Test
  void namesEveryMissingProgram() {
    Support support = OvsChecks.bridgeOn(new ScriptedHost().says("test", ""));
    assertThat(causes(support))
        .containsExactlyElementsOf(
            PROGRAMS.stream().map(p -> p + " is not installed on scripted").toList());
    assertThat(support.text()).contains("openvswitch-switch").contains("util-linux");
  }

  @Test
  void needsADatapathOfTheKernelOrATapDevice() {
    ScriptedHost neither = complete().fails("test", 1, "");
    assertThat(causes(OvsChecks.bridgeOn(neither)))
        .containsExactly("scripted has neither the kernel module openvswitch nor /dev/net/tun");
    ScriptedHost kernel =
        complete().fails("test", 1, "").file("/sys/module/openvswitch/initstate", "live\n");
    assertThat(OvsChecks.bridgeOn(kernel).supported()).isTrue();
  }

  @Test
  void anOverlayInUserspaceNeedsABridgeOfTheKernelToo() {
    String config = "CONFIG_TUN=y\nCONFIG_VETH=y\n";
    ScriptedHost host =
        complete().file("/proc/sys/kernel/osrelease", "6.1.0\n").file("/boot/config-6.1.0", config);
    assertThat(OvsChecks.bridgeOn(host).supported()).isTrue();
    assertThat(causes(OvsChecks.overlayOn(host)))
        .containsExactly("the kernel 6.1.0 has no VXLAN", "the kernel 6.1.0 has no bridges");
    host.file("/sys/module/openvswitch/initstate", "live\n");
    assertThat(causes(OvsChecks.overlayOn(host))).containsExactly("the kernel 6.1.0 has no VXLAN");
  }

  @Test
  void anOverlayNeedsTwoHostsAndTellsWhatTheyHaveInCommonOnce() {
    Host bare = new ScriptedHost().says("test", "");
    assertThat(causes(OvsChecks.overlay(List.of(bare))))
        .contains("it needs two hosts and there is one");
    assertThat(causes(OvsChecks.overlay(List.of(bare, bare))))
        .doesNotHaveDuplicates()
        .doesNotContain("it needs two hosts and there is one")
        .contains("ovs-vsctl is not installed on scripted");
  }

  @Test
  void theDaemonsNeedRootOfTheMachine() {
    assertThat(OvsChecks.privileged(Privilege.ROOT).supported()).isTrue();
    for (Privilege less : List.of(Privilege.NAMESPACE_ROOT, Privilege.USER)) {
      assertThat(OvsChecks.privileged(less).text())
          .isEqualTo("Open vSwitch's daemons need root: run it with sudo");
    }
  }
}
