package dev.linerate.telemetry;

import static dev.linerate.telemetry.Captured.lines;
import static dev.linerate.telemetry.Captured.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParsersTest {
  private static final long NONE = Column.ABSENT;

  private static Lines text(String text) {
    return new Lines().over(text.getBytes(StandardCharsets.UTF_8));
  }

  private static int[] slots(int cores, int width) {
    return IntStream.range(0, cores).map(core -> core * width).toArray();
  }

  // --- /proc/stat -------------------------------------------------------------------------------

  @Test
  void statOfThisKernel() {
    assertThat(ProcStat.cores(lines("stat")).stream()).containsExactly(0, 1);
    long[] row = row(2 * ProcStat.WIDTH);
    ProcStat.parse(lines("stat"), slots(2, ProcStat.WIDTH), row);
    String[] second =
        new String(Captured.bytes("stat"), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("cpu1 "))
            .findFirst()
            .orElseThrow()
            .split(" ", -1);
    assertThat(row[ProcStat.WIDTH + ProcStat.USER])
        .isEqualTo(Long.parseLong(second[1]) + Long.parseLong(second[2]));
    assertThat(row[ProcStat.WIDTH + ProcStat.SYSTEM]).isEqualTo(Long.parseLong(second[3]));
    assertThat(row[ProcStat.WIDTH + ProcStat.IDLE])
        .isEqualTo(Long.parseLong(second[4]) + Long.parseLong(second[5]));
    assertThat(row[ProcStat.WIDTH + ProcStat.IRQ]).isEqualTo(Long.parseLong(second[6]));
    assertThat(row[ProcStat.WIDTH + ProcStat.SOFTIRQ]).isEqualTo(Long.parseLong(second[7]));
    assertThat(row[ProcStat.WIDTH + ProcStat.STEAL]).isEqualTo(Long.parseLong(second[8]));
  }

  @Test
  void statOf128Cores() {
    byte[] file = new BigMachine(128).stat(7);
    assertThat(ProcStat.cores(new Lines().over(file)).cardinality()).isEqualTo(128);
    long[] row = row(128 * ProcStat.WIDTH);
    ProcStat.parse(new Lines().over(file), slots(128, ProcStat.WIDTH), row);
    for (int core = 0; core < 128; core++) {
      int slot = core * ProcStat.WIDTH;
      assertThat(row[slot + ProcStat.SYSTEM]).isEqualTo(BigMachine.ticks(core, 2, 7));
      assertThat(row[slot + ProcStat.STEAL]).isEqualTo(BigMachine.ticks(core, 7, 7));
    }
  }

  @Test
  void aCoreThatWasSwitchedOffIsAbsentAndANewOneIsPassedOver() {
    long[] row = row(2 * ProcStat.WIDTH);
    ProcStat.parse(
        text("cpu  9 9 9 9 9 9 9 9\ncpu0 1 2 3 4 5 6 7 8\ncpu5 9 9 9 9 9 9 9 9\n"),
        slots(2, ProcStat.WIDTH),
        row);
    assertThat(row).startsWith(3, 3, 7, 6, 8, 9).endsWith(NONE, NONE, NONE, NONE, NONE, NONE);
  }

  @Test
  void aLineThatWasCutOffIsNotHalfANumber() {
    long[] row = row(ProcStat.WIDTH);
    ProcStat.parse(text("cpu0 1 2 3 4 5 6 7 8"), slots(1, ProcStat.WIDTH), row);
    assertThat(row).containsOnly(NONE);
    ProcStat.parse(text("cpu0 1 2 3\n"), slots(1, ProcStat.WIDTH), row);
    assertThat(row).containsOnly(NONE);
  }

  // --- softnet_stat -----------------------------------------------------------------------------

  @Test
  void softnetOfThisKernel() {
    long[] row = row(2 * SoftnetStat.WIDTH);
    SoftnetStat.parse(lines("softnet_stat"), new int[] {0, 1}, slots(2, SoftnetStat.WIDTH), row);
    String first = new String(Captured.bytes("softnet_stat"), StandardCharsets.UTF_8);
    assertThat(row[0]).isEqualTo(Long.parseLong(first.substring(0, 8), 16)).isPositive();
    assertThat(row[1]).isZero();
    assertThat(row[2]).isEqualTo(Long.parseLong(first.substring(18, 26), 16)).isPositive();
    assertThat(row[5]).isPositive();
  }

  @Test
  void softnetNamesItsCoresFromTheThirteenthColumn() {
    long[] row = row(2 * SoftnetStat.WIDTH);
    String tail = " 0 0 0 0 0 0 0 0 0 00000001 0 0\n";
    SoftnetStat.parse(text("0000000a b c" + tail), new int[] {0, 1}, slots(2, 3), row);
    assertThat(row).containsExactly(NONE, NONE, NONE, 10, 11, 12);
  }

  /** 3.10 has eleven columns, and a line only for cores that are there. */
  @Test
  void softnetOfOlderKernelsGoesByPlace() {
    long[] row = row(2 * SoftnetStat.WIDTH);
    int[] slots = {0, -1, -1, 3};
    SoftnetStat.parse(
        text("00000001 00000002 00000003 0 0 0 0 0 0 0 0\n00000004 5 6 0 0 0 0 0 0 0 0\n7 8 9\n"),
        new int[] {0, 3},
        slots,
        row);
    assertThat(row).containsExactly(1, 2, 3, 4, 5, 6);
  }

  // --- net/dev ----------------------------------------------------------------------------------

  @Test
  void interfacesOfThisKernel() {
    List<String> names = NetDev.interfaces(lines("net-dev"), 64);
    assertThat(names).startsWith("lo").contains("eth0");
    long[] row = row(names.size() * NetDev.WIDTH);
    NetDev.parse(lines("net-dev"), prefixes(names), row);
    assertThat(row).doesNotContain(NONE);
    assertThat(row[0]).as("loopback has sent what it received").isEqualTo(row[4]).isPositive();
  }

  private static byte[][] prefixes(List<String> names) {
    return names.stream().map(name -> Lines.ascii(name + ":")).toArray(byte[][]::new);
  }

  @Test
  void interfacesComeAndGoAndNumbersTouchTheColon() {
    String file =
        """
        Inter-|
         face |
          new0: 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1
        eth0:10 20 30 40 50 60 70 80 90 100 110 120 130 140 150 160
        """;
    long[] row = row(2 * NetDev.WIDTH);
    NetDev.parse(text(file), prefixes(List.of("gone", "eth0")), row);
    assertThat(row)
        .startsWith(NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE)
        .endsWith(10, 20, 30, 40, 90, 100, 110, 120);
    assertThat(NetDev.interfaces(text(file), 1)).containsExactly("new0");
  }

  // --- snmp, netstat ----------------------------------------------------------------------------

  @Test
  void countersOfThisKernel() {
    for (String name : List.of("net-snmp", "net-netstat")) {
      ProtocolCounters layout = ProtocolCounters.layout(lines(name));
      long[] row = row(layout.names().size());
      layout.parse(lines(name), row);
      assertThat(row).as(name).isNotEmpty().doesNotContain(NONE);
      assertThat(ProtocolCounters.WANTED).containsAll(layout.names());
    }
    ProtocolCounters snmp = ProtocolCounters.layout(lines("net-snmp"));
    long[] row = row(snmp.names().size());
    snmp.parse(lines("net-snmp"), row);
    assertThat(row[snmp.names().indexOf("TcpRetransSegs")]).isEqualTo(value("Tcp:", 12));
    assertThat(row[snmp.names().indexOf("UdpRcvbufErrors")]).isEqualTo(value("Udp:", 5));
  }

  private static long value(String group, int place) {
    List<String> pair =
        new String(Captured.bytes("net-snmp"), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith(group))
            .toList();
    return Long.parseLong(pair.get(1).split(" ", -1)[place]);
  }

  @Test
  void everyWantedCounterIsOneOfAKernel() {
    List<String> there =
        List.of("net-snmp", "net-netstat").stream()
            .flatMap(name -> ProtocolCounters.layout(lines(name)).names().stream())
            .toList();
    assertThat(there).containsExactlyInAnyOrderElementsOf(ProtocolCounters.WANTED);
  }

  @Test
  void countersThatMovedAreNotMistakenForOthers() {
    ProtocolCounters layout =
        ProtocolCounters.layout(text("Tcp: InSegs RetransSegs\nTcp: 1 2\nUdp: InErrors\nUdp: 3\n"));
    assertThat(layout.names()).containsExactly("TcpInSegs", "TcpRetransSegs", "UdpInErrors");
    long[] row = row(3);
    layout.parse(text("Tcp: InSegs RetransSegs\nTcp: 7\nIcmp: InErrors\nIcmp: 9\n"), row);
    assertThat(row).containsExactly(7, NONE, NONE);
  }

  // --- threads ----------------------------------------------------------------------------------

  @Test
  void aThreadOfThisKernel() {
    long[] row = row(ThreadFiles.WIDTH);
    ThreadFiles.stat(lines("thread-stat"), row);
    ThreadFiles.schedstat(lines("thread-schedstat"), row);
    ThreadFiles.sched(lines("thread-sched"), row);
    assertThat(row).doesNotContain(NONE);
    assertThat(row[ThreadFiles.CORE]).isBetween(0L, 1L);
    assertThat(row[ThreadFiles.CPU]).isPositive();
    assertThat(row[ThreadFiles.WAIT]).isPositive();

    long[] status = row(ThreadFiles.WIDTH);
    ThreadFiles.status(lines("thread-status"), status);
    assertThat(status[ThreadFiles.VOLUNTARY]).isGreaterThanOrEqualTo(row[ThreadFiles.VOLUNTARY]);
    assertThat(status[ThreadFiles.INVOLUNTARY])
        .isGreaterThanOrEqualTo(row[ThreadFiles.INVOLUNTARY]);
    assertThat(status[ThreadFiles.MIGRATIONS]).isEqualTo(NONE);
  }

  @Test
  void aThreadsNameMayLookLikeTheRestOfItsLine() {
    long[] row = row(ThreadFiles.WIDTH);
    ThreadFiles.stat(
        text(
            "7 (a) S 1 (b) R 1 1 1 0 -1 0 0 0 0 0 30 12 0 0 20 0 1 0 5 0 0 0 0 0 0 0 0 0 0 0 0 0 0"
                + " 0 17 3 0 0\n"),
        row);
    assertThat(row[ThreadFiles.TICKS]).isEqualTo(42);
    assertThat(row[ThreadFiles.CORE]).isEqualTo(3);
  }

  // --- control groups ---------------------------------------------------------------------------

  @Test
  void throttlingInBothVersions() {
    long[] first = row(CpuStat.WIDTH);
    CpuStat.parse(
        text("nr_periods 10\nnr_throttled 4\nthrottled_time 2500000\nnr_bursts 0\n"), first);
    long[] second = row(CpuStat.WIDTH);
    CpuStat.parse(
        text("usage_usec 9\nnr_periods 10\nnr_throttled 4\nthrottled_usec 2500\n"), second);
    assertThat(first).isEqualTo(second).containsExactly(10, 4, 2500);
  }

  @Test
  void theRootOfVersionTwoCountsNoPeriods() {
    long[] row = row(CpuStat.WIDTH);
    CpuStat.parse(text("usage_usec 32008593114\nuser_usec 1\n"), row);
    assertThat(row).containsOnly(NONE);
  }

  @Test
  void quotas() {
    assertThat(CpuStat.max(text("50000 100000\n"))).hasValue(0.5);
    assertThat(CpuStat.max(text("max 100000\n"))).isEmpty();
    assertThat(CpuStat.max(text(""))).isEmpty();
    assertThat(CpuStat.quota(text("150000\n"), text("100000\n"))).hasValue(1.5);
    assertThat(CpuStat.quota(text("-1\n"), text("100000\n"))).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void groupsOfThisMachineAreInBothHierarchies() {
    assertThat(places("thread-cgroup"))
        .containsExactly("1 / /sys/fs/cgroup/cpu", "2 / /sys/fs/cgroup/unified");
  }

  private static List<String> places(String file) {
    return places(
        new String(Captured.bytes(file), StandardCharsets.UTF_8),
        new String(Captured.bytes("mountinfo"), StandardCharsets.UTF_8));
  }

  private static List<String> places(String cgroup, String mountinfo) {
    return CgroupPlaces.of(cgroup, mountinfo).stream()
        .map(place -> place.version() + " " + place.path() + " " + place.directory())
        .toList();
  }

  @Test
  void groupsAboveAreFoundToo() {
    assertThat(
            places(
                "0::/a/b/c\n", "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n"))
        .containsExactly(
            "2 /a/b/c /sys/fs/cgroup/a/b/c",
            "2 /a/b /sys/fs/cgroup/a/b",
            "2 /a /sys/fs/cgroup/a",
            "2 / /sys/fs/cgroup");
  }

  @Test
  void aMountOfAPartOfTheHierarchyShowsThatPart() {
    String mountinfo =
        "30 23 0:26 /docker/1f /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct\n";
    assertThat(places("4:cpu,cpuacct:/docker/1f/x\n", mountinfo))
        .containsExactly("1 /docker/1f/x /sys/fs/cgroup/cpu/x", "1 /docker/1f /sys/fs/cgroup/cpu");
    assertThat(places("4:cpu,cpuacct:/docker/1f2\n3:cpuset:/\nrubbish\n", mountinfo)).isEmpty();
  }

  // --- anything ---------------------------------------------------------------------------------

  /** Files may be cut off anywhere: what is known then is what the whole file says. */
  @ParameterizedTest
  @ValueSource(
      strings = {"stat", "softnet_stat", "net-dev", "net-snmp", "net-netstat", "thread-sched"})
  void aFileThatWasCutOffSaysNothingWrong(String name) {
    byte[] file = Captured.bytes(name);
    long[] whole = parse(name, file, file.length);
    for (int length = 0; length < file.length; length += Math.max(1, file.length / 400)) {
      long[] part = parse(name, file, length);
      for (int i = 0; i < whole.length; i++) {
        assertThat(part[i]).as(name + " " + length).isIn(whole[i], NONE);
      }
    }
  }

  private static long[] parse(String name, byte[] file, int length) {
    Lines lines = new Lines().over(file, length);
    long[] row = row(128);
    switch (name) {
      case "stat" -> ProcStat.parse(lines, slots(2, ProcStat.WIDTH), row);
      case "softnet_stat" ->
          SoftnetStat.parse(lines, new int[] {0, 1}, slots(2, SoftnetStat.WIDTH), row);
      case "net-dev" ->
          NetDev.parse(lines, prefixes(NetDev.interfaces(Captured.lines("net-dev"), 16)), row);
      case "net-snmp", "net-netstat" ->
          ProtocolCounters.layout(Captured.lines(name)).parse(lines, row);
      default -> ThreadFiles.sched(lines, row);
    }
    return row;
  }

  @Test
  void garbageBreaksNoParser() {
    Random random = new Random(4);
    byte[] alphabet = "cpu0123456789abcdef :-().\n\t Tcp".getBytes(StandardCharsets.US_ASCII);
    ProtocolCounters layout = ProtocolCounters.layout(Captured.lines("net-snmp"));
    for (int i = 0; i < 2000; i++) {
      byte[] file = new byte[random.nextInt(300)];
      for (int j = 0; j < file.length; j++) {
        file[j] = i % 2 == 0 ? alphabet[random.nextInt(alphabet.length)] : (byte) random.nextInt();
      }
      long[] row = row(128);
      Lines lines = new Lines();
      ProcStat.parse(lines.over(file), slots(2, ProcStat.WIDTH), row);
      SoftnetStat.parse(lines.over(file), new int[] {0, 1}, slots(2, SoftnetStat.WIDTH), row);
      NetDev.parse(lines.over(file), prefixes(List.of("lo", "cpu")), row);
      layout.parse(lines.over(file), row);
      ProtocolCounters.layout(lines.over(file)).parse(lines.over(file), row);
      ThreadFiles.stat(lines.over(file), row);
      ThreadFiles.sched(lines.over(file), row);
      ThreadFiles.status(lines.over(file), row);
      CpuStat.parse(lines.over(file), row);
      BitSet cores = ProcStat.cores(lines.over(file));
      assertThat(cores.length()).isLessThanOrEqualTo(1 << 16);
      assertThat(Arrays.stream(row).filter(v -> v != NONE && v < -1_000_000)).isEmpty();
      String text = new String(file, StandardCharsets.ISO_8859_1);
      assertThat(CgroupPlaces.of(text, text)).isEmpty();
    }
  }

  @Test
  void aNumberBeyondALongIsNone() {
    Lines lines = text("9223372036854775807 9223372036854775808 -5 x\n");
    assertThat(lines.next()).isTrue();
    assertThat(lines.number()).isEqualTo(Long.MAX_VALUE);
    assertThat(lines.number()).isEqualTo(NONE);
  }
}
