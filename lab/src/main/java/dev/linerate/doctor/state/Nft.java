package dev.linerate.doctor.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads what {@code nft --json list ruleset} prints (libnftables-json(5)). */
final class Nft {
  private Nft() {}

  /**
   * The tables that see IPv4.
   *
   * @param ofIptables whether to leave out the tables that iptables-nft keeps, which iptables-save
   *     tells better
   */
  static List<Ruleset> parse(JsonNode tree, boolean ofIptables) {
    Map<String, Table> tables = new LinkedHashMap<>();
    for (JsonNode entry : tree.path("nftables")) {
      JsonNode chain = entry.path("chain");
      JsonNode rule = entry.path("rule");
      if (chain.isObject()) {
        table(tables, chain).chain(chain);
      } else if (rule.isObject()) {
        table(tables, rule).rule(rule);
      }
    }
    return tables.values().stream()
        .filter(table -> !ofIptables || !table.iptables())
        .filter(Table::ipv4)
        .map(Table::done)
        .toList();
  }

  private static Table table(Map<String, Table> tables, JsonNode node) {
    String family = node.path("family").asString("");
    String name = node.path("table").asString("");
    return tables.computeIfAbsent(family + " " + name, key -> new Table(key, family));
  }

  private static final class Table {
    private static final List<String> IPTABLES =
        List.of("ip filter", "ip nat", "ip mangle", "ip raw", "ip security");

    private final String name;
    private final String family;
    private final Map<String, String> policies = new HashMap<>();
    private final Map<String, String> hooks = new HashMap<>();
    private final Map<String, List<Rule>> chains = new LinkedHashMap<>();

    Table(String name, String family) {
      this.name = name;
      this.family = family;
    }

    boolean iptables() {
      return IPTABLES.contains(name);
    }

    boolean ipv4() {
      return family.equals("ip") || family.equals("inet");
    }

    void chain(JsonNode chain) {
      String chainName = chain.path("name").asString("");
      chains.computeIfAbsent(chainName, _ -> new ArrayList<>());
      // only filter chains drop for good; those of type nat see other things
      if (chain.path("type").asString("").equals("filter")) {
        hooks.put(chainName, upper(chain.path("hook").asString("")));
        policies.put(chainName, upper(chain.path("policy").asString("accept")));
      }
    }

    void rule(JsonNode rule) {
      chains
          .computeIfAbsent(rule.path("chain").asString(""), _ -> new ArrayList<>())
          .add(NftRule.of(name, rule));
    }

    Ruleset done() {
      return new Ruleset(name, policies, hooks, chains);
    }
  }

  static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  /** A rule: the matches of its expression, and the verdict at its end. */
  private static final class NftRule {
    private NftRule() {}

    static Rule of(String table, JsonNode rule) {
      List<Function<Packet, Match>> tests = new ArrayList<>();
      String target = "";
      for (JsonNode statement : rule.path("expr")) {
        Optional<String> verdict = verdict(statement);
        if (verdict.isPresent()) {
          target = verdict.get();
        } else if (statement.has("match")) {
          tests.add(test(statement.path("match")));
        } else if (!statement.has("counter") && !statement.has("log")) {
          tests.add(_ -> Match.UNSURE);
        }
      }
      String text =
          table + " " + rule.path("chain").asString("") + " " + rule.path("expr").toString();
      return new Rule(
          text,
          packet -> tests.stream().map(t -> t.apply(packet)).reduce(Match.YES, Match::and),
          target);
    }

    private static Optional<String> verdict(JsonNode statement) {
      for (String word : List.of("accept", "drop", "reject", "return")) {
        if (statement.has(word)) {
          return Optional.of(upper(word));
        }
      }
      for (String word : List.of("jump", "goto")) {
        if (statement.has(word)) {
          return Optional.of(statement.path(word).path("target").asString(""));
        }
      }
      return Optional.empty();
    }

    private static Function<Packet, Match> test(JsonNode match) {
      boolean negate = match.path("op").asString("").equals("!=");
      JsonNode left = match.path("left");
      List<String> wanted = wanted(match.path("right"));
      Function<Packet, Match> plain =
          switch (key(left)) {
            case "iifname", "iif" -> packet -> any(wanted, w -> Interfaces.match(w, packet.in()));
            case "oifname", "oif" -> packet -> any(wanted, w -> Interfaces.match(w, packet.out()));
            case "l4proto", "protocol" ->
                packet -> any(wanted, w -> Match.of(w.equals(packet.protocol())));
            case "state" -> _ -> Match.of(wanted.contains("new"));
            case "dport" ->
                packet ->
                    ofProtocol(left, packet)
                        .and(any(wanted, w -> Ports.match(w, packet.destinationPort())));
            default -> _ -> Match.UNSURE;
          };
      return packet -> plain.apply(packet).negated(negate);
    }

    /** {@code tcp dport} is for TCP alone, {@code th dport} for both. */
    private static Match ofProtocol(JsonNode left, Packet packet) {
      String protocol = left.path("payload").path("protocol").asString("th");
      return Match.of(protocol.equals("th") || protocol.equals(packet.protocol()));
    }

    private static String key(JsonNode left) {
      for (String kind : List.of("meta", "ct")) {
        if (left.has(kind)) {
          return left.path(kind).path("key").asString("");
        }
      }
      JsonNode payload = left.path("payload");
      String field = payload.path("field").asString("");
      boolean known = field.equals("dport") || field.equals("protocol");
      return known ? field : "";
    }

    private static Match any(List<String> wanted, Function<String, Match> test) {
      return wanted.stream()
          .map(test)
          .reduce(Match.NO, (a, b) -> a == Match.YES || b == Match.YES ? Match.YES : worse(a, b));
    }

    private static Match worse(Match a, Match b) {
      return a == Match.UNSURE || b == Match.UNSURE ? Match.UNSURE : Match.NO;
    }

    /** One value, or those of a set; a range becomes {@code low-high}. */
    private static List<String> wanted(JsonNode right) {
      List<String> words = new ArrayList<>();
      JsonNode set = right.has("set") ? right.path("set") : right;
      if (set.isArray()) {
        set.forEach(element -> words.add(word(element)));
      } else {
        words.add(word(set));
      }
      return words;
    }

    private static String word(JsonNode element) {
      JsonNode range = element.path("range");
      return range.isArray()
          ? range.path(0).asString("") + "-" + range.path(1).asString("")
          : element.asString("");
    }
  }
}
