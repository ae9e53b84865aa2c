package dev.linerate.doctor.state;

import java.util.Optional;

/** Interfaces in rules. */
final class Interfaces {
  private Interfaces() {}

  /**
   * Whether a rule's interface is a packet's.
   *
   * @param wanted a name, or the beginning of one and {@code +} (iptables) or {@code *} (nft)
   * @param of the packet's; a packet without one is for no rule that names one
   */
  static Match match(String wanted, Optional<String> of) {
    if (wanted.endsWith("+") || wanted.endsWith("*")) {
      String beginning = wanted.substring(0, wanted.length() - 1);
      return Match.of(of.filter(name -> name.startsWith(beginning)).isPresent());
    }
    return Match.of(of.filter(wanted::equals).isPresent());
  }
}
