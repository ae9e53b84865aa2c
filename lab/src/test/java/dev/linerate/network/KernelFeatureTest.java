package dev.linerate.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.ScriptedHost;
import dev.linerate.host.Support;
import dev.linerate.network.KernelFeature.State;
import org.junit.jupiter.api.Test;

class KernelFeatureTest {
  private static final String DEP = "/lib/modules/6.1.0/modules.dep";
  private static final String CONFIG = "/boot/config-6.1.0";

  private static ScriptedHost host() {
    return new ScriptedHost().file("/proc/sys/kernel/osrelease", "6.1.0\n");
  }

  @Test
  void aLoadedOrBuiltInModuleIsPresent() {
    ScriptedHost loaded = host().file("/sys/module/openvswitch/initstate", "live\n");
    ScriptedHost builtIn =
        host()
            .file("/lib/modules/6.1.0/modules.builtin", "kernel/net/openvswitch/openvswitch.ko\n")
            .file(DEP, "");
    ScriptedHost configured = host().file(CONFIG, "CONFIG_OPENVSWITCH=y\n");
    assertThat(KernelFeature.OPENVSWITCH.on(loaded)).isEqualTo(State.PRESENT);
    assertThat(KernelFeature.OPENVSWITCH.on(builtIn)).isEqualTo(State.PRESENT);
    assertThat(KernelFeature.OPENVSWITCH.on(configured)).isEqualTo(State.PRESENT);
  }

  @Test
  void aModuleOnDiskCanBeLoaded() {
    ScriptedHost host =
        host()
            .file(DEP, "kernel/drivers/net/vxlan/vxlan.ko.xz: kernel/net/ipv4/udp_tunnel.ko.xz\n");
    assertThat(KernelFeature.VXLAN.on(host)).isEqualTo(State.LOADABLE);
    assertThat(KernelFeature.MACVLAN.on(host)).isEqualTo(State.ABSENT);
  }

  /** A container sees the configuration of its machine's kernel, and not the machine's modules. */
  @Test
  void withoutModulesTheConfigurationDecides() {
    ScriptedHost host = host().file(CONFIG, "CONFIG_VXLAN=m\n# CONFIG_MACVLAN is not set\n");
    assertThat(KernelFeature.VXLAN.on(host)).isEqualTo(State.UNKNOWN);
    assertThat(KernelFeature.MACVLAN.on(host)).isEqualTo(State.ABSENT);
    ScriptedHost packed = host().says("zcat", "CONFIG_VXLAN=y\n");
    assertThat(KernelFeature.VXLAN.on(packed)).isEqualTo(State.PRESENT);
    assertThat(KernelFeature.VXLAN.on(host().fails("zcat", 1, ""))).isEqualTo(State.UNKNOWN);
  }

  @Test
  void onlyWhatIsSurelyMissingIsAReason() {
    ScriptedHost host = host().file(CONFIG, "CONFIG_VETH=m\nCONFIG_BRIDGE_NETFILTER=y\n");
    Support support =
        KernelFeature.check(host, KernelFeature.VETH, KernelFeature.BRIDGE, KernelFeature.VXLAN);
    assertThat(support.reasons())
        .extracting(Support.Reason::cause)
        .containsExactly("the kernel 6.1.0 has no bridges", "the kernel 6.1.0 has no VXLAN");
    assertThat(support.text()).contains("CONFIG_BRIDGE, or leave the network out");
    assertThat(KernelFeature.check(host(), KernelFeature.values()).supported()).isTrue();
  }
}
