package dev.linerate.iperf;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of sockets' ends, for reports. */
final class Endpoints {
  /** Zeros in a row in an address as Java writes it. */
  private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?=:|%|$)");

  private Endpoints() {}

  static Endpoint of(InetSocketAddress address) {
    return new Endpoint(text(address.getAddress()), address.getPort());
  }

  /** As inet_ntop(3) writes it: the longest run of zeros in an IPv6 address is left out. */
  static String text(InetAddress address) {
    String full = address.getHostAddress();
    if (!(address instanceof Inet6Address)) {
      return full;
    }
    Matcher zeros = ZEROS.matcher(full);
    int from = 0;
    int to = 0;
    while (zeros.find()) {
      int start = zeros.start();
      if (count(full, start, zeros.end()) > count(full, from, to)) {
        from = start;
        to = zeros.end();
      }
    }
    if (to == 0) {
      return full;
    }
    String rest = full.substring(to);
    return full.substring(0, from) + (rest.startsWith(":") ? ":" : "::") + rest;
  }

  private static long count(String text, int from, int to) {
    return text.substring(from, to).chars().filter(c -> c == '0').count();
  }
}
