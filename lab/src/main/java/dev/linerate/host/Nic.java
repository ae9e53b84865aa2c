package dev.linerate.host;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network interface that is a device: what it has to do with processors.
 *
 * @param iface its name
 * @param node the NUMA node it is attached to; empty where the machine has one only
 * @param interrupted the processors that have served its interrupts
 */
public record Nic(String iface, OptionalInt node, BitSet interrupted) {
  public Nic {
    interrupted = (BitSet) interrupted.clone();
  }

  @Override
  public BitSet interrupted() {
    return (BitSet) interrupted.clone();
  }

  /** Reads a host's; empty for an interface without a device, such as one end of a veth pair. */
  public static Optional<Nic> read(Host host, String iface) {
    String device = "/sys/class/net/" + iface + "/device";
    Optional<String> uevent = host.read(device + "/uevent");
    if (uevent.isEmpty()) {
      return Optional.empty();
    }
    // a virtio device has none of its own, but those of the PCI device above it
    String owner = uevent.get().contains("virtio") ? device + "/.." : device;
    InterruptTable table = InterruptTable.parse(host.read("/proc/interrupts").orElse(""));
    Set<Integer> numbers = numbers(host, owner + "/msi_irqs");
    BitSet servers = numbers.isEmpty() ? table.servers(iface) : table.servers(numbers);
    return Optional.of(new Nic(iface, node(host, owner), servers));
  }

  /** Message-signalled ones, by their number; none on an older device. */
  private static Set<Integer> numbers(Host host, String folder) {
    Output output = host.run(Command.of("ls", folder));
    return List.of(output.out().strip().split("\\s+")).stream()
        .filter(name -> name.matches("\\d{1,7}"))
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }

  /** The kernel tells −1 where there is nothing to tell. */
  private static OptionalInt node(Host host, String device) {
    return host.read(device + "/numa_node")
        .map(String::strip)
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }
}
