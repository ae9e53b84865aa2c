package dev.linerate.host;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /proc/interrupts} (proc(5)): how often each processor has served each interrupt since the
 * machine started.
 */
public final class InterruptTable {
  private static final Pattern NUMBERED = Pattern.compile("\\s*(\\d{1,7}):\\s+(.*)");

  /** Those who served less than this share of a device's interrupts did so by the way. */
  private static final double FEW = 0.01;

  private final List<Integer> processors = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  /**
   * A numbered interrupt.
   *
   * @param counts by position in the heading
   * @param names controller, pin and the drivers' names: {@code PCI-MSI 524288-edge eth0-TxRx-0}
   */
  private record Line(int number, List<Long> counts, String names) {}

  private InterruptTable() {}

  /** Reads the table; lines that are none, or cut short, are left out. */
  public static InterruptTable parse(String text) {
    InterruptTable table = new InterruptTable();
    List<String> all = text.lines().toList();
    if (!all.isEmpty()) {
      Matcher cpu = Pattern.compile("CPU(\\d{1,6})").matcher(all.getFirst());
      while (cpu.find()) {
        table.processors.add(Integer.parseInt(cpu.group(1)));
      }
      all.stream().skip(1).forEach(table::line);
    }
    return table;
  }

  private void line(String text) {
    Matcher m = NUMBERED.matcher(text);
    if (!m.matches()) {
      return;
    }
    String[] parts = m.group(2).split("\\s+", processors.size() + 1);
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < processors.size(); i++) {
      if (i >= parts.length || !parts[i].matches("\\d{1,18}")) {
        return;
      }
      counts.add(Long.parseLong(parts[i]));
    }
    String names = parts.length > counts.size() ? parts[counts.size()] : "";
    lines.add(new Line(Integer.parseInt(m.group(1)), counts, names));
  }

  /** The processors that served interrupts of an interface, by the names its driver gave them. */
  public BitSet servers(String iface) {
    Pattern name = Pattern.compile("(?<![\\w.])" + Pattern.quote(iface) + "(?![\\w.])");
    return servers(line -> name.matcher(line.names).find());
  }

  /** The processors that served these interrupts. */
  public BitSet servers(Set<Integer> numbers) {
    return servers(line -> numbers.contains(line.number));
  }

  private BitSet servers(Predicate<Line> chosen) {
    long[] sums = new long[processors.size()];
    long total = 0;
    for (Line line : lines.stream().filter(chosen).toList()) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += line.counts.get(i);
        total += line.counts.get(i);
      }
    }
    BitSet found = new BitSet();
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] > FEW * total) {
        found.set(processors.get(i));
      }
    }
    return found;
  }
}
