package dev.linerate.doctor.check;

import dev.linerate.doctor.state.DockerContainer;
import dev.linerate.doctor.state.DockerContainer.Published;
import dev.linerate.doctor.state.DockerNetwork;
import dev.linerate.doctor.state.Firewall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Docker 17.06 to 27 writes into the firewall for its bridge networks and for published ports,
 * as input of {@code iptables-restore --noflush}.
 *
 * <p>Jumps are inserted at the top of the kernel's chains, where Docker puts them, last first: a
 * firewall's own rule at the end that rejects everything must not come before them.
 *
 * <p>Only what is missing is written: a chain that is named in the input would be emptied, and what
 * the user has put into DOCKER-USER must stay.
 *
 * @param networks those of the driver {@code bridge}
 * @param there what is there already
 */
record DockerChains(
    List<DockerNetwork> networks, List<DockerContainer> containers, Firewall there) {
  private static final List<String> FILTER =
      List.of("DOCKER", "DOCKER-ISOLATION-STAGE-1", "DOCKER-ISOLATION-STAGE-2", "DOCKER-USER");
  private static final List<String> NAT = List.of("DOCKER");

  DockerChains {
    networks = List.copyOf(networks);
    containers = List.copyOf(containers);
  }

  /** Puts there what is missing. */
  String text() {
    return table("filter", FILTER, filterHooks(), filterRules())
        + table("nat", NAT, natHooks(), natRules());
  }

  /** Takes the same away again. */
  String removal() {
    return removal("filter", FILTER, filterHooks(), filterRules())
        + removal("nat", NAT, natHooks(), natRules());
  }

  private String table(String name, List<String> chains, List<String> hooks, List<String> rules) {
    List<String> lines = new ArrayList<>(List.of("*" + name));
    missing(name, chains).forEach(chain -> lines.add(":" + chain + " - [0:0]"));
    for (String hook : absent(name, hooks).reversed()) {
      lines.add("-I " + hook);
    }
    absent(name, rules).forEach(rule -> lines.add("-A " + rule));
    lines.add("COMMIT");
    return String.join("\n", lines) + "\n";
  }

  private String removal(String name, List<String> chains, List<String> hooks, List<String> rules) {
    List<String> lines = new ArrayList<>(List.of("*" + name));
    absent(name, hooks).forEach(hook -> lines.add("-D " + hook));
    absent(name, rules).forEach(rule -> lines.add("-D " + rule));
    missing(name, chains).forEach(chain -> lines.add("-X " + chain));
    lines.add("COMMIT");
    return String.join("\n", lines) + "\n";
  }

  private List<String> missing(String table, List<String> chains) {
    return chains.stream().filter(chain -> there.chain(table, chain).isEmpty()).toList();
  }

  /** Of rules, those that iptables-save does not print. */
  private List<String> absent(String table, List<String> rules) {
    return rules.stream()
        .filter(rule -> {
          String chain = rule.substring(0, rule.indexOf(' '));
          return !there.rules(table, chain).contains("-A " + rule);
        })
        .toList();
  }

  private List<String> filterHooks() {
    List<String> hooks = new ArrayList<>();
    hooks.add("FORWARD -j DOCKER-USER");
    hooks.add("FORWARD -j DOCKER-ISOLATION-STAGE-1");
    for (DockerNetwork network : networks) {
      String bridge = network.bridge();
      hooks.add("FORWARD -o " + bridge + " -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
      hooks.add("FORWARD -o " + bridge + " -j DOCKER");
      hooks.add("FORWARD -i " + bridge + " ! -o " + bridge + " -j ACCEPT");
      String inside = "FORWARD -i " + bridge + " -o " + bridge;
      hooks.add(inside + (network.connected() ? " -j ACCEPT" : " -j DROP"));
    }
    return hooks;
  }

  private List<String> filterRules() {
    List<String> rules = new ArrayList<>();
    for (DockerNetwork network : networks) {
      String bridge = network.bridge();
      rules.add(
          "DOCKER-ISOLATION-STAGE-1 -i "
              + bridge
              + " ! -o "
              + bridge
              + " -j DOCKER-ISOLATION-STAGE-2");
      rules.add("DOCKER-ISOLATION-STAGE-2 -o " + bridge + " -j DROP");
    }
    rules.add("DOCKER-ISOLATION-STAGE-1 -j RETURN");
    rules.add("DOCKER-ISOLATION-STAGE-2 -j RETURN");
    rules.add("DOCKER-USER -j RETURN");
    for (Forward forward : forwards()) {
      rules.add(
          "DOCKER -d %s/32 ! -i %s -o %s -p %s -m %s --dport %d -j ACCEPT"
              .formatted(
                  forward.address(),
                  forward.bridge(),
                  forward.bridge(),
                  forward.port().protocol(),
                  forward.port().protocol(),
                  forward.port().port()));
    }
    return rules;
  }

  private List<String> natHooks() {
    List<String> hooks = new ArrayList<>();
    hooks.add("PREROUTING -m addrtype --dst-type LOCAL -j DOCKER");
    hooks.add("OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER");
    for (DockerNetwork network : networks) {
      if (network.masquerades()) {
        network
            .subnets()
            .forEach(subnet ->
                hooks.add(
                    "POSTROUTING -s " + subnet + " ! -o " + network.bridge() + " -j MASQUERADE"));
      }
    }
    return hooks;
  }

  private List<String> natRules() {
    List<String> rules = new ArrayList<>();
    networks.forEach(network -> rules.add("DOCKER -i " + network.bridge() + " -j RETURN"));
    for (Forward forward : forwards()) {
      Published port = forward.port();
      String to = port.hostAddress().isEmpty() ? "" : "-d " + port.hostAddress() + "/32 ";
      rules.add(
          "DOCKER %s! -i %s -p %s -m %s --dport %d -j DNAT --to-destination %s:%d"
              .formatted(
                  to,
                  forward.bridge(),
                  port.protocol(),
                  port.protocol(),
                  port.hostPort(),
                  forward.address(),
                  port.port()));
    }
    return rules;
  }

  /** A published port, and where it leads. */
  private record Forward(String bridge, String address, Published port) {}

  private List<Forward> forwards() {
    List<Forward> forwards = new ArrayList<>();
    for (DockerContainer container : containers) {
      for (Published port : container.published()) {
        way(container)
            .ifPresent(way -> forwards.add(new Forward(way.bridge(), way.address(), port)));
      }
    }
    return forwards;
  }

  private record Way(String bridge, String address) {}

  /** Where a container is on a bridge network; Docker publishes on the first of them. */
  private Optional<Way> way(DockerContainer container) {
    return container.attachments().stream()
        .flatMap(attachment ->
            networks.stream()
                .filter(network -> network.name().equals(attachment.network()))
                .filter(_ -> !attachment.address().isEmpty())
                .map(network -> new Way(network.bridge(), attachment.address())))
        .findFirst();
  }
}
