package dev.linerate.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuTopologyTest {
  private static CpuTopology topology(Host host) {
    return CpuTopology.read(host).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0", "0-3,8|0-3,8", "3,2,1|1-3", "''|''", "0-1,2-3|0-3", "8191|8191"})
  void listsAreReadAndWritten(String list, String text) {
    assertThat(CpuList.parse(list + "\n").map(CpuList::text)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0-", "-1", "a", "0,,1", "3-1", "8192", "0-99999999", "0 1"})
  void whatIsNoListIsEmpty(String text) {
    assertThat(CpuList.parse(text)).isEmpty();
  }

  @Test
  void aSmallVirtualMachine() {
    CpuTopology vm = topology(Machines.smallVm());
    assertThat(vm.cores())
        .containsExactly(
            new LogicalCore(0, OptionalInt.of(0), 0, OptionalInt.of(0), OptionalInt.of(0)),
            new LogicalCore(1, OptionalInt.of(0), 1, OptionalInt.of(0), OptionalInt.of(0)));
    assertThat(vm.usableText()).isEqualTo("0-1");
    assertThat(CpuCaches.read(Machines.smallVm())).isEqualTo(new CpuCaches(1 << 20, 32 << 20));
  }

  @Test
  void hyperThreadsOfTwoSockets() {
    CpuTopology xeon = topology(Machines.xeon6248());
    assertThat(xeon.cores()).hasSize(80);
    assertThat(xeon.physicalCores()).hasSize(40).allMatch(core -> core.number() < 40);
    assertThat(xeon.cores().get(61))
        .isEqualTo(
            new LogicalCore(61, OptionalInt.of(1), 21, OptionalInt.of(20), OptionalInt.of(1)));
  }

  @Test
  void aHundredAndTwentyEightCoresOnFourNodes() {
    CpuTopology kunpeng = topology(Machines.kunpeng920());
    assertThat(kunpeng.physicalCores()).hasSize(128);
    assertThat(kunpeng.cores().get(100))
        .isEqualTo(
            new LogicalCore(100, OptionalInt.of(1), 100, OptionalInt.of(96), OptionalInt.of(3)));
    assertThat(kunpeng.cores().stream().map(LogicalCore::cache).distinct()).hasSize(4);
  }

  @Test
  void whatTheKernelDoesNotTellIsEmpty() {
    LogicalCore only = topology(Machines.oneCore()).cores().getFirst();
    assertThat(only)
        .isEqualTo(
            new LogicalCore(0, OptionalInt.of(0), 0, OptionalInt.empty(), OptionalInt.empty()));
    assertThat(CpuTopology.read(new ScriptedHost())).isEmpty();
  }

  @Test
  void coresOfflineOrOutsideTheMaskAreNotUsable() {
    CpuTopology masked = topology(Machines.allowed(Machines.smallVm(), "1-7"));
    assertThat(masked.usableText()).isEqualTo("1");
    assertThat(masked.canUse(0)).isFalse();
    assertThat(masked.canUse(5)).isFalse();
    assertThat(masked.canUse(1)).isTrue();
  }

  /** Core 1's first hyper-thread is not to be used, so its second stands for it. */
  @Test
  void aPhysicalCoreIsKnownByItsLowestUsableThread() {
    CpuTopology masked = topology(Machines.allowed(Machines.xeon6248(), "0,40-41"));
    assertThat(masked.physicalCores()).extracting(LogicalCore::number).containsExactly(0, 41);
  }

  @Test
  void interruptsAreFoundByNameOrNumber() {
    InterruptTable table = InterruptTable.parse(Fixture.read("interrupts-2-core-vm.txt"));
    assertThat(CpuList.text(table.servers("virtio2-input.0"))).isEqualTo("1");
    assertThat(CpuList.text(table.servers("virtio2"))).isEqualTo("0-1");
    assertThat(CpuList.text(table.servers("virtio"))).isEmpty();
    assertThat(CpuList.text(table.servers(Set.of(39)))).isEqualTo("0");
    assertThat(CpuList.text(table.servers(Set.of(28, 29)))).isEmpty();
    assertThat(CpuList.text(table.servers(Set.of()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "CPU0 CPU1",
        "CPU0 CPU1\n 5: 1",
        " CPU0 CPU1\n 5: 1 x eth0",
        "no table\n 5: 9"
      })
  void aDamagedInterruptTableHasNoServers(String text) {
    assertThat(CpuList.text(InterruptTable.parse(text).servers(Set.of(5)))).isEmpty();
  }

  @Test
  void aCardKnowsItsNodeAndWhoServesIt() {
    ScriptedHost host =
        Machines.nic(Machines.kunpeng920(), "eth0", 1, 128, Map.of(200, 40, 201, 41));
    assertThat(Nic.read(host, "eth0")).contains(new Nic("eth0", OptionalInt.of(1), set(40, 41)));
  }

  @Test
  void anInterfaceWithoutADeviceIsNoCard() {
    assertThat(Nic.read(Machines.smallVm(), "veth0")).isEqualTo(Optional.empty());
  }

  /** A virtio device has no interrupts of its own, but those of the PCI device above it. */
  @Test
  void aVirtioCardHasThoseOfItsPciDevice() {
    String device = "/sys/class/net/eth0/device";
    ScriptedHost host =
        Machines.smallVm()
            .file(device + "/uevent", "DRIVER=virtio_net\nMODALIAS=virtio:d00000001v00001AF4\n")
            .file(device + "/../numa_node", "-1\n")
            .answers(
                "ls",
                command ->
                    ScriptedHost.output(
                        command,
                        0,
                        command.arguments().contains(device + "/../msi_irqs") ? "37\n38\n" : "",
                        ""));
    assertThat(Nic.read(host, "eth0")).contains(new Nic("eth0", OptionalInt.empty(), set(1)));
  }

  private static BitSet set(int... numbers) {
    BitSet set = new BitSet();
    for (int number : numbers) {
      set.set(number);
    }
    return set;
  }
}
