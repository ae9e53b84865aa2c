package dev.linerate.tool;

import java.util.Optional;

/**
 * What an interface has moved since it exists, as /proc/PID/net/dev counts it (proc_pid_net(5)):
 * with headers, so a little more than the payload.
 *
 * @param received bytes
 * @param sent bytes
 */
record InterfaceBytes(long received, long sent) {
  private static final int SENT_COLUMN = 8;

  /** Empty when the interface is not there or its line is not understood. */
  static Optional<InterfaceBytes> parse(String text, String iface) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.startsWith(iface + ":"))
        .map(line -> line.substring(iface.length() + 1).strip().split("\\s+"))
        .filter(f -> f.length > SENT_COLUMN && digits(f[0]) && digits(f[SENT_COLUMN]))
        .map(f -> new InterfaceBytes(Long.parseLong(f[0]), Long.parseLong(f[SENT_COLUMN])))
        .findFirst();
  }

  private static boolean digits(String field) {
    return field.matches("\\d{1,18}");
  }
}
