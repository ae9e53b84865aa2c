package dev.linerate.host;

/**
 * A network namespace on a host.
 *
 * @param path a file that names it: {@code /run/netns/NAME} or {@code /proc/PID/ns/net}
 */
public record NetNs(String path) {
  /** Where {@code ip netns add NAME} puts it (ip-netns(8)). */
  public static NetNs named(String name) {
    return new NetNs("/run/netns/" + name);
  }

  public static NetNs ofProcess(long pid) {
    return new NetNs("/proc/" + pid + "/ns/net");
  }
}
