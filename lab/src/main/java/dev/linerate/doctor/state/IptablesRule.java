package dev.linerate.doctor.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of iptables-save(8): {@code -A FORWARD -i docker0 ! -o docker0 -j ACCEPT}.
 *
 * @param chain the chain it is in
 */
record IptablesRule(String chain, Rule rule) {
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

  /** They say nothing about which packets the rule is for. */
  private static final Set<String> HARMLESS =
      Set.of("-m", "--comment", "--to-destination", "--reject-with", "--log-prefix", "--set-xmark");

  static IptablesRule parse(String line) {
    Deque<String> words = words(line);
    String chain = "";
    String target = "";
    List<Function<Packet, Match>> tests = new ArrayList<>();
    boolean negate = false;
    while (!words.isEmpty()) {
      String option = words.pop();
      switch (option) {
        case "!" -> negate = true;
        case "-A" -> chain = next(words);
        case "-j", "-g" -> target = next(words);
        default -> {
          tests.add(test(option, next(words), negate));
          negate = false;
        }
      }
    }
    return new IptablesRule(chain, new Rule(line, all(tests), target));
  }

  private static Deque<String> words(String line) {
    Deque<String> words = new ArrayDeque<>();
    Matcher m = WORD.matcher(line);
    while (m.find()) {
      words.add(m.group(1) == null ? m.group(2) : m.group(1));
    }
    return words;
  }

  private static String next(Deque<String> words) {
    return words.isEmpty() ? "" : words.pop();
  }

  private static Function<Packet, Match> all(List<Function<Packet, Match>> tests) {
    return packet -> tests.stream().map(test -> test.apply(packet)).reduce(Match.YES, Match::and);
  }

  private static Function<Packet, Match> test(String option, String value, boolean negate) {
    Function<Packet, Match> plain =
        switch (option) {
          case "-i" -> packet -> Interfaces.match(value, packet.in());
          case "-o" -> packet -> Interfaces.match(value, packet.out());
          case "-p" -> packet -> protocol(value, packet);
          case "-s" -> packet -> address(value, packet.source());
          case "-d" -> packet -> address(value, packet.destination());
          case "--dport", "--dports" -> packet -> Ports.match(value, packet.destinationPort());
          case "--ctstate", "--state" ->
              _ -> Match.of(List.of(value.split(",", -1)).contains("NEW"));
          default -> HARMLESS.contains(option) ? _ -> Match.YES : _ -> Match.UNSURE;
        };
    // what a rule's match is negated for must not turn "no matter" into "never"
    return HARMLESS.contains(option) ? plain : packet -> plain.apply(packet).negated(negate);
  }

  private static Match protocol(String value, Packet packet) {
    return value.equals("all") ? Match.YES : Match.of(value.equals(packet.protocol()));
  }

  private static Match address(String value, Optional<Prefix> known) {
    Optional<Prefix> prefix = Prefix.parse(value);
    return prefix.isEmpty() ? Match.UNSURE : Match.of(known, prefix.get()::contains);
  }
}
