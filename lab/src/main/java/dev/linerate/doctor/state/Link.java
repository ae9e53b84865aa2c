package dev.linerate.doctor.state;

import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * An interface, as {@code ip -json -details address} tells it.
 *
 * @param kind {@code veth}, {@code bridge}, {@code vxlan}, {@code tun}; empty for hardware
 * @param flags {@code UP}, {@code LOWER_UP}, …
 * @param mtu bytes
 * @param peerIndex number of the interface at its other end, or below it; 0 when it has none
 * @param peerNetns id of the namespace that is in, by the numbers of this one
 * @param addresses IPv4, each with its prefix length
 * @param vxlan present for a VXLAN tunnel
 */
public record Link(
    int index,
    String name,
    String kind,
    Set<String> flags,
    int mtu,
    Optional<String> master,
    String mac,
    int peerIndex,
    OptionalInt peerNetns,
    List<Address> addresses,
    Optional<Vxlan> vxlan,
    boolean filtersBridged) {
  private static final String LOOPBACK = "LOOPBACK";

  /** An address with the network it is in. */
  public record Address(String local, Prefix network) {}

  /**
   * A VXLAN tunnel.
   *
   * @param port UDP
   * @param remote where all frames go; empty when forwarding entries say it
   * @param external whether another program says id and remote of each packet: Open vSwitch
   * @param proxy whether it answers ARP itself, by its neighbour entries: Docker
   */
  public record Vxlan(
      int id,
      int port,
      Optional<String> remote,
      boolean learning,
      boolean external,
      boolean proxy) {}

  /** What is asked. */
  public static Reading reading(Patient patient) {
    return patient.ask("ip", "-json", "-details", "address");
  }

  /**
   * All interfaces of a place.
   *
   * @throws dev.linerate.fault.LinerateException when they cannot be read
   */
  public static List<Link> all(Patient patient) {
    List<JsonNode> rows = Tables.rows(reading(patient));
    Map<String, Integer> indexes =
        rows.stream()
            .collect(
                Collectors.toMap(
                    row -> row.path("ifname").asString(""),
                    row -> row.path("ifindex").asInt(0),
                    (first, _) -> first));
    return rows.stream().map(row -> of(row, indexes)).toList();
  }

  /** A peer in the same namespace is told by its name, one elsewhere by its number. */
  private static int peer(JsonNode row, Map<String, Integer> indexes) {
    return row.path("link_index").asInt(indexes.getOrDefault(row.path("link").asString(""), 0));
  }

  private static Link of(JsonNode row, Map<String, Integer> indexes) {
    JsonNode info = row.path("linkinfo");
    JsonNode data = info.path("info_data");
    String kind = info.path("info_kind").asString("");
    JsonNode netns = row.path("link_netnsid");
    return new Link(
        row.path("ifindex").asInt(0),
        row.path("ifname").asString(""),
        kind,
        Set.copyOf(Tables.words(row.path("flags"))),
        row.path("mtu").asInt(0),
        word(row.path("master")),
        row.path("address").asString(""),
        peer(row, indexes),
        netns.isInt() ? OptionalInt.of(netns.asInt()) : OptionalInt.empty(),
        addresses(row.path("addr_info")),
        kind.equals("vxlan") ? Optional.of(vxlan(data)) : Optional.empty(),
        data.path("nf_call_iptables").asInt(0) == 1);
  }

  private static Vxlan vxlan(JsonNode data) {
    return new Vxlan(
        data.path("id").asInt(-1),
        data.path("port").asInt(0),
        word(data.path("remote")).or(() -> word(data.path("group"))),
        data.path("learning").asBoolean(false),
        data.path("external").asBoolean(false),
        data.path("proxy").asBoolean(false));
  }

  private static List<Address> addresses(JsonNode info) {
    List<Address> addresses = new ArrayList<>();
    for (JsonNode entry : info) {
      String local = entry.path("local").asString("");
      if (entry.path("family").asString("").equals("inet")) {
        Prefix.parse(local + "/" + entry.path("prefixlen").asInt(32))
            .ifPresent(network -> addresses.add(new Address(local, network)));
      }
    }
    return addresses;
  }

  private static Optional<String> word(JsonNode node) {
    return node.isString() ? Optional.of(node.asString()) : Optional.empty();
  }

  public boolean up() {
    return flags.contains("UP");
  }

  /** Whether it has a carrier: the other end is up, the cable is in. */
  public boolean carrier() {
    return flags.contains("LOWER_UP");
  }

  public boolean loopback() {
    return flags.contains(LOOPBACK);
  }

  /** Whether it neither asks for addresses nor answers for its own (ARP is off). */
  public boolean silent() {
    return !loopback() && flags.contains("NOARP");
  }

  public boolean bridge() {
    return kind.equals("bridge");
  }

  /** Whether it is a port of a bridge. */
  public boolean portOf(Link bridge) {
    return master.filter(bridge.name::equals).isPresent();
  }

  /** As the line of evidence: what matters of it in one line, in the words of ip(8). */
  public String line() {
    StringBuilder line = new StringBuilder(name + ": mtu " + mtu);
    line.append(up() ? carrier() ? " UP" : " UP, NO-CARRIER" : " DOWN");
    master.ifPresent(m -> line.append(" master ").append(m));
    vxlan.ifPresent(v ->
        line.append(v.external() ? " vxlan external" : " vxlan id " + v.id())
            .append(" port ")
            .append(v.port()));
    line.append(mac.isEmpty() ? "" : " link/ether " + mac);
    addresses.forEach(
        a -> line.append(" inet ").append(a.local()).append('/').append(a.network().length()));
    return line.toString();
  }
}
