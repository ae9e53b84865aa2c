package dev.linerate.doctor.path;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many packets each rule and policy has dropped, from {@code iptables-save -c}.
 *
 * @param packets by table and rule: {@code filter -A INPUT -p udp -m udp --dport 4789 -j DROP}
 */
record FirewallDrops(Map<String, Long> packets) {
  private static final Pattern RULE =
      Pattern.compile("\\[(\\d{1,18}):\\d+] (-A .* -j (?:DROP|REJECT)\\b.*)");
  private static final Pattern POLICY =
      Pattern.compile(":(\\S+) (?:DROP|REJECT) \\[(\\d{1,18}):\\d+].*");

  FirewallDrops {
    packets = new LinkedHashMap<>(packets);
  }

  static FirewallDrops parse(String saved) {
    Map<String, Long> packets = new LinkedHashMap<>();
    String table = "";
    for (String line : saved.lines().toList()) {
      Matcher rule = RULE.matcher(line);
      Matcher policy = POLICY.matcher(line);
      if (line.startsWith("*")) {
        table = line.substring(1).strip();
      } else if (rule.matches()) {
        packets.merge(table + " " + rule.group(2), Long.parseLong(rule.group(1)), Long::sum);
      } else if (policy.matches()) {
        packets.put(table + " -P " + policy.group(1) + " DROP", Long.parseLong(policy.group(2)));
      }
    }
    return new FirewallDrops(packets);
  }

  /** The rules that have dropped something since. */
  List<Drop> since(FirewallDrops before) {
    List<Drop> drops = new ArrayList<>();
    packets.forEach((rule, count) -> {
      long more = count - before.packets.getOrDefault(rule, 0L);
      if (more > 0) {
        drops.add(new Drop(rule, more));
      }
    });
    return drops;
  }

  /**
   * What a rule has dropped.
   *
   * @param rule table and rule
   * @param count packets
   */
  record Drop(String rule, long count) {
    boolean policy() {
      return rule.contains(" -P ");
    }

    /** Whether it drops the word of routers on too large packets. */
    boolean fragmentationNeeded() {
      return rule.contains("--icmp-type 3/4") || rule.contains("fragmentation-needed");
    }

    /** Whether it drops UDP to a port, perhaps among others. */
    boolean udpTo(int port) {
      return rule.contains("-p udp")
          && Pattern.compile("--dports? (?:\\S+,)?" + port + "(?:,|\\s)").matcher(rule).find();
    }

    String line() {
      return rule + "   (" + count + " more packets)";
    }
  }
}
