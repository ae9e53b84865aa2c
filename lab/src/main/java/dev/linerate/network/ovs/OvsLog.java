package dev.linerate.network.ovs;

import java.util.List;
import java.util.regex.Pattern;

/** The log of an Open vSwitch daemon: {@code TIME|NUMBER|MODULE|LEVEL|MESSAGE} (ovs-appctl(8)). */
final class OvsLog {
  private static final Pattern HEAD =
      Pattern.compile("^[^|]*\\|\\d{5,}\\|([^|]*)\\|(EMER|ERR|WARN|INFO|DBG)\\|");

  private OvsLog() {}

  /**
   * The line that says why a daemon ended: its last emergency or error, or what it said outside of
   * its log; else its last line.
   */
  static String telling(String log) {
    List<String> lines = log.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    return lines.stream()
        .filter(OvsLog::grave)
        .reduce((_, line) -> line)
        .or(() -> lines.stream().reduce((_, line) -> line))
        .map(line -> HEAD.matcher(line).replaceFirst("$1: "))
        .orElse("it said nothing");
  }

  private static boolean grave(String line) {
    var head = HEAD.matcher(line);
    return !head.find() || head.group(2).equals("EMER") || head.group(2).equals("ERR");
  }
}
