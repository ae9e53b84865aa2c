package dev.linerate.doctor.path;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The counters of {@code /proc/net/snmp} and {@code /proc/net/netstat}: two lines for each
 * protocol, names and values (proc(5)).
 *
 * @param values by protocol and name: {@code TcpInCsumErrors}
 */
record KernelCounters(Map<String, Long> values) {
  /** Packets that the reverse path filter dropped. */
  static final String REVERSE_PATH = "TcpExtIPReversePathFilter";

  static final String TCP_CHECKSUMS = "TcpInCsumErrors";
  static final String UDP_CHECKSUMS = "UdpInCsumErrors";

  KernelCounters {
    values = Map.copyOf(values);
  }

  /** Lines that make no pair are left out. */
  static KernelCounters parse(String text) {
    Map<String, Long> values = new HashMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i + 1 < lines.size(); i++) {
      String[] names = lines.get(i).split(" ", -1);
      String[] numbers = lines.get(i + 1).split(" ", -1);
      boolean pair = names[0].endsWith(":") && names[0].equals(numbers[0]);
      if (pair && numbers.length > 1 && numbers[1].matches("-?\\d+")) {
        put(values, names, numbers);
      }
    }
    return new KernelCounters(values);
  }

  private static void put(Map<String, Long> values, String[] names, String[] numbers) {
    String protocol = names[0].substring(0, names[0].length() - 1);
    for (int column = 1; column < Math.min(names.length, numbers.length); column++) {
      if (numbers[column].matches("-?\\d{1,18}")) {
        values.put(protocol + names[column], Long.parseLong(numbers[column]));
      }
    }
  }

  /** How much a counter has risen since; 0 where the kernel does not have it. */
  long since(KernelCounters before, String name) {
    return values.getOrDefault(name, 0L) - before.values.getOrDefault(name, 0L);
  }
}
