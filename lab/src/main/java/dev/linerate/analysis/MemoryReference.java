package dev.linerate.analysis;

import dev.linerate.result.FactKeys;
import dev.linerate.result.Platform;
import dev.linerate.unit.BitRate;
import java.util.Optional;

/**
 * How fast one core copies memory, as measured in the run. A path within a host copies each byte
 * twice, once on the sender's core into the kernel and once on the receiver's out of it; each of
 * the two copies can be no faster than this.
 *
 * @param memory where no cache holds the buffers
 * @param l2 where the core's L2 cache holds both buffers
 */
public record MemoryReference(BitRate memory, BitRate l2) {
  /** Empty when the run did not measure it. */
  public static Optional<MemoryReference> of(Platform platform) {
    return rate(platform, FactKeys.MEMORY_COPY)
        .flatMap(
            memory -> rate(platform, FactKeys.L2_COPY).map(l2 -> new MemoryReference(memory, l2)));
  }

  private static Optional<BitRate> rate(Platform platform, String key) {
    return Optional.ofNullable(platform.facts().get(key))
        .filter(text -> text.matches("\\d{1,6}(\\.\\d{1,6})?"))
        .map(gigabytes -> new BitRate(Double.parseDouble(gigabytes) * 8e9));
  }
}
