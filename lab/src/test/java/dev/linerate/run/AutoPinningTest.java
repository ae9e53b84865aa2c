package dev.linerate.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.CpuTopology;
import dev.linerate.host.Host;
import dev.linerate.host.Machines;
import dev.linerate.host.Nic;
import dev.linerate.host.ScriptedHost;
import dev.linerate.plan.CorePair;
import dev.linerate.run.AutoPinning.Choice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AutoPinningTest {
  private static Choice choice(Host host) {
    return choice(host, 1);
  }

  private static Choice choice(Host host, int streams) {
    return AutoPinning.choose(
        CpuTopology.read(host).orElseThrow(), Nic.read(host, "eth0"), streams);
  }

  private static Choice choice(int sender, int receiver, String why) {
    return new Choice(List.of(new CorePair(sender, receiver)), why);
  }

  private static Choice none(String why) {
    return new Choice(List.of(), why);
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
    assertThat(choice(host).cores()).containsExactly(new CorePair(22, 23));
  }

  // --- several streams --------------------------------------------------------------------------

  private static String words(Choice choice) {
    return CorePair.words(choice.cores());
  }

  @Test
  void everyStreamHasTwoPhysicalCoresOfItsOwn() {
    Choice four = choice(Machines.kunpeng920(), 4);
    assertThat(four.text())
        .isEqualTo(
            "senders of 4 streams on cores 1 3 5 7, their receivers on 2 4 6 8: a physical core for"
                + " each of 8 threads, each stream's with one L3 cache, core 0 left to the system");
    assertThat(words(choice(Machines.xeon6248(), 2))).isEqualTo("1,2 3,4");
  }

  /** 40 physical cores: all of them, and none twice, before a hyper-thread is used. */
  @Test
  void hyperThreadsComeAfterPhysicalCores() {
    List<Integer> twenty = numbers(choice(Machines.xeon6248(), 20));
    assertThat(twenty).hasSize(40).doesNotHaveDuplicates().allMatch(core -> core < 40);

    Choice thirty = choice(Machines.xeon6248(), 30);
    assertThat(numbers(thirty)).hasSize(60).doesNotHaveDuplicates();
    assertThat(thirty.cores()).noneMatch(pair -> pair.sender() % 40 == pair.receiver() % 40);
    assertThat(thirty.why()).startsWith("a hyper-thread for each of 60 threads on 40 cores");
  }

  @Test
  void of128CoresNoneIsUsedTwice() {
    Choice all = choice(Machines.kunpeng920(), 64);
    assertThat(numbers(all)).hasSize(128).doesNotHaveDuplicates();
    assertThat(all.cores())
        .allMatch(pair -> pair.sender() / 32 == pair.receiver() / 32)
        .last()
        .isEqualTo(new CorePair(0, 31));
    assertThat(all.why()).endsWith("core 0 among them, because the others are taken or farther");
  }

  @Test
  void ofTwoCoresTheSendersHaveOneAndTheReceiversTheOther() {
    assertThat(choice(Machines.smallVm(), 4).text())
        .isEqualTo(
            "senders of 4 streams on cores 0 0 0 0, their receivers on 1 1 1 1: 8 threads on 2"
                + " physical cores, a stream's two apart, each stream's with one L3 cache");
  }

  @Test
  void ofFourCoresEachHasAsManyThreads() {
    Host four = Machines.allowed(Machines.kunpeng920(), "0-3");
    assertThat(words(choice(four, 2))).isEqualTo("1,2 0,3");
    Choice streams = choice(four, 4);
    assertThat(numbers(streams)).containsExactlyInAnyOrder(0, 0, 1, 1, 2, 2, 3, 3);
    assertThat(streams.cores()).noneMatch(pair -> pair.sender() == pair.receiver());
  }

  @Test
  void ofThreeCoresNoneIsIdleAndNoStreamsTwoThreadsMeet() {
    Choice streams = choice(Machines.allowed(Machines.kunpeng920(), "4-6"), 3);
    assertThat(numbers(streams)).containsExactlyInAnyOrder(4, 4, 5, 5, 6, 6);
    assertThat(streams.cores()).noneMatch(pair -> pair.sender() == pair.receiver());
  }

  /** Three hyper-threads of two cores: 3 and 43 are one. */
  @Test
  void aStreamsTwoThreadsAreNeverOnHyperThreadsOfOneCore() {
    Choice streams = choice(Machines.allowed(Machines.xeon6248(), "3-4,43"), 5);
    assertThat(streams.cores())
        .hasSize(5)
        .noneMatch(pair -> pair.sender() % 40 == pair.receiver() % 40);
  }

  @Test
  void ofEightCoresTheNodeOfTheCardComesFirst() {
    Map<Integer, Integer> servers = Map.of(100, 64);
    Host eight =
        Machines.allowed(Machines.nic(Machines.kunpeng920(), "eth0", 2, 128, servers), "1-4,64-67");
    Choice streams = choice(eight, 3);
    assertThat(words(streams)).isEqualTo("65,66 64,67 1,2");
    assertThat(streams.why())
        .contains("2 of them far from eth0 on NUMA node 2, not all away from its interrupts on 64");
  }

  private static List<Integer> numbers(Choice choice) {
    return choice.cores().stream()
        .flatMap(pair -> Stream.of(pair.sender(), pair.receiver()))
        .toList();
  }

  @Test
  void whereEveryCoreServesTheCardItIsSaid() {
    ScriptedHost host = Machines.nic(Machines.smallVm(), "eth0", -1, 2, Map.of(100, 0, 101, 1));
    assertThat(choice(host).why()).endsWith(", not all away from eth0's interrupts on 0-1");
  }
}
