package dev.linerate.imports;

import dev.linerate.plan.LinkSpec;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is said of the logs of one platform, in a file or by flags.
 *
 * @param name what the run is called in lists, where a plan's name stands
 * @param started when it was measured, for logs that do not say
 * @param link the wire between the hosts; empty where nobody knows, so that there is no wire limit
 * @param facts of the platform
 * @param usual of every log that has nothing of its own
 * @param logs the logs themselves, by file; may be empty
 */
public record Origin(
    Optional<String> name,
    Optional<Instant> started,
    Optional<LinkSpec> link,
    Map<String, String> facts,
    Setting usual,
    List<Log> logs) {
  /** Nothing said. */
  public static final Origin NONE =
      new Origin(
          Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Setting.NONE, List.of());

  public Origin {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    logs = List.copyOf(logs);
  }

  /**
   * One log.
   *
   * @param file its name, from the folder of the file that names it
   */
  public record Log(String file, Setting setting) {}

  /** What is said of a log of that name, and of all. */
  Setting settingOf(String name) {
    return logs.stream()
        .filter(log -> name.equals(log.file()) || name.endsWith("/" + log.file()))
        .findFirst()
        .map(log -> log.setting().or(usual))
        .orElse(usual);
  }

  /** What this does not say, the other one may; facts of both, this one's where both have one. */
  public Origin or(Origin other) {
    Map<String, String> all = new LinkedHashMap<>(other.facts);
    all.putAll(facts);
    return new Origin(
        name.or(other::name),
        started.or(other::started),
        link.or(other::link),
        all,
        usual.or(other.usual),
        other.logs.stream().map(log -> new Log(log.file(), usual.or(log.setting()))).toList());
  }
}
