package dev.linerate.doctor.state;

/**
 * What a firewall does with a packet.
 *
 * @param table where it was decided; empty unless dropped
 * @param line the rule or the policy that drops it; empty unless dropped
 * @param byPolicy whether no rule was for it
 */
public record Decision(Outcome outcome, String table, String line, boolean byPolicy) {
  /** From good to bad. */
  public enum Outcome {
    ACCEPTED,
    /** It depends on what cannot be told beforehand. */
    UNSURE,
    DROPPED
  }

  static final Decision ACCEPTED = new Decision(Outcome.ACCEPTED, "", "", false);
  static final Decision UNSURE = new Decision(Outcome.UNSURE, "", "", false);

  static Decision dropped(String table, String line, boolean byPolicy) {
    return new Decision(Outcome.DROPPED, table, line, byPolicy);
  }

  /** Whether a table of nft's drops it: their names begin with a family, {@code inet filter}. */
  public boolean ofNft() {
    return table.contains(" ");
  }

  /** The chain that drops it; empty unless dropped. */
  public String chain() {
    if (byPolicy) {
      return line.substring(1, line.indexOf(' '));
    }
    // a rule of iptables is "-A CHAIN …", one of nft's "FAMILY TABLE CHAIN …"
    String[] words = line.split(" ", 4);
    return words.length < 3 ? "" : words[ofNft() ? 2 : 1];
  }

  public boolean dropped() {
    return outcome == Outcome.DROPPED;
  }
}
