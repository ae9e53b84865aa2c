package dev.linerate.linux;

/**
 * Socket options with an int as their value (socket(7), tcp(7), udp(7), ip(7), ipv6(7)).
 *
 * @param level SOL_SOCKET, IPPROTO_TCP, …
 * @param name number of the option
 * @param word as the manual calls it
 */
public record SocketOption(int level, int name, String word) {
  private static final int SOL_SOCKET = 1;
  private static final int IPPROTO_IP = 0;
  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_UDP = 17;
  private static final int IPPROTO_IPV6 = 41;

  public static final SocketOption SO_REUSEADDR = new SocketOption(SOL_SOCKET, 2, "SO_REUSEADDR");
  public static final SocketOption SO_ERROR = new SocketOption(SOL_SOCKET, 4, "SO_ERROR");
  public static final SocketOption SO_SNDBUF = new SocketOption(SOL_SOCKET, 7, "SO_SNDBUF");
  public static final SocketOption SO_RCVBUF = new SocketOption(SOL_SOCKET, 8, "SO_RCVBUF");
  public static final SocketOption SO_PRIORITY = new SocketOption(SOL_SOCKET, 12, "SO_PRIORITY");

  /** Receivers learn when the kernel took each datagram from the device. */
  public static final SocketOption SO_TIMESTAMPNS =
      new SocketOption(SOL_SOCKET, 35, "SO_TIMESTAMPNS");

  /** Receivers learn how many datagrams their socket dropped for want of buffer. */
  public static final SocketOption SO_RXQ_OVFL = new SocketOption(SOL_SOCKET, 40, "SO_RXQ_OVFL");

  /** Bytes per second; 32 bits, so 34 Gbit/s at most by this one. */
  public static final SocketOption SO_MAX_PACING_RATE =
      new SocketOption(SOL_SOCKET, 47, "SO_MAX_PACING_RATE");

  public static final SocketOption TCP_NODELAY = new SocketOption(IPPROTO_TCP, 1, "TCP_NODELAY");
  public static final SocketOption TCP_MAXSEG = new SocketOption(IPPROTO_TCP, 2, "TCP_MAXSEG");
  public static final SocketOption TCP_USER_TIMEOUT =
      new SocketOption(IPPROTO_TCP, 18, "TCP_USER_TIMEOUT");

  /** Bytes of payload a datagram, when one send makes several of them. */
  public static final SocketOption UDP_SEGMENT = new SocketOption(IPPROTO_UDP, 103, "UDP_SEGMENT");

  public static final SocketOption UDP_GRO = new SocketOption(IPPROTO_UDP, 104, "UDP_GRO");
  public static final SocketOption IP_TOS = new SocketOption(IPPROTO_IP, 1, "IP_TOS");
  public static final SocketOption IP_MTU_DISCOVER =
      new SocketOption(IPPROTO_IP, 10, "IP_MTU_DISCOVER");
  public static final SocketOption IPV6_MTU_DISCOVER =
      new SocketOption(IPPROTO_IPV6, 23, "IPV6_MTU_DISCOVER");
  public static final SocketOption IPV6_V6ONLY = new SocketOption(IPPROTO_IPV6, 26, "IPV6_V6ONLY");
  public static final SocketOption IPV6_TCLASS = new SocketOption(IPPROTO_IPV6, 67, "IPV6_TCLASS");

  /** Value of the two MTU_DISCOVER options: set the don't-fragment bit, use no path MTU. */
  public static final int PMTUDISC_PROBE = 3;
}
