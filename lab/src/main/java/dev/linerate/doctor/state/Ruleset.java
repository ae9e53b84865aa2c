package dev.linerate.doctor.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of a firewall: chains of rules, some of which the kernel itself calls.
 *
 * @param name {@code filter}, {@code inet firewalld}
 * @param policies of the chains that the kernel calls, by chain: {@code ACCEPT} or {@code DROP}
 * @param hooks where it calls them, by chain: {@code FORWARD}
 * @param chains all chains with their rules, by name
 */
record Ruleset(
    String name,
    Map<String, String> policies,
    Map<String, String> hooks,
    Map<String, List<Rule>> chains) {
  /** Chains that call each other deeper than that are a loop, which the kernel does not allow. */
  private static final int DEEPEST = 16;

  Ruleset {
    policies = Map.copyOf(policies);
    hooks = Map.copyOf(hooks);
    chains = new HashMap<>(chains);
  }

  /** What becomes of a packet at a hook; the rule or policy that drops it is in the decision. */
  Decision decide(String hook, Packet packet) {
    Decision worst = Decision.ACCEPTED;
    for (Map.Entry<String, String> base : hooks.entrySet()) {
      if (base.getValue().equals(hook)) {
        Decision decision = decideIn(base.getKey(), packet);
        if (decision.outcome().compareTo(worst.outcome()) > 0) {
          worst = decision;
        }
      }
    }
    return worst;
  }

  private Decision decideIn(String chain, Packet packet) {
    return walk(chain, packet, 0)
        .orElseGet(() ->
            "DROP".equals(policies.get(chain))
                ? Decision.dropped(name, ":" + chain + " " + policies.get(chain), true)
                : Decision.ACCEPTED);
  }

  /** Empty when no rule of the chain decides. */
  private Optional<Decision> walk(String chain, Packet packet, int depth) {
    for (Rule rule : chains.getOrDefault(chain, List.of())) {
      Match match = rule.test().apply(packet);
      if (match == Match.NO || depth > DEEPEST) {
        continue;
      }
      if (rule.target().equals("RETURN") && match == Match.YES) {
        return Optional.empty();
      }
      Optional<Decision> decision = apply(rule, match, packet, depth);
      if (decision.isPresent()) {
        return decision;
      }
    }
    return Optional.empty();
  }

  private Optional<Decision> apply(Rule rule, Match match, Packet packet, int depth) {
    if (rule.target().equals("ACCEPT")) {
      return Optional.of(match == Match.YES ? Decision.ACCEPTED : Decision.UNSURE);
    }
    if (rule.drops()) {
      // a rule that may be for other packets is not blamed
      return match == Match.YES
          ? Optional.of(Decision.dropped(name, rule.text(), false))
          : Optional.empty();
    }
    Optional<Decision> inner =
        chains.containsKey(rule.target())
            ? walk(rule.target(), packet, depth + 1)
            : Optional.empty();
    if (match == Match.YES) {
      return inner;
    }
    return inner.filter(d -> d.outcome() != Decision.Outcome.DROPPED).map(_ -> Decision.UNSURE);
  }
}
