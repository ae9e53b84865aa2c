package dev.linerate.tool;

import dev.linerate.host.CpuCaches;
import dev.linerate.host.Host;
import dev.linerate.result.FactKeys;
import dev.linerate.traffic.MemoryCopy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How fast one core of this machine copies memory: what a path within a host, whose every byte is
 * copied into the kernel and out of it, cannot exceed for each copy.
 */
public final class MemoryBound {
  private static final Duration EACH = Duration.ofMillis(40);

  /** Buffers are bounded, whatever a machine tells of its caches. */
  private static final long LARGEST = 192L << 20;

  private static final long SMALLEST_L2 = 128L << 10;

  private MemoryBound() {}

  /** Measures for about 0.1 s; empty where memory for the buffers cannot be had. */
  public static Map<String, String> measure(Host host) {
    CpuCaches caches = CpuCaches.read(host);
    Map<String, String> facts = new LinkedHashMap<>();
    long beyond = Math.min(LARGEST, caches.l3Bytes() * 3 / 2);
    long within = Math.max(SMALLEST_L2, caches.l2Bytes()) / 4;
    put(facts, FactKeys.MEMORY_COPY, beyond);
    put(facts, FactKeys.L2_COPY, within);
    return facts;
  }

  private static void put(Map<String, String> facts, String key, long bytes) {
    try {
      double rate = MemoryCopy.bytesPerSecond(bytes, EACH);
      facts.put(key, String.format(Locale.ROOT, "%.1f", rate / 1e9));
    } catch (OutOfMemoryError e) {
      // a reference that is missing hides no result
    }
  }
}
