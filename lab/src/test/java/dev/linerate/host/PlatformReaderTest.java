package dev.linerate.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.fault.LinerateException;
import dev.linerate.plan.LinkSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformReaderTest {
  private static final String CONGESTION = "/proc/sys/net/ipv4/tcp_congestion_control";
  private static final String RMEM_MAX = "/proc/sys/net/core/rmem_max";

  private static Map<String, String> facts(Host machine, Host... lab) {
    return PlatformReader.read(machine, List.of(lab).stream().findFirst(), "0.1.0").facts();
  }

  /** The study's arm64 machine: CentOS 7, Docker 19.03. */
  private static ScriptedHost kunpeng() {
    return new ScriptedHost()
        .file("/proc/cpuinfo", Fixture.read("cpuinfo-kunpeng-920.txt"))
        .file("/proc/meminfo", "MemTotal:       536870912 kB\nMemFree: 1 kB\n")
        .file("/proc/sys/kernel/osrelease", "4.14.0-115.el7a.0.1.aarch64\n")
        .file("/etc/os-release", "PRETTY_NAME=\"CentOS Linux 7 (AltArch)\"\nID=\"centos\"\n")
        .file("/etc/centos-release", "CentOS Linux release 7.7.1908 (AltArch)\n")
        .file("/sys/devices/system/node/online", "0-3\n")
        .file("/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq", "2600000\n")
        .file("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n")
        .file(
            "/sys/devices/system/clocksource/clocksource0/current_clocksource",
            "arch_sys_counter\n")
        .file("/proc/loadavg", "0.42 0.30 0.10 1/900 4242\n")
        .says("lscpu", Fixture.read("lscpu-2.23-aarch64.txt"))
        .says("systemd-detect-virt", "none\n")
        .says("dockerd", "Docker version 19.03.8, build afacb8b\n")
        .says(
            "containerd",
            "containerd containerd.io 1.2.13 7ad184331fa3e55e52b890ea95e65ba581ae3429\n")
        .says("ovs-vswitchd", "ovs-vswitchd (Open vSwitch) 2.12.0\n")
        .says("iperf3", "iperf 3.1.3\nLinux localhost 4.14.0 #1 SMP\n")
        .says("ip", "ip utility, iproute2-ss170501\n");
  }

  @Test
  void hyperThreadsAndNodesAreGroups() {
    Map<String, String> xeon = facts(Machines.xeon6248());
    assertThat(xeon).containsEntry("numa.cores", "0-19,40-59; 20-39,60-79");
    assertThat(xeon.get("cpu.hyper_threads")).startsWith("0,40; 1,41; ").endsWith("; 39,79");
    assertThat(facts(Machines.kunpeng920()))
        .containsEntry("numa.cores", "0-31; 32-63; 64-95; 96-127")
        .doesNotContainKey("cpu.hyper_threads");
    assertThat(facts(Machines.smallVm())).doesNotContainKeys("cpu.hyper_threads", "numa.cores");
  }

  @Test
  void theStudysConfigurationTable() {
    assertThat(facts(kunpeng()))
        .containsEntry("cpu.model", "Kunpeng-920")
        .containsEntry("cpu.count", "128")
        .containsEntry("cpu.sockets", "2")
        .containsEntry("cpu.mhz_max", "2600")
        .containsEntry("cpu.governor", "performance")
        .containsEntry("numa.nodes", "4")
        .containsEntry("architecture", "aarch64")
        .containsEntry("memory.bytes", "549755813888")
        .containsEntry("kernel.release", "4.14.0-115.el7a.0.1.aarch64")
        .containsEntry("distribution", "CentOS Linux release 7.7.1908 (AltArch)")
        .containsEntry("clocksource", "arch_sys_counter")
        .containsEntry("load.1min", "0.42")
        .containsEntry("virtualisation", "none")
        .containsEntry("docker.version", "19.03.8")
        .containsEntry("containerd.version", "1.2.13")
        .containsEntry("ovs.version", "2.12.0")
        .containsEntry("iperf3.version", "3.1.3")
        .containsEntry("iproute2.version", "ss170501")
        .containsEntry("linerate.version", "0.1.0")
        .doesNotContainKeys("container", "link.rate", "cpu.microcode");
  }

  @Test
  void newerVersionsSpeakOtherwise() {
    ScriptedHost host =
        new ScriptedHost()
            .says("dockerd", "Docker version 20.10.24+dfsg1, build 5d6db84\n")
            .says("containerd", "containerd github.com/containerd/containerd/v2 v2.0.1 88aa2f5\n")
            .says("ovs-vswitchd", "ovs-vswitchd (Open vSwitch) 3.1.0\n")
            .says("iperf3", "iperf 3.12 (cJSON 1.7.15)\nLinux vm 6.18\n")
            .says("ip", "ip utility, iproute2-6.1.0, libbpf 1.1.2\n");
    assertThat(facts(host))
        .containsEntry("docker.version", "20.10.24+dfsg1")
        .containsEntry("containerd.version", "2.0.1")
        .containsEntry("ovs.version", "3.1.0")
        .containsEntry("iperf3.version", "3.12")
        .containsEntry("iproute2.version", "6.1.0");
  }

  @Test
  void keysComeInReadingOrder() {
    List<String> keys = new ArrayList<>(facts(kunpeng()).keySet());
    assertThat(keys)
        .containsSubsequence(
            "cpu.model", "memory.bytes", "kernel.release", "docker.version", "linerate.version");
  }

  @Test
  void aMachineThatTellsNothingHasOnlyOurOwnFacts() {
    assertThat(facts(new ScriptedHost())).containsOnlyKeys("java.version", "linerate.version");
  }

  @Test
  void aProgramThatHangsOrFailsIsAbsent() {
    ScriptedHost host =
        kunpeng()
            .answers(
                "dockerd",
                c -> {
                  throw LinerateException.environment("dockerd did not end within 5 s", "");
                })
            .fails("iperf3", 127, "iperf3: error while loading shared libraries\n");
    assertThat(facts(host))
        .doesNotContainKeys("docker.version", "iperf3.version")
        .containsEntry("ovs.version", "2.12.0");
  }

  @Test
  void everyCommandIsBounded() {
    ScriptedHost host = kunpeng();
    facts(host);
    assertThat(host.commands())
        .hasSizeGreaterThanOrEqualTo(8)
        .allSatisfy(c -> assertThat(c.limit()).hasSeconds(5));
  }

  @Test
  void aContainerInAVirtualMachine() {
    ScriptedHost host =
        new ScriptedHost()
            .answers(
                "systemd-detect-virt",
                c ->
                    ScriptedHost.output(
                        c, 0, c.arguments().contains("--vm") ? "kvm\n" : "docker\n", ""));
    assertThat(facts(host))
        .containsEntry("virtualisation", "kvm")
        .containsEntry("container", "docker");
  }

  @Test
  void withoutSystemdTheProcessorOrTheFirmwareTells() {
    ScriptedHost byProcessor =
        new ScriptedHost().file("/proc/cpuinfo", Fixture.read("cpuinfo-amd-epyc-kvm.txt"));
    assertThat(facts(byProcessor)).containsEntry("virtualisation", "some hypervisor");
    ScriptedHost byFirmware =
        new ScriptedHost()
            .file("/sys/class/dmi/id/sys_vendor", "QEMU\n")
            .file("/sys/class/dmi/id/product_name", "Standard PC (i440FX + PIIX, 1996)\n");
    assertThat(facts(byFirmware))
        .containsEntry("virtualisation", "QEMU Standard PC (i440FX + PIIX, 1996)");
  }

  @Test
  void describesTheLinkOfTheLabHost() {
    ScriptedHost lab =
        new ScriptedHost()
            .uplink(new Uplink("eth0", "198.18.0.1", 24, LinkSpec.GIGABIT, Optional.empty()))
            .says("ethtool", Fixture.read("ethtool-6.1-lo.txt"));
    assertThat(facts(kunpeng(), lab))
        .containsEntry("link.rate", "1.00 Gbit/s")
        .containsEntry("link.mtu", "1500")
        .containsEntry(
            "link.offloads",
            "rx-checksumming, tx-checksumming, scatter-gather, tcp-segmentation-offload,"
                + " generic-segmentation-offload, generic-receive-offload, tx-udp-segmentation");
    assertThat(lab.ran()).contains("ethtool -k eth0");
  }

  @Test
  void withoutEthtoolOffloadsAreAbsentAndNotNone() {
    ScriptedHost lab =
        new ScriptedHost()
            .uplink(new Uplink("eth0", "198.18.0.1", 24, LinkSpec.GIGABIT, Optional.empty()));
    assertThat(facts(kunpeng(), lab)).containsKey("link.mtu").doesNotContainKey("link.offloads");
  }

  @Test
  void sysctlsAreTheNamespacesOwnAndElseTheMachines() {
    ScriptedHost machine =
        new ScriptedHost().file(CONGESTION, "cubic\n").file(RMEM_MAX, "212992\n");
    ScriptedHost lab =
        new ScriptedHost()
            .says("grep", CONGESTION + ":bbr\n/proc/sys/net/ipv4/tcp_rmem:4096\t131072\t6291456\n");
    assertThat(facts(machine, lab))
        .containsEntry("sysctl.net.ipv4.tcp_congestion_control", "bbr")
        .containsEntry("sysctl.net.ipv4.tcp_rmem", "4096 131072 6291456")
        .containsEntry("sysctl.net.core.rmem_max", "212992")
        .doesNotContainKey("sysctl.net.bridge.bridge-nf-call-iptables");
  }

  @Test
  void countsKernelLists() {
    assertThat(PlatformReader.listed("0\n")).hasValue(1);
    assertThat(PlatformReader.listed("0-3,8,10-11")).hasValue(7);
    assertThat(PlatformReader.listed("")).isEmpty();
    assertThat(PlatformReader.listed("0-x")).isEmpty();
  }

  @Test
  void readsTheMachineItRunsOn() {
    Map<String, String> facts = facts(new LocalHost(Path.of("/nowhere"), Map.of()));
    assertThat(facts).containsKeys("cpu.model", "memory.bytes", "kernel.release");
    assertThat(facts.get("cpu.count")).isEqualTo(onlineProcessors());
  }

  /** A sysctl gives everything in the first read and nothing after it. */
  @Test
  void readsSysctlsWhole() {
    LocalHost host = new LocalHost(Path.of("/nowhere"), Map.of());
    assertThat(host.read("/proc/sys/net/ipv4/ip_local_port_range").orElseThrow().strip())
        .matches("\\d{2,5}\\s+\\d{2,5}");
  }

  /** The kernel's own count; the virtual machine's obeys affinity and cgroups. */
  private static String onlineProcessors() {
    String list =
        new LocalHost(Path.of("/nowhere"), Map.of())
            .read("/sys/devices/system/cpu/online")
            .orElseThrow();
    return Long.toString(PlatformReader.listed(list).orElseThrow());
  }
}
