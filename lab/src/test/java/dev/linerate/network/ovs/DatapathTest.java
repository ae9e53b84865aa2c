package dev.linerate.network.ovs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.ScriptedHost;
import dev.linerate.network.Fixtures;
import org.junit.jupiter.api.Test;

class DatapathTest {
  @Test
  void theLogDecidesBetweenTheUserspaceOnes() {
    String log = Fixtures.text("ovs/ovs-vswitchd-3.1-tso.log");
    assertThat(Datapath.userspace(log)).isEqualTo(Datapath.USERSPACE_TSO);
    assertThat(Datapath.userspace(log.replace("TCP Segmentation", "")))
        .isEqualTo(Datapath.USERSPACE);
    assertThat(Datapath.userspace("")).isEqualTo(Datapath.USERSPACE);
  }

  @Test
  void onlyUserspaceNeedsAWord() {
    assertThat(Datapath.KERNEL.notes()).isEmpty();
    assertThat(Datapath.USERSPACE.notes()).isEqualTo(Datapath.USERSPACE_TSO.notes()).hasSize(1);
    assertThat(Datapath.KERNEL.type()).isEqualTo("system");
    assertThat(Datapath.USERSPACE_TSO.type()).isEqualTo("netdev");
  }

  @Test
  void aKernelOfWhichNothingIsKnownHasNoDatapath() {
    assertThat(Datapath.kernelPossible(new ScriptedHost())).isFalse();
    ScriptedHost loadable =
        new ScriptedHost()
            .file("/proc/sys/kernel/osrelease", "6.1.0\n")
            .file("/lib/modules/6.1.0/modules.dep", "kernel/net/openvswitch/openvswitch.ko:\n");
    assertThat(Datapath.kernelPossible(loadable)).isTrue();
  }
}
