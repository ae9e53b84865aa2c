package dev.linerate.host;

import dev.linerate.unit.Mtu;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where traffic starts or ends.
 *
 * @param label for people: {@code h1 container a}
 * @param iface the interface its address is on
 * @param address IPv4 address, without prefix length
 * @param cores where its traffic's threads stay, those of the first stream on the first and so on;
 *     from the first again when there are more streams; none leaves them to the scheduler
 */
public record Endpoint(
    Host host,
    NetNs netns,
    String label,
    String iface,
    String address,
    Mtu mtu,
    List<Integer> cores) {
  public Endpoint {
    cores = List.copyOf(cores);
  }

  /** With threads on any core. */
  public Endpoint(Host host, NetNs netns, String label, String iface, String address, Mtu mtu) {
    this(host, netns, label, iface, address, mtu, List.of());
  }

  /** The same with threads that all stay on a core. */
  public Endpoint on(int core) {
    return on(List.of(core));
  }

  /** The same with streams that stay on cores of their own. */
  public Endpoint on(List<Integer> others) {
    return new Endpoint(host, netns, label, iface, address, mtu, others);
  }

  /** The first stream's core, which is all threads' where a tool knows only one. */
  public OptionalInt core() {
    return cores.isEmpty() ? OptionalInt.empty() : OptionalInt.of(cores.getFirst());
  }

  /** A command inside this endpoint's namespace. */
  public Command command(String... arguments) {
    return Command.of(arguments).in(netns);
  }

  /** {@code h1 container a eth0 172.17.0.2}. */
  public String description() {
    return label + " " + iface + " " + address;
  }
}
