package dev.linerate.tool;

import java.util.Set;
import java.util.stream.Collectors;

/** Reads which TCP ports are listened on from /proc/net/tcp and tcp6 (proc_pid_net(5)). */
final class ListeningPorts {
  private static final String LISTEN = "0A";

  private ListeningPorts() {}

  /** The ports in that text; lines of any other form, such as the header, are passed over. */
  static Set<Integer> parse(String text) {
    return text.lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(f -> f.length > 3 && f[3].equals(LISTEN))
        .map(f -> f[1].substring(f[1].lastIndexOf(':') + 1))
        .filter(port -> port.matches("[0-9A-F]{4}"))
        .map(port -> Integer.parseInt(port, 16))
        .collect(Collectors.toSet());
  }
}
