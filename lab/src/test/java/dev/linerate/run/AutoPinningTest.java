package dev.linerate.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.CpuTopology;
import dev.linerate.host.Host;
import dev.linerate.host.Machines;
import dev.linerate.host.Nic;
import dev.linerate.host.ScriptedHost;
import dev.linerate.plan.CorePair;
import dev.linerate.run.AutoPinning.Choice;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AutoPinningTest {
  private static Choice choice(Host host) {
    return AutoPinning.choose(CpuTopology.read(host).orElseThrow(), Nic.read(host, "eth0"));
  }

  private static Choice choice(int sender, int receiver, String why) {
    return new Choice(Optional.of(new CorePair(sender, receiver)), why);
  }

  private static Choice none(String why) {
    return new Choice(Optional.empty(), why);
  }

  @Test
  void twoCoresAreNoChoice() {
    assertThat(choice(Machines.smallVm()))
        .isEqualTo(
            choice(0, 1, "the only two physical cores, with one L3 cache and NUMA node (0)"));
  }

  @Test
  void oneCoreIsNotEnough() {
    assertThat(choice(Machines.oneCore()))
        .isEqualTo(none("auto needs two physical cores, and linerate may run on core 0 alone"));
    assertThat(choice(Machines.allowed(Machines.smallVm(), "1")))
        .isEqualTo(none("auto needs two physical cores, and linerate may run on core 1 alone"));
  }

  @Test
  void twoHyperThreadsAreOneCore() {
    assertThat(choice(Machines.allowed(Machines.xeon6248(), "3,43")))
        .isEqualTo(
            none("auto needs two physical cores, and linerate may run on 3,43, which are one"));
  }

  @Test
  void ofManyTheFirstThatShareACacheButNotCoreZero() {
    Choice wanted =
        choice(
            1,
            2,
            "different physical cores, with one L3 cache and NUMA node (0), core 0 left to the"
                + " system");
    assertThat(choice(Machines.xeon6248())).isEqualTo(wanted);
    assertThat(choice(Machines.kunpeng920())).isEqualTo(wanted);
  }

  @Test
  void nearnessCountsMoreThanCoreZero() {
    assertThat(choice(Machines.allowed(Machines.kunpeng920(), "0,5,40,80")))
        .isEqualTo(
            choice(
                0,
                5,
                "different physical cores, with one L3 cache and NUMA node (0), core 0 among them,"
                    + " because the others are farther"));
  }

  @Test
  void farCoresAreSaidToBeFar() {
    assertThat(choice(Machines.allowed(Machines.kunpeng920(), "3,70")))
        .isEqualTo(choice(3, 70, "the only two physical cores of different NUMA nodes"));
    assertThat(choice(Machines.allowed(Machines.kunpeng920(), "3,40")).why())
        .isEqualTo("the only two physical cores of one socket");
  }

  @Test
  void nearTheCardAndAwayFromItsInterrupts() {
    Map<Integer, Integer> servers = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      servers.put(100 + i, 64 + i);
    }
    ScriptedHost host = Machines.nic(Machines.kunpeng920(), "eth0", 2, 128, servers);
    assertThat(choice(host))
        .isEqualTo(
            choice(
                68,
                69,
                "different physical cores, with one L3 cache and NUMA node (2), near eth0 on NUMA"
                    + " node 2, away from its interrupts on 64-67, core 0 left to the system"));
  }

  /** Core 21's interrupts are served by its second hyper-thread, 61. */
  @Test
  void interruptsOfAHyperThreadDisturbItsCore() {
    ScriptedHost host = Machines.nic(Machines.xeon6248(), "eth0", 1, 80, Map.of(100, 20, 101, 61));
    assertThat(choice(host).cores()).contains(new CorePair(22, 23));
  }

  @Test
  void whereEveryCoreServesTheCardItIsSaid() {
    ScriptedHost host = Machines.nic(Machines.smallVm(), "eth0", -1, 2, Map.of(100, 0, 101, 1));
    assertThat(choice(host).why()).endsWith(", not all away from eth0's interrupts on 0-1");
  }
}
