package dev.linerate.iperf;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Which kind of IP addresses are used. */
public enum AddressFamily {
  ANY,
  /** {@code -4}. */
  IPV4,
  /** {@code -6}. */
  IPV6;

  boolean has(InetAddress address) {
    return switch (this) {
      case ANY -> true;
      case IPV4 -> address instanceof Inet4Address;
      case IPV6 -> address instanceof Inet6Address;
    };
  }
}
