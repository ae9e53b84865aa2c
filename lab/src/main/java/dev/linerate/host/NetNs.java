package dev.linerate.host;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network namespace on a host.
 *
 * @param path a file that names it: {@code /run/netns/NAME} or {@code /proc/PID/ns/net}
 */
public record NetNs(String path) {
  private static final Pattern PROCESS = Pattern.compile("/proc/(\\d{1,10})/ns/net");

  /** Where {@code ip netns add NAME} puts it (ip-netns(8)). */
  public static NetNs named(String name) {
    return new NetNs("/run/netns/" + name);
  }

  public static NetNs ofProcess(long pid) {
    return new NetNs("/proc/" + pid + "/ns/net");
  }

  /** The process whose namespace it is, of those that {@link #ofProcess} gives. */
  public OptionalLong process() {
    Matcher process = PROCESS.matcher(path);
    return process.matches()
        ? OptionalLong.of(Long.parseLong(process.group(1)))
        : OptionalLong.empty();
  }
}
