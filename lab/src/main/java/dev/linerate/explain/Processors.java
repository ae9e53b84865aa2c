package dev.linerate.explain;

import dev.linerate.result.FactKeys;
import dev.linerate.result.Platform;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the processors of a run's machine share, as its platform's facts tell it.
 *
 * @param threads number of the hyper-threaded core by processor; a processor that shares its core
 *     with none is missing
 * @param nodes NUMA node by processor; empty on a machine of one node
 * @param count how many there are, hyper-threads counted; empty when nobody said
 */
record Processors(Map<Integer, Integer> threads, Map<Integer, Integer> nodes, OptionalInt count) {
  /** Of a machine that tells nothing. */
  static final Processors UNKNOWN = new Processors(Map.of(), Map.of(), OptionalInt.empty());

  /** More than any kernel has: what names one beyond it is not believed. */
  private static final int MOST = 8192;

  /** One part of the kernel's lists: {@code 8} or {@code 0-3} (cpuset(7), "List format"). */
  private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");

  Processors {
    threads = Map.copyOf(threads);
    nodes = Map.copyOf(nodes);
  }

  static Processors of(Platform platform) {
    String count = platform.facts().getOrDefault(FactKeys.CORES, "");
    return new Processors(
        groups(platform.facts().getOrDefault(FactKeys.HYPER_THREADS, "")),
        groups(platform.facts().getOrDefault(FactKeys.NODE_CORES, "")),
        count.matches("\\d{1,4}") ? OptionalInt.of(Integer.parseInt(count)) : OptionalInt.empty());
  }

  /** Whether two processors are hyper-threads of one core. */
  boolean siblings(int one, int other) {
    return one != other && same(threads, one, other);
  }

  /** Whether two processors are known to be on different NUMA nodes. */
  boolean remote(int one, int other) {
    return nodes.containsKey(one) && nodes.containsKey(other) && !same(nodes, one, other);
  }

  private static boolean same(Map<Integer, Integer> groups, int one, int other) {
    Integer group = groups.get(one);
    return group != null && group.equals(groups.get(other));
  }

  /** The position of the group that names each: {@code 0,4; 1,5}. */
  private static Map<Integer, Integer> groups(String text) {
    Map<Integer, Integer> groups = new HashMap<>();
    String[] lists = text.split(";", MOST);
    for (int group = 0; group < lists.length; group++) {
      for (String range : lists[group].strip().split(",", MOST)) {
        add(range, group, groups);
      }
    }
    return groups;
  }

  private static void add(String range, int group, Map<Integer, Integer> groups) {
    Matcher m = RANGE.matcher(range);
    if (m.matches()) {
      int from = Integer.parseInt(m.group(1));
      int to = m.group(2) == null ? from : Integer.parseInt(m.group(2));
      for (int number = from; number <= Math.min(to, MOST - 1); number++) {
        groups.put(number, group);
      }
    }
  }
}
