package dev.linerate.lab;

import dev.linerate.fault.LinerateException;
import dev.linerate.plan.LinkSpec;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Mtu;
import java.util.List;

/**
 * What a lab looks like.
 *
 * @param hosts how many, 1 … 64
 */
public record LabSpec(int hosts, LinkSpec link) {
  static final int MOST_HOSTS = 64;

  public LabSpec {
    if (hosts < 1 || hosts > MOST_HOSTS) {
      throw LinerateException.user(
          "a lab has 1 to " + MOST_HOSTS + " hosts, not " + hosts, "Give another number");
    }
  }

  /** Three machines on 1 Gbit/s Ethernet, as in the study. */
  public static final LabSpec STUDY = new LabSpec(3, LinkSpec.GIGABIT);

  /** The line written beside the journal: {@code 3 1000000000 1500}. */
  String line() {
    return hosts + " " + link.rate().plain() + " " + link.mtu();
  }

  static LabSpec parse(String line) {
    List<String> words = List.of(line.strip().split(" ", -1));
    return new LabSpec(
        Integer.parseInt(words.get(0)),
        new LinkSpec(BitRate.parse(words.get(1)), new Mtu(Integer.parseInt(words.get(2)))));
  }
}
