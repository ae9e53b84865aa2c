package dev.linerate.doctor.state;

import java.util.function.Function;

/**
 * A rule of a firewall.
 *
 * @param text as the firewall prints it
 * @param test which packets it is for
 * @param target {@code ACCEPT}, {@code DROP}, {@code REJECT}, {@code RETURN}, or a chain's name;
 *     anything else lets the packet go on to the next rule
 */
record Rule(String text, Function<Packet, Match> test, String target) {
  boolean drops() {
    return target.equals("DROP") || target.equals("REJECT");
  }
}
