package dev.linerate.breakage;

import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import dev.linerate.ownership.Entry;
import dev.linerate.ownership.Owner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two containers joined by veth pairs to a bridge of Open vSwitch. Unlike tap devices of
 * ovs-vswitchd, a veth pair outlives it.
 *
 * @param where the namespace of the bridge's ports
 * @param environment by which Open vSwitch's programs find its daemons
 * @param prefix of the names of its namespaces and ports
 * @param net the first three bytes of the containers' addresses, with a dot
 */
record SwitchScene(
    Site site, NetNs where, Map<String, String> environment, String prefix, String net) {
  private static final Duration CHANGE_LIMIT = Duration.ofSeconds(25);

  String bridge() {
    return "lr-" + prefix + "0";
  }

  NetNs container(String letter) {
    return NetNs.named(name(letter));
  }

  private String name(String letter) {
    return site.owner().mark(prefix + "-" + letter);
  }

  boolean built() {
    return Files.exists(Path.of(container("a").path()));
  }

  void build(String datapath) {
    List<String> change = new ArrayList<>(List.of("ovs-vsctl", "--timeout=20", "add-br", bridge()));
    change.addAll(List.of("--", "set", "Bridge", bridge(), "datapath_type=" + datapath));
    int number = 1;
    for (String letter : List.of("a", "b")) {
      String port = "lr-" + prefix + letter;
      addContainer(letter, port, net + number++);
      change.addAll(List.of("--", "add-port", bridge(), port));
    }
    site.host().require(command(change).within(CHANGE_LIMIT));
  }

  private void addContainer(String letter, String port, String address) {
    Owner owner = site.owner();
    String name = name(letter);
    NetNs inside = container(letter);
    owner.record(new Entry(Entry.Kind.NETNS, name));
    site.ask(where, "ip", "netns", "add", name);
    site.ask(
        where, "ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", name);
    site.ask(where, "ip", "link", "set", port, "up");
    site.ask(inside, "ip", "link", "set", "lo", "up");
    site.ask(inside, "ip", "address", "add", address + "/24", "dev", "eth0");
    site.ask(inside, "ip", "link", "set", "eth0", "up");
  }

  Command command(List<String> arguments) {
    Command command = Command.of(arguments).in(where);
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    return command;
  }

  Command command(String... arguments) {
    return command(List.of(arguments));
  }
}
