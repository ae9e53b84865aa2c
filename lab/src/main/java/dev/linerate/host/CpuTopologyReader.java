package dev.linerate.host;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code /sys/devices/system/cpu}, {@code …/node} (sysfs(5),
 * Documentation/ABI/stable/sysfs-devices-system-cpu) and {@code /proc/self/status}.
 *
 * <p>What one processor tells of those it shares something with is not asked of them again: a
 * machine of 128 cores has over a thousand of these files.
 */
final class CpuTopologyReader {
  private static final String CPU = "/sys/devices/system/cpu/";
  private static final String NODE = "/sys/devices/system/node/";
  private static final int DEEPEST_CACHE = 8;
  private static final int LAST_LEVEL = 3;
  private static final Pattern ALLOWED = Pattern.compile("(?m)^Cpus_allowed_list:\\s*(\\S*)\\s*$");

  private final Host host;

  CpuTopologyReader(Host host) {
    this.host = host;
  }

  Optional<CpuTopology> read() {
    Optional<BitSet> online = list(CPU + "online").filter(list -> !list.isEmpty());
    return online.map(all -> new CpuTopology(cores(all), allowed(all)));
  }

  private List<LogicalCore> cores(BitSet online) {
    Map<Integer, Integer> physical = groups(online, this::siblings);
    Map<Integer, Integer> caches = groups(online, this::sharesCache);
    Map<Integer, Integer> sockets = sockets(online);
    Map<Integer, Integer> nodes = nodes();
    List<LogicalCore> cores = new ArrayList<>();
    online.stream()
        .forEach(number ->
            cores.add(
                new LogicalCore(
                    number,
                    value(sockets, number),
                    physical.getOrDefault(number, number),
                    value(caches, number),
                    value(nodes, number))));
    return cores;
  }

  private static OptionalInt value(Map<Integer, Integer> map, int key) {
    Integer value = map.get(key);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** Whom a processor shares something with. */
  @FunctionalInterface
  private interface Sharing {
    Optional<BitSet> with(int number);
  }

  /** The lowest number of the group that each is in; only the first of a group is asked. */
  private static Map<Integer, Integer> groups(BitSet online, Sharing sharing) {
    Map<Integer, Integer> lowest = new HashMap<>();
    for (int number = online.nextSetBit(0); number >= 0; number = online.nextSetBit(number + 1)) {
      if (!lowest.containsKey(number)) {
        Optional<BitSet> group = sharing.with(number);
        int first = number;
        group.ifPresent(all -> all.stream().forEach(each -> lowest.put(each, first)));
      }
    }
    return lowest;
  }

  private Optional<BitSet> siblings(int number) {
    return list(topology(number) + "thread_siblings_list").filter(list -> list.get(number));
  }

  /** Empty where there is no L3 cache, or the hypervisor hides it. */
  private Optional<BitSet> sharesCache(int number) {
    for (int index = 0; index < DEEPEST_CACHE; index++) {
      String cache = CPU + "cpu" + number + "/cache/index" + index + "/";
      Optional<Integer> level = number(cache + "level");
      if (level.isEmpty()) {
        return Optional.empty();
      }
      if (level.get() == LAST_LEVEL) {
        return list(cache + "shared_cpu_list").filter(list -> list.get(number));
      }
    }
    return Optional.empty();
  }

  private Map<Integer, Integer> sockets(BitSet online) {
    Map<Integer, Integer> sockets = new HashMap<>();
    online.stream()
        .filter(number -> !sockets.containsKey(number))
        .forEach(number ->
            number(topology(number) + "physical_package_id")
                .ifPresent(socket -> {
                  sockets.put(number, socket);
                  list(topology(number) + "core_siblings_list")
                      .ifPresent(all -> all.stream().forEach(each -> sockets.put(each, socket)));
                }));
    return sockets;
  }

  private Map<Integer, Integer> nodes() {
    Map<Integer, Integer> nodes = new HashMap<>();
    list(NODE + "online")
        .ifPresent(all ->
            all.stream()
                .forEach(node ->
                    list(NODE + "node" + node + "/cpulist")
                        .ifPresent(
                            cores -> cores.stream().forEach(core -> nodes.put(core, node)))));
    return nodes;
  }

  /** Of the process that reads, which is linerate or what it has on that machine. */
  private BitSet allowed(BitSet online) {
    Matcher m = ALLOWED.matcher(host.read("/proc/self/status").orElse(""));
    return m.find() ? CpuList.parse(m.group(1)).orElse(online) : online;
  }

  private static String topology(int number) {
    return CPU + "cpu" + number + "/topology/";
  }

  private Optional<BitSet> list(String path) {
    return host.read(path).flatMap(CpuList::parse);
  }

  /** Some firmware tells −1 for a package it does not know. */
  private Optional<Integer> number(String path) {
    return host.read(path)
        .map(String::strip)
        .filter(text -> text.matches("\\d{1,6}"))
        .map(Integer::parseInt);
  }
}
