package dev.linerate.linux;

import java.util.Optional;

/**
 * What came back for an echo request (RFC 792).
 *
 * @param from IPv4 address of whoever answered; empty when nobody did
 * @param mtu what a router said it passes, bytes (RFC 1191); 0 where none did
 */
public record EchoReply(Kind kind, String from, int mtu) {
  /** How an echo request ended. */
  public enum Kind {
    /** It was answered. */
    ANSWERED,
    /** Nobody said anything in time. */
    LOST,
    /** It was larger than the MTU of the own interface, and was not sent. */
    TOO_LARGE_HERE,
    /** A router said that it does not pass packets so large. */
    TOO_LARGE_THERE,
    /** A router said that its time to live was over. */
    EXPIRED,
    /** A router or the own kernel said that there is no way. */
    UNREACHABLE
  }

  private static final int ECHO_REPLY = 0;
  private static final int ECHO_REQUEST = 8;
  private static final int DESTINATION_UNREACHABLE = 3;
  private static final int TIME_EXCEEDED = 11;
  private static final int FRAGMENTATION_NEEDED = 4;
  private static final int ICMP_HEADER = 8;
  private static final int SHORTEST_IP_HEADER = 20;

  static final EchoReply LOST = new EchoReply(Kind.LOST, "", 0);

  static EchoReply here(Kind kind) {
    return new EchoReply(kind, "", 0);
  }

  public boolean answered() {
    return kind == Kind.ANSWERED;
  }

  /**
   * Reads a packet that a raw socket received, IP header and all.
   *
   * @return empty when it is not about the request of this identifier and number
   */
  static Optional<EchoReply> parse(byte[] packet, int length, int identifier, int number) {
    int icmp = headerEnd(packet, 0, length);
    if (icmp < 0 || icmp + ICMP_HEADER > length) {
      return Optional.empty();
    }
    int type = packet[icmp] & 0xff;
    if (type == ECHO_REPLY) {
      return about(packet, icmp, identifier, number)
          ? Optional.of(new EchoReply(Kind.ANSWERED, sender(packet), 0))
          : Optional.empty();
    }
    if (type != DESTINATION_UNREACHABLE && type != TIME_EXCEEDED) {
      return Optional.empty();
    }
    int inner = headerEnd(packet, icmp + ICMP_HEADER, length);
    boolean ours =
        inner >= 0
            && inner + ICMP_HEADER <= length
            && (packet[inner] & 0xff) == ECHO_REQUEST
            && about(packet, inner, identifier, number);
    return ours ? Optional.of(error(packet, icmp, type)) : Optional.empty();
  }

  private static EchoReply error(byte[] packet, int icmp, int type) {
    String from = sender(packet);
    if (type == TIME_EXCEEDED) {
      return new EchoReply(Kind.EXPIRED, from, 0);
    }
    return (packet[icmp + 1] & 0xff) == FRAGMENTATION_NEEDED
        ? new EchoReply(Kind.TOO_LARGE_THERE, from, number(packet, icmp + 6))
        : new EchoReply(Kind.UNREACHABLE, from, 0);
  }

  /** Where the IP header at an offset ends; −1 when there is none. */
  private static int headerEnd(byte[] packet, int start, int length) {
    if (start + SHORTEST_IP_HEADER > length || packet[start] >> 4 != 4) {
      return -1;
    }
    int end = start + (packet[start] & 0x0f) * 4;
    return end >= start + SHORTEST_IP_HEADER ? end : -1;
  }

  private static boolean about(byte[] packet, int icmp, int identifier, int number) {
    return number(packet, icmp + 4) == identifier && number(packet, icmp + 6) == number;
  }

  private static int number(byte[] packet, int at) {
    return ((packet[at] & 0xff) << 8) | (packet[at + 1] & 0xff);
  }

  private static String sender(byte[] packet) {
    return "%d.%d.%d.%d"
        .formatted(packet[12] & 0xff, packet[13] & 0xff, packet[14] & 0xff, packet[15] & 0xff);
  }
}
