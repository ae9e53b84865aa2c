package dev.linerate.host;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Machines with their processors: one captured, the others as their kernels describe them. */
public final class Machines {
  private static final String CPU = "/sys/devices/system/cpu/";
  private static final String NODE = "/sys/devices/system/node/";

  private Machines() {}

  /**
   * A virtual machine with two cores and one L3 cache, Linux 6.18: {@code grep -H} of its files.
   */
  public static ScriptedHost smallVm() {
    Map<String, StringJoiner> files = new LinkedHashMap<>();
    Fixture.read("cpu-2-core-vm.txt")
        .lines()
        .forEach(line -> {
          int colon = line.indexOf(':');
          files
              .computeIfAbsent(line.substring(0, colon), _ -> new StringJoiner("\n", "", "\n"))
              .add(line.substring(colon + 1));
        });
    ScriptedHost host = new ScriptedHost();
    files.forEach((path, text) -> host.file(path, text.toString()));
    return host.file("/proc/interrupts", Fixture.read("interrupts-2-core-vm.txt"));
  }

  /** One core, and a kernel that tells neither caches nor nodes. */
  public static ScriptedHost oneCore() {
    return new ScriptedHost()
        .file(CPU + "online", "0\n")
        .file(CPU + "cpu0/topology/thread_siblings_list", "0\n")
        .file(CPU + "cpu0/topology/physical_package_id", "0\n");
  }

  /**
   * Two Xeon 6248: 20 cores each, hyper-threads numbered after all cores, an L3 cache and a NUMA
   * node to each socket.
   */
  public static ScriptedHost xeon6248() {
    ScriptedHost host = allowed(new ScriptedHost().file(CPU + "online", "0-79\n"), "0-79");
    for (int number = 0; number < 80; number++) {
      int core = number % 40;
      String socket = core < 20 ? "0-19,40-59" : "20-39,60-79";
      topology(host, number, core < 20 ? 0 : 1, core + "," + (core + 40), socket);
      cache(host, number, core + "," + (core + 40), socket);
    }
    return nodes(host, "0-19,40-59", "20-39,60-79");
  }

  /** Two Kunpeng 920: 64 cores each without hyper-threads; two NUMA nodes, each with its L3. */
  public static ScriptedHost kunpeng920() {
    ScriptedHost host = allowed(new ScriptedHost().file(CPU + "online", "0-127\n"), "0-127");
    for (int number = 0; number < 128; number++) {
      int node = number / 32;
      String own = Integer.toString(number);
      topology(host, number, number / 64, own, number < 64 ? "0-63" : "64-127");
      cache(host, number, own, node * 32 + "-" + (node * 32 + 31));
    }
    return nodes(host, "0-31", "32-63", "64-95", "96-127");
  }

  /** With this mask for linerate's own processes. */
  public static ScriptedHost allowed(ScriptedHost host, String list) {
    return host.file("/proc/self/status", "Name:\tjava\nCpus_allowed_list:\t" + list + "\n");
  }

  /** With a PCI network card: its node, and its interrupts with the processor that serves each. */
  public static ScriptedHost nic(
      ScriptedHost host, String iface, int node, int processors, Map<Integer, Integer> servers) {
    String device = "/sys/class/net/" + iface + "/device";
    StringJoiner numbers = new StringJoiner("\n");
    StringBuilder table = new StringBuilder("    ");
    for (int i = 0; i < processors; i++) {
      table.append(" CPU").append(i);
    }
    servers.forEach((interrupt, server) -> {
      numbers.add(Integer.toString(interrupt));
      table.append("\n ").append(interrupt).append(':');
      for (int i = 0; i < processors; i++) {
        table.append(' ').append(i == server ? 1_000_000 : i == 0 ? 12 : 0);
      }
      table.append(" PCI-MSI 52-edge mlx5_comp").append(interrupt).append("@pci:0000:3b:00.0");
    });
    return host.file(device + "/uevent", "DRIVER=mlx5_core\n")
        .file(device + "/numa_node", node + "\n")
        .file("/proc/interrupts", table + "\nNMI: 1 2 Non-maskable interrupts\n")
        .answers(
            "ls",
            command ->
                command.arguments().contains(device + "/msi_irqs")
                    ? ScriptedHost.output(command, 0, numbers.toString(), "")
                    : ScriptedHost.output(command, 2, "", "No such file or directory"));
  }

  private static void topology(
      ScriptedHost host, int number, int socket, String threads, String sameSocket) {
    String folder = CPU + "cpu" + number + "/topology/";
    host.file(folder + "physical_package_id", socket + "\n")
        .file(folder + "thread_siblings_list", threads + "\n")
        .file(folder + "core_siblings_list", sameSocket + "\n");
  }

  private static void cache(ScriptedHost host, int number, String own, String shared) {
    String folder = CPU + "cpu" + number + "/cache/index";
    for (int index = 0; index < 4; index++) {
      host.file(folder + index + "/level", Math.max(1, index) + "\n")
          .file(folder + index + "/shared_cpu_list", (index == 3 ? shared : own) + "\n");
    }
  }

  private static ScriptedHost nodes(ScriptedHost host, String... lists) {
    host.file(NODE + "online", "0-" + (lists.length - 1) + "\n");
    for (int node = 0; node < lists.length; node++) {
      host.file(NODE + "node" + node + "/cpulist", lists[node] + "\n");
    }
    return host;
  }
}
