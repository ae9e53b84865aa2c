package dev.linerate.host;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes of the first processor's caches, bytes; where the kernel does not tell them, common ones.
 *
 * @param l2Bytes the core's own
 * @param l3Bytes shared by several cores
 */
public record CpuCaches(long l2Bytes, long l3Bytes) {
  private static final String FOLDER = "/sys/devices/system/cpu/cpu0/cache/index";
  private static final int DEEPEST = 8;
  private static final long COMMON_L2 = 512L << 10;
  private static final long COMMON_L3 = 32L << 20;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([KM]?)");

  public static CpuCaches read(Host host) {
    return new CpuCaches(level(host, 2).orElse(COMMON_L2), level(host, 3).orElse(COMMON_L3));
  }

  private static OptionalLong level(Host host, int wanted) {
    for (int i = 0; i < DEEPEST; i++) {
      String level = host.read(FOLDER + i + "/level").orElse("").strip();
      if (level.isEmpty()) {
        return OptionalLong.empty();
      }
      if (level.equals(Integer.toString(wanted))) {
        return bytes(host.read(FOLDER + i + "/size").orElse(""));
      }
    }
    return OptionalLong.empty();
  }

  /** The kernel writes {@code 1024K}. */
  private static OptionalLong bytes(String size) {
    Matcher m = SIZE.matcher(size.strip());
    if (!m.matches()) {
      return OptionalLong.empty();
    }
    int shift = m.group(2).equals("M") ? 20 : m.group(2).equals("K") ? 10 : 0;
    return OptionalLong.of(Long.parseLong(m.group(1)) << shift);
  }
}
