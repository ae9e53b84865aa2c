package dev.linerate.host;

import dev.linerate.fault.LinerateException;
import dev.linerate.result.FactKeys;
import dev.linerate.result.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads what made the numbers. Every fact is optional and every command bounded: what cannot be
 * read within {@link #LIMIT} is absent. The kernel's command line is left out on purpose, because
 * it may hold secrets.
 */
public final class PlatformReader {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String CPU = "/sys/devices/system/cpu/";

  /** Of ethtool(8)'s features those that decide how large the packets are that the kernel sees. */
  private static final List<String> OFFLOADS =
      List.of(
          "rx-checksumming",
          "tx-checksumming",
          "scatter-gather",
          "tcp-segmentation-offload",
          "generic-segmentation-offload",
          "generic-receive-offload",
          "large-receive-offload",
          "rx-gro-list",
          "rx-gro-hw",
          "tx-udp-segmentation",
          "tx-udp_tnl-segmentation");

  /** ip-sysctl(7) and Documentation/admin-guide/sysctl/net.rst: what bends throughput. */
  private static final List<String> SYSCTLS =
      List.of(
          "net.ipv4.tcp_congestion_control",
          "net.ipv4.tcp_available_congestion_control",
          "net.ipv4.tcp_rmem",
          "net.ipv4.tcp_wmem",
          "net.ipv4.tcp_timestamps",
          "net.ipv4.tcp_mtu_probing",
          "net.ipv4.ip_forward",
          "net.core.rmem_default",
          "net.core.rmem_max",
          "net.core.wmem_default",
          "net.core.wmem_max",
          "net.core.default_qdisc",
          "net.core.netdev_max_backlog",
          "net.bridge.bridge-nf-call-iptables");

  private static final Pattern DOCKER = Pattern.compile("Docker version ([^\\s,]+)");
  private static final Pattern CONTAINERD = Pattern.compile("containerd \\S+ v?(\\S+)");
  private static final Pattern OVS = Pattern.compile("\\(Open vSwitch\\) (\\S+)");
  private static final Pattern IPERF3 = Pattern.compile("iperf (\\S+)");
  private static final Pattern IPROUTE2 = Pattern.compile("iproute2-([^\\s,]+)");

  private final Host machine;
  private final Optional<Host> labHost;
  private final String linerateVersion;

  private PlatformReader(Host machine, Optional<Host> labHost, String linerateVersion) {
    this.machine = machine;
    this.labHost = labHost;
    this.linerateVersion = linerateVersion;
  }

  /**
   * Reads everything at once.
   *
   * @param labHost whose link and network namespace are described; empty for the machine's own
   *     namespace, and then without a link
   * @param linerateVersion put in as it is
   */
  public static Platform read(Host machine, Optional<Host> labHost, String linerateVersion) {
    return new PlatformReader(machine, labHost, linerateVersion).read();
  }

  private Platform read() {
    List<Supplier<Facts>> parts =
        List.of(
            this::processors,
            this::sharing,
            this::memory,
            this::system,
            this::virtualisation,
            () -> version("docker.version", DOCKER, "dockerd", "--version"),
            () -> version("containerd.version", CONTAINERD, "containerd", "--version"),
            () -> version("ovs.version", OVS, "ovs-vswitchd", "--version"),
            () -> version("iperf3.version", IPERF3, "iperf3", "--version"),
            () -> version("iproute2.version", IPROUTE2, "ip", "-V"),
            this::own,
            this::link,
            this::sysctls);
    Map<String, String> all = new LinkedHashMap<>();
    Parallel.map(parts, Supplier::get).forEach(facts -> all.putAll(facts.all()));
    return new Platform(all);
  }

  private Facts processors() {
    CpuFacts cpu = cpu();
    return new Facts()
        .put("cpu.model", cpu.model())
        .put("cpu.count", cpu.count())
        .put("cpu.sockets", cpu.sockets())
        .put("cpu.cores", cpu.cores())
        .put("cpu.threads_per_core", cpu.threadsPerCore())
        .put("cpu.mhz_max", kernelsMaxMegahertz().orElse(cpu.maxMegahertz()))
        .put("cpu.governor", machine.read(CPU + "cpu0/cpufreq/scaling_governor"))
        .put("cpu.microcode", cpu.microcode())
        .put("cpu.spectre_v2", machine.read(CPU + "vulnerabilities/spectre_v2"))
        .put("numa.nodes", onlineNodes().orElse(cpu.numaNodes()))
        .put("architecture", machine.read("/proc/sys/kernel/arch").or(cpu::architecture));
  }

  /** What processors have in common, where they have: hyper-threads, NUMA nodes. */
  private Facts sharing() {
    List<LogicalCore> cores = CpuTopology.read(machine).map(CpuTopology::cores).orElse(List.of());
    return new Facts()
        .put(
            FactKeys.HYPER_THREADS,
            groups(cores, core -> OptionalInt.of(core.physical()), group -> group.size() > 1, 0))
        .put(FactKeys.NODE_CORES, groups(cores, LogicalCore::node, _ -> true, 1));
  }

  /**
   * The groups that processors form: {@code 0,4; 1,5}.
   *
   * @param most of so many groups or fewer nothing is to be said
   */
  private static Optional<String> groups(
      List<LogicalCore> cores,
      Function<LogicalCore, OptionalInt> key,
      Predicate<List<LogicalCore>> worthSaying,
      int most) {
    Map<Integer, List<LogicalCore>> groups =
        cores.stream()
            .filter(core -> key.apply(core).isPresent())
            .collect(
                Collectors.groupingBy(
                    core -> key.apply(core).getAsInt(), TreeMap::new, Collectors.toList()));
    List<String> lists =
        groups.values().stream().filter(worthSaying).map(PlatformReader::list).toList();
    return lists.size() > most ? Optional.of(String.join("; ", lists)) : Optional.empty();
  }

  private static String list(List<LogicalCore> cores) {
    BitSet numbers = new BitSet();
    cores.forEach(core -> numbers.set(core.number()));
    return CpuList.text(numbers);
  }

  private CpuFacts cpu() {
    return new CpuFacts(machine.read("/proc/cpuinfo").orElse(""), said(machine, "lscpu"));
  }

  private Optional<OptionalLong> kernelsMaxMegahertz() {
    return machine
        .read(CPU + "cpu0/cpufreq/cpuinfo_max_freq")
        .map(String::strip)
        .filter(kilohertz -> kilohertz.matches("\\d{1,12}"))
        .map(kilohertz -> OptionalLong.of(Long.parseLong(kilohertz) / 1000));
  }

  private Optional<OptionalLong> onlineNodes() {
    return machine
        .read("/sys/devices/system/node/online")
        .map(PlatformReader::listed)
        .filter(OptionalLong::isPresent);
  }

  /** How many a kernel list such as {@code 0-3,8} names (cpuset(7), "List format"). */
  static OptionalLong listed(String list) {
    return CpuList.parse(list)
        .filter(processors -> !processors.isEmpty())
        .map(processors -> OptionalLong.of(processors.cardinality()))
        .orElse(OptionalLong.empty());
  }

  private Facts memory() {
    Matcher total =
        Pattern.compile("MemTotal:\\s+(\\d{1,15}) kB")
            .matcher(machine.read("/proc/meminfo").orElse(""));
    Facts facts = new Facts();
    return total.find()
        ? facts.put("memory.bytes", Long.toString(Long.parseLong(total.group(1)) * 1024))
        : facts;
  }

  private Facts system() {
    return new Facts()
        .put("kernel.release", machine.read("/proc/sys/kernel/osrelease"))
        .put("distribution", distribution())
        .put(
            "clocksource",
            machine.read("/sys/devices/system/clocksource/clocksource0/current_clocksource"))
        .put("load.1min", loadAverage());
  }

  private Optional<String> distribution() {
    Matcher name =
        Pattern.compile("(?m)^PRETTY_NAME=[\"']?(.*?)[\"']?$")
            .matcher(machine.read("/etc/os-release").orElse(""));
    // before os-release there was only this, and on CentOS 7 it is more exact: "7.7.1908"
    Optional<String> redHat = machine.read("/etc/centos-release");
    return redHat
        .or(() -> name.find() ? Optional.of(name.group(1)) : Optional.empty())
        .or(() -> machine.read("/etc/redhat-release"));
  }

  /** Runnable and waiting tasks over the last minute (proc(5)); high means a busy machine. */
  private Optional<String> loadAverage() {
    return machine.read("/proc/loadavg").map(text -> text.strip().replaceFirst(" .*", ""));
  }

  private Facts virtualisation() {
    if (machine.which("systemd-detect-virt").isEmpty()) {
      return new Facts().put("virtualisation", cpu().hypervisor().or(this::firmwareVendor));
    }
    Facts facts = new Facts().put("virtualisation", said(machine, "systemd-detect-virt", "--vm"));
    String container = said(machine, "systemd-detect-virt", "--container").strip();
    return container.equals("none") ? facts : facts.put("container", container);
  }

  /** Of a machine that does not say whether it is virtual: {@code QEMU Standard PC}. */
  private Optional<String> firmwareVendor() {
    Optional<String> vendor = machine.read("/sys/class/dmi/id/sys_vendor").map(String::strip);
    Optional<String> product = machine.read("/sys/class/dmi/id/product_name").map(String::strip);
    return vendor.map(v -> product.map(p -> v + " " + p).orElse(v));
  }

  private Facts version(String key, Pattern pattern, String... command) {
    Matcher m = pattern.matcher(said(machine, command));
    return m.find() ? new Facts().put(key, m.group(1)) : new Facts();
  }

  private Facts own() {
    return new Facts()
        .put("java.version", System.getProperty("java.vm.version", ""))
        .put("linerate.version", linerateVersion);
  }

  private Facts link() {
    Facts facts = new Facts();
    labHost
        .flatMap(Host::uplink)
        .ifPresent(uplink ->
            facts
                .put("link.rate", uplink.link().rate().toString())
                .put("link.mtu", uplink.link().mtu().toString())
                .put(FactKeys.OFFLOADS, offloads(uplink.iface())));
    return facts;
  }

  private String offloads(String iface) {
    String features = said(labHost.orElseThrow(), "ethtool", "-k", iface);
    return OFFLOADS.stream()
        .filter(name -> Pattern.compile("(?m)^\\s*" + name + ": on\\b").matcher(features).find())
        .collect(Collectors.joining(", "));
  }

  private Facts sysctls() {
    Map<String, String> inNamespace = labHost.map(PlatformReader::sysctlsInside).orElseGet(Map::of);
    Facts facts = new Facts();
    for (String name : SYSCTLS) {
      // one that a namespace does not have is the machine's, which then holds there too
      facts.put(
          "sysctl." + name,
          Optional.ofNullable(inNamespace.get(file(name))).or(() -> machine.read(file(name))));
    }
    return facts;
  }

  /** /proc/sys/net shows the namespace of who reads it: a process inside has to. */
  private static Map<String, String> sysctlsInside(Host host) {
    List<String> command = new ArrayList<>(List.of("grep", "-sH", ""));
    SYSCTLS.forEach(name -> command.add(file(name)));
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : said(host, command.toArray(String[]::new)).lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        values.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return values;
  }

  private static String file(String sysctl) {
    return "/proc/sys/" + sysctl.replace('.', '/');
  }

  /**
   * Both outputs of a command; empty when it is not there or takes too long. The exit status is not
   * looked at: several of these programs tell and fail.
   */
  private static String said(Host host, String... command) {
    if (host.which(command[0]).isEmpty()) {
      return "";
    }
    try {
      Output output = host.run(Command.of(command).within(LIMIT));
      return output.out() + output.err();
    } catch (LinerateException e) {
      return "";
    }
  }
}
