package dev.linerate.it.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.it.support.TestLab;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a network driver has made in a lab, a line for each: namespaces with the lab's mark,
 * interfaces and firewall rules of its hosts.
 *
 * @param lines {@code h1 interface eth0}
 */
record LabObjects(SortedSet<String> lines) {
  private static final Duration SETTLED = Duration.ofSeconds(20);
  private static final Pattern COUNTERS = Pattern.compile(" \\[\\d+:\\d+]");

  /** What the lab is made of itself. */
  private static final Pattern OF_LAB =
      Pattern.compile("namespace lr-\\w+-(sw|h\\d)|h\\d interface (lo|eth0)");

  /**
   * What daemons of the lab's own keep until the lab ends: their bridges, their rules, and from
   * Swarm the joint of its ingress network.
   */
  private static final Pattern OF_DAEMONS =
      Pattern.compile(
          "h\\d interface (docker0|docker_gwbridge|veth\\w{7}|ovs-netdev|ovs-system)"
              + "|h\\d rule (?!.*linerate).*");

  static LabObjects of(TestLab lab) {
    SortedSet<String> found = new TreeSet<>();
    lab.sandbox()
        .require("ip", "netns", "list")
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .filter(name -> name.startsWith(lab.owner().mark("")))
        .forEach(name -> found.add("namespace " + name));
    for (Host host : lab.hosts()) {
      JsonMapper.shared()
          .readTree(host.require("ip", "-json", "link"))
          .forEach(link -> found.add(host.name() + " interface " + link.path("ifname").asString()));
      rules(host).forEach(rule -> found.add(host.name() + " rule " + rule));
    }
    return new LabObjects(found);
  }

  private static Iterable<String> rules(Host host) {
    if (host.which("iptables-save").isEmpty()) {
      return List.of();
    }
    return host.run(Command.of("iptables-save"))
        .out()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> COUNTERS.matcher(line).replaceAll(""))
        .toList();
  }

  /** Fails unless the lab comes to be so again; Docker and the kernel finish in their own time. */
  void assertRestored(TestLab lab) {
    Await.until(SETTLED, () -> of(lab).equals(this));
    assertThat(of(lab).lines()).isEqualTo(lines);
  }

  /** Fails when there is anything but the lab itself and what its daemons keep. */
  void assertNothingOfANetwork() {
    Predicate<String> allowed = OF_LAB.asMatchPredicate().or(OF_DAEMONS.asMatchPredicate());
    assertThat(lines).allMatch(allowed);
  }
}
