package dev.linerate.host;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The processors, from {@code /proc/cpuinfo} and lscpu(1), either of which may be missing or say
 * little: cpuinfo has no model on arm64, lscpu is not in every container.
 */
final class CpuFacts {
  /** Implementer and part of the MIDR register, as arch/arm64/include/asm/cputype.h lists them. */
  private static final Map<String, String> ARM_MODELS =
      Map.of(
          "0x48 0xd01", "Kunpeng-920",
          "0x48 0xd02", "Kunpeng-920 (0xd02)",
          "0x41 0xd08", "Cortex-A72",
          "0x41 0xd0c", "Neoverse-N1",
          "0x41 0xd40", "Neoverse-V1",
          "0x41 0xd49", "Neoverse-N2",
          "0x41 0xd4f", "Neoverse-V2",
          "0xc0 0xac3", "Ampere-1");

  private final Map<String, String> first;
  private final Map<String, String> lscpu;
  private final int processors;
  private final Set<String> cores = new HashSet<>();
  private final Set<String> sockets = new HashSet<>();

  /**
   * @param cpuinfo {@code /proc/cpuinfo}, may be empty
   * @param lscpu what {@code lscpu} prints in the C locale, may be empty
   */
  CpuFacts(String cpuinfo, String lscpu) {
    this.lscpu = fields(lscpu);
    this.first = fields(cpuinfo);
    List<Map<String, String>> blocks =
        List.of(cpuinfo.split("\n\n", -1)).stream().map(CpuFacts::fields).toList();
    this.processors = (int) blocks.stream().filter(b -> b.containsKey("processor")).count();
    for (Map<String, String> block : blocks) {
      String socket = block.get("physical id");
      String core = block.get("core id");
      if (socket != null && core != null) {
        sockets.add(socket);
        cores.add(socket + ":" + core);
      }
    }
  }

  /** The name people know it by. */
  Optional<String> model() {
    return text(first, "model name").or(this::armModel).or(() -> text(lscpu, "Model name"));
  }

  /** On arm64 lscpu knows the core and, for root, the firmware's name of the product. */
  private Optional<String> armModel() {
    Optional<String> core = text(lscpu, "Model name").or(this::fromRegister);
    Optional<String> product = text(lscpu, "BIOS Model name");
    return core.map(c -> product.map(p -> c + " (" + p + ")").orElse(c)).or(() -> product);
  }

  private Optional<String> fromRegister() {
    String implementer = first.get("CPU implementer");
    String part = first.get("CPU part");
    if (implementer == null || part == null) {
      return Optional.empty();
    }
    return Optional.of(
        ARM_MODELS.getOrDefault(
            implementer + " " + part, "implementer " + implementer + " part " + part));
  }

  /** Logical processors that are online. */
  OptionalLong count() {
    return processors > 0 ? OptionalLong.of(processors) : number("CPU(s)");
  }

  OptionalLong sockets() {
    OptionalLong told = number("Socket(s)");
    return told.isPresent() || sockets.isEmpty() ? told : OptionalLong.of(sockets.size());
  }

  /** Cores of all sockets. */
  OptionalLong cores() {
    OptionalLong bySocket = product(number("Core(s) per socket"), number("Socket(s)"));
    if (bySocket.isPresent()) {
      return bySocket;
    }
    // newer lscpu on arm64 machines whose firmware tells clusters and no sockets
    OptionalLong byCluster = product(number("Core(s) per cluster"), number("Cluster(s)"));
    return byCluster.isPresent() || cores.isEmpty() ? byCluster : OptionalLong.of(cores.size());
  }

  OptionalLong threadsPerCore() {
    OptionalLong told = number("Thread(s) per core");
    return told.isPresent() || cores.isEmpty()
        ? told
        : OptionalLong.of(Math.max(1, processors / cores.size()));
  }

  OptionalLong numaNodes() {
    return number("NUMA node(s)");
  }

  /** Highest clock, MHz. */
  OptionalLong maxMegahertz() {
    return text(lscpu, "CPU max MHz").map(CpuFacts::rounded).orElse(OptionalLong.empty());
  }

  Optional<String> microcode() {
    return text(first, "microcode");
  }

  Optional<String> architecture() {
    return text(lscpu, "Architecture");
  }

  /** The hypervisor it runs under, as far as the processor itself tells. */
  Optional<String> hypervisor() {
    Optional<String> vendor = text(lscpu, "Hypervisor vendor");
    boolean flag = (" " + first.getOrDefault("flags", "") + " ").contains(" hypervisor ");
    return vendor.isEmpty() && flag ? Optional.of("some hypervisor") : vendor;
  }

  /** {@code name : value} lines; the first of a name counts. */
  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  /** lscpu writes a dash for what it does not know. */
  private static Optional<String> text(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name)).filter(v -> !v.isEmpty() && !v.equals("-"));
  }

  private OptionalLong number(String name) {
    return text(lscpu, name).map(CpuFacts::rounded).orElse(OptionalLong.empty());
  }

  private static OptionalLong rounded(String text) {
    return text.matches("\\d{1,12}(\\.\\d+)?")
        ? OptionalLong.of(Math.round(Double.parseDouble(text)))
        : OptionalLong.empty();
  }

  private static OptionalLong product(OptionalLong a, OptionalLong b) {
    return a.isPresent() && b.isPresent()
        ? OptionalLong.of(a.getAsLong() * b.getAsLong())
        : OptionalLong.empty();
  }
}
