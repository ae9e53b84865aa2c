package dev.linerate.doctor.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what iptables-save(8) prints, of either backend. */
final class IptablesSave {
  private IptablesSave() {}

  /** The tables, in the order they are printed in. */
  static List<Ruleset> parse(String text) {
    List<Ruleset> tables = new ArrayList<>();
    Table table = new Table("");
    for (String line : text.lines().toList()) {
      if (line.startsWith("*")) {
        table = new Table(line.substring(1).strip());
      } else if (line.startsWith(":")) {
        table.chain(line.substring(1).split(" ", -1));
      } else if (line.startsWith("-A ")) {
        table.rule(line);
      } else if (line.equals("COMMIT")) {
        tables.add(table.done());
      }
    }
    return tables;
  }

  private static final class Table {
    private final String name;
    private final Map<String, String> policies = new HashMap<>();
    private final Map<String, List<Rule>> chains = new LinkedHashMap<>();

    Table(String name) {
      this.name = name;
    }

    /** {@code FORWARD DROP [0:0]}; a chain of the user's has {@code -} for its policy. */
    void chain(String[] words) {
      chains.put(words[0], new ArrayList<>());
      if (words.length > 1 && !words[1].equals("-")) {
        policies.put(words[0], words[1]);
      }
    }

    void rule(String line) {
      IptablesRule rule = IptablesRule.parse(line);
      chains.computeIfAbsent(rule.chain(), _ -> new ArrayList<>()).add(rule.rule());
    }

    Ruleset done() {
      Map<String, String> hooks = new HashMap<>();
      policies.keySet().forEach(chain -> hooks.put(chain, chain));
      return new Ruleset(name, policies, hooks, chains);
    }
  }
}
