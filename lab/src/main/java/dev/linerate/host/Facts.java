package dev.linerate.host;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Facts in reading order; what could not be read is left out. */
final class Facts {
  private final Map<String, String> facts = new LinkedHashMap<>();

  Facts put(String key, String value) {
    String text = value.strip().replaceAll("\\s+", " ");
    if (!text.isEmpty()) {
      facts.put(key, text);
    }
    return this;
  }

  Facts put(String key, Optional<String> value) {
    value.ifPresent(v -> put(key, v));
    return this;
  }

  Facts put(String key, OptionalLong value) {
    value.ifPresent(v -> put(key, Long.toString(v)));
    return this;
  }

  Map<String, String> all() {
    return Collections.unmodifiableMap(facts);
  }
}
