package dev.linerate.telemetry;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A network namespace to watch.
 *
 * @param label for people: {@code h1 container a}
 * @param ends whose endpoints are in it
 * @param namespace a file that names it: {@code /run/netns/NAME}
 * @param gso by interface, where known
 */
public record NamespacePlace(
    String label, List<End> ends, Path namespace, Map<String, GsoLimits> gso) {
  public NamespacePlace {
    ends = List.copyOf(ends);
    gso = Map.copyOf(gso);
  }

  /** In {@link Absent#what}: {@code client}, {@code client+server}. */
  String word() {
    List<String> words = ends.stream().map(end -> end.name().toLowerCase(Locale.ROOT)).toList();
    return words.isEmpty() ? label : String.join("+", words);
  }
}
