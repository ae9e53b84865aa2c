package dev.linerate.host;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The processors of a machine: what they share, and which of them linerate may use.
 *
 * @param cores those that are online, by number
 * @param allowed the numbers that linerate's own processes may run on: their affinity mask, which
 *     the kernel keeps within the cgroup's cpuset
 */
public record CpuTopology(List<LogicalCore> cores, BitSet allowed) {
  public CpuTopology {
    cores = List.copyOf(cores);
    allowed = (BitSet) allowed.clone();
  }

  @Override
  public BitSet allowed() {
    return (BitSet) allowed.clone();
  }

  /** Those that are online and allowed, by number. */
  public List<LogicalCore> usable() {
    return cores.stream().filter(core -> allowed.get(core.number())).toList();
  }

  /** Whether linerate may run there. */
  public boolean canUse(int number) {
    return usable().stream().anyMatch(core -> core.number() == number);
  }

  /** The numbers of {@link #usable} as a list: {@code 0-3,8}. */
  public String usableText() {
    BitSet numbers = new BitSet();
    usable().forEach(core -> numbers.set(core.number()));
    return CpuList.text(numbers);
  }

  /** The physical cores among those that linerate may use, each by its lowest usable number. */
  public List<LogicalCore> physicalCores() {
    List<LogicalCore> usable = usable();
    return usable.stream()
        .filter(core ->
            usable.stream()
                .noneMatch(
                    other -> other.physical() == core.physical() && other.number() < core.number()))
        .toList();
  }

  /**
   * Reads a machine's. A machine that tells nothing has cores that share nothing known.
   *
   * @return empty when not even which processors are online can be read
   */
  public static Optional<CpuTopology> read(Host host) {
    return new CpuTopologyReader(host).read();
  }
}
