package dev.linerate.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuFactsTest {
  private static CpuFacts facts(String cpuinfo, String lscpu) {
    return new CpuFacts(Fixture.read(cpuinfo), lscpu.isEmpty() ? "" : Fixture.read(lscpu));
  }

  @Test
  void theStudysIntel() {
    CpuFacts cpu = facts("cpuinfo-intel-6248.txt", "lscpu-2.23-intel-6248.txt");
    assertThat(cpu.model()).contains("Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz");
    assertThat(cpu.count()).hasValue(80);
    assertThat(cpu.sockets()).hasValue(2);
    assertThat(cpu.cores()).hasValue(40);
    assertThat(cpu.threadsPerCore()).hasValue(2);
    assertThat(cpu.maxMegahertz()).hasValue(3900);
    assertThat(cpu.numaNodes()).hasValue(2);
    assertThat(cpu.microcode()).contains("0x500002c");
    assertThat(cpu.hypervisor()).isEmpty();
  }

  @Test
  void theSameWithoutLscpu() {
    CpuFacts cpu = facts("cpuinfo-intel-6248.txt", "");
    assertThat(cpu.model()).contains("Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz");
    assertThat(cpu.count()).hasValue(80);
    assertThat(cpu.sockets()).hasValue(2);
    assertThat(cpu.cores()).hasValue(40);
    assertThat(cpu.threadsPerCore()).hasValue(2);
    assertThat(cpu.maxMegahertz()).isEmpty();
    assertThat(cpu.numaNodes()).isEmpty();
  }

  @Test
  void theStudysKunpengWithTheFirmwaresName() {
    CpuFacts cpu = facts("cpuinfo-kunpeng-920.txt", "lscpu-2.37-kunpeng-920.txt");
    assertThat(cpu.model()).contains("Kunpeng-920 (HUAWEI Kunpeng 920 6426)");
    assertThat(cpu.count()).hasValue(128);
    assertThat(cpu.sockets()).hasValue(2);
    assertThat(cpu.cores()).hasValue(128);
    assertThat(cpu.threadsPerCore()).hasValue(1);
    assertThat(cpu.maxMegahertz()).hasValue(2600);
    assertThat(cpu.numaNodes()).hasValue(4);
    assertThat(cpu.architecture()).contains("aarch64");
  }

  @Test
  void theStudysKunpengOnCentOs7KnowsItsModelFromTheRegisterAlone() {
    CpuFacts cpu = facts("cpuinfo-kunpeng-920.txt", "lscpu-2.23-aarch64.txt");
    assertThat(cpu.model()).contains("Kunpeng-920");
    assertThat(cpu.cores()).hasValue(128);
  }

  @Test
  void theSameWithoutLscpuCountsAndDoesNotGuessCores() {
    CpuFacts cpu = facts("cpuinfo-kunpeng-920.txt", "");
    assertThat(cpu.model()).contains("Kunpeng-920");
    assertThat(cpu.count()).hasValue(128);
    assertThat(cpu.cores()).isEmpty();
    assertThat(cpu.sockets()).isEmpty();
    assertThat(cpu.threadsPerCore()).isEmpty();
  }

  @Test
  void aVirtualMachine() {
    CpuFacts cpu = facts("cpuinfo-amd-epyc-kvm.txt", "lscpu-2.38-amd-epyc-kvm.txt");
    assertThat(cpu.model()).contains("AMD EPYC");
    assertThat(cpu.count()).hasValue(2);
    assertThat(cpu.cores()).hasValue(2);
    assertThat(cpu.hypervisor()).contains("KVM");
    assertThat(cpu.maxMegahertz()).isEmpty();
    assertThat(facts("cpuinfo-amd-epyc-kvm.txt", "").hypervisor()).contains("some hypervisor");
  }

  @Test
  void anArmPartNobodyNamed() {
    CpuFacts cpu = new CpuFacts("processor : 0\nCPU implementer : 0x99\nCPU part : 0x123\n", "");
    assertThat(cpu.model()).contains("implementer 0x99 part 0x123");
  }

  @Test
  void clustersInsteadOfSockets() {
    CpuFacts cpu =
        new CpuFacts(
            "",
            """
            CPU(s):              8
            Model name:          Neoverse-N1
            Thread(s) per core:  1
            Core(s) per cluster: 4
            Socket(s):           -
            Cluster(s):          2
            """);
    assertThat(cpu.count()).hasValue(8);
    assertThat(cpu.cores()).hasValue(8);
    assertThat(cpu.sockets()).isEmpty();
  }

  @Test
  void nonsenseIsAbsent() {
    CpuFacts cpu = new CpuFacts(":::\n\n\nprocessor", "CPU(s): many\nSocket(s): 99999999999999\n");
    assertThat(cpu.model()).isEmpty();
    assertThat(cpu.count()).isEmpty();
    assertThat(cpu.sockets()).isEmpty();
    assertThat(cpu.cores()).isEmpty();
  }
}
