package dev.linerate.analysis;

import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.unit.BitRate;
import java.util.List;
import java.util.Optional;

/**
 * What the container network study measured, to be read beside one's own machine: iperf3 3.1.3 in
 * Ubuntu 18.04 containers, CentOS 7.7, 1 Gbit/s Ethernet between hosts.
 */
public final class StudyReference {
  /** HiSilicon Kunpeng 920-6426, 2.6 GHz, 128 cores. */
  public static final String KUNPENG = "Kunpeng 920";

  /** Intel Xeon Gold 6248, 2.5 GHz, 80 cores. */
  public static final String INTEL = "Intel 6248";

  /**
   * One machine's figure.
   *
   * @param bitrate as the study's table gives it
   * @param remark what else the study says of it; may be empty
   */
  public record Figure(String machine, BitRate bitrate, String remark) {}

  /** The figures of one network and protocol. */
  public record Entry(
      String network, Placement placement, Protocol protocol, List<Figure> figures) {
    public Entry {
      figures = List.copyOf(figures);
    }
  }

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(
              "docker-bridge",
              Placement.SAME_HOST,
              Protocol.TCP,
              List.of(gigabits(KUNPENG, 35, "pinned; 13–35 unpinned"), gigabits(INTEL, 25, ""))),
          new Entry(
              "ovs-bridge",
              Placement.SAME_HOST,
              Protocol.TCP,
              List.of(gigabits(KUNPENG, 51, "pinned; 16–20 unpinned"), gigabits(INTEL, 32, ""))),
          new Entry(
              "docker-overlay",
              Placement.CROSS_HOST,
              Protocol.TCP,
              List.of(megabits(KUNPENG, 900, ""), megabits(INTEL, 876, ""))),
          new Entry(
              "docker-overlay",
              Placement.CROSS_HOST,
              Protocol.UDP,
              List.of(
                  megabits(KUNPENG, 910, "of 920 offered, 0.35 % lost"),
                  megabits(INTEL, 920, "of 920 offered, 0.054 % lost"))),
          new Entry(
              "ovs-overlay",
              Placement.CROSS_HOST,
              Protocol.TCP,
              List.of(megabits(KUNPENG, 904, ""), megabits(INTEL, 880, ""))),
          new Entry(
              "ovs-overlay",
              Placement.CROSS_HOST,
              Protocol.UDP,
              List.of(
                  megabits(KUNPENG, 800, "of 800 offered"),
                  megabits(INTEL, 730, "of 750 offered, 2.4 % lost"))));

  private StudyReference() {}

  /** Everything the study measured, in its order. */
  public static List<Entry> entries() {
    return ENTRIES;
  }

  /** The study's figures for a network; empty for one it did not measure. */
  public static Optional<Entry> find(String network, Placement placement, Protocol protocol) {
    return ENTRIES.stream()
        .filter(e -> e.network().equals(network))
        .filter(e -> e.placement() == placement && e.protocol() == protocol)
        .findFirst();
  }

  private static Figure gigabits(String machine, double rate, String remark) {
    return new Figure(machine, new BitRate(rate * 1e9), remark);
  }

  private static Figure megabits(String machine, double rate, String remark) {
    return new Figure(machine, new BitRate(rate * 1e6), remark);
  }
}
