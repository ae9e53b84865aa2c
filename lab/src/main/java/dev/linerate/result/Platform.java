package dev.linerate.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hardware, kernel, versions, sysctls, offloads: what made the number.
 *
 * @param facts in reading order, key → value; keys are dotted ({@code cpu.model}, {@code
 *     kernel.release}, {@code sysctl.net.ipv4.tcp_rmem}); a fact that could not be read is absent
 */
public record Platform(Map<String, String> facts) {
  /** With further facts after its own. */
  public Platform with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.putAll(more);
    return new Platform(all);
  }

  public Platform {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }
}
