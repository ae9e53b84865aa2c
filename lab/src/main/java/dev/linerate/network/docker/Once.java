package dev.linerate.network.docker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values that are made once for each key; other keys are not kept waiting meanwhile. */
final class Once<K, V> {
  private final Map<K, Slot<V>> slots = new ConcurrentHashMap<>();

  /** Gives the value of {@code key}; a failure to make it is passed on, and not kept. */
  V get(K key, Supplier<V> make) {
    return slots.computeIfAbsent(key, _ -> new Slot<>()).get(make);
  }

  private static final class Slot<V> {
    private @Nullable V value;

    synchronized V get(Supplier<V> make) {
      V known = value;
      if (known == null) {
        known = make.get();
        value = known;
      }
      return known;
    }
  }
}
