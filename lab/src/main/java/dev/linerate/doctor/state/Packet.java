package dev.linerate.doctor.state;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The first packet of a connection, as a firewall sees it. What is empty is not known, and rules
 * that ask for it are undecided.
 *
 * @param in interface it came in on; empty for one that the host itself sends
 * @param out interface it leaves by; empty for one that the host itself takes
 * @param protocol {@code tcp}, {@code udp}
 */
public record Packet(
    Optional<String> in,
    Optional<String> out,
    String protocol,
    OptionalInt destinationPort,
    Optional<Prefix> source,
    Optional<Prefix> destination) {
  /** One that is forwarded between interfaces, of no particular port. */
  public static Packet forwarded(String in, String out) {
    return new Packet(
        Optional.of(in),
        Optional.of(out),
        "tcp",
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** One that comes in for the host itself. */
  public static Packet incoming(String in, String protocol, int port) {
    return new Packet(
        Optional.of(in),
        Optional.empty(),
        protocol,
        OptionalInt.of(port),
        Optional.empty(),
        Optional.empty());
  }

  /** One that the host itself sends. */
  public static Packet outgoing(String out, String protocol, int port) {
    return new Packet(
        Optional.empty(),
        Optional.of(out),
        protocol,
        OptionalInt.of(port),
        Optional.empty(),
        Optional.empty());
  }
}
