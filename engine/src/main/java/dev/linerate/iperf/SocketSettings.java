package dev.linerate.iperf;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Options that both ends set on their data sockets. 0 leaves the kernel's own.
 *
 * @param segmentSize TCP_MAXSEG, bytes
 * @param noDelay TCP_NODELAY
 * @param bufferBytes SO_SNDBUF and SO_RCVBUF ({@code -w})
 * @param typeOfService IP TOS or IPv6 traffic class, 0 … 255
 * @param flowLabel IPv6's, 20 bits
 * @param congestion name of the congestion control, TCP_CONGESTION
 * @param multipath MPTCP
 * @param dontFragment the DF bit of UDP over IPv4
 */
public record SocketSettings(
    int segmentSize,
    boolean noDelay,
    int bufferBytes,
    int typeOfService,
    int flowLabel,
    Optional<String> congestion,
    boolean multipath,
    boolean dontFragment) {
  public static final int MAX_SEGMENT_SIZE = 9216;
  public static final int MAX_BUFFER_BYTES = 512 << 20;

  /** The kernel's own settings. */
  public static final SocketSettings DEFAULT =
      new SocketSettings(0, false, 0, 0, 0, Optional.empty(), false, false);

  /** TCP_CA_NAME_MAX is 16 with the NUL. */
  private static final Pattern CONGESTION = Pattern.compile("[A-Za-z0-9_-]{1,15}");

  public SocketSettings {
    Limit.range("MSS", segmentSize, 0, MAX_SEGMENT_SIZE);
    Limit.range("window", bufferBytes, 0, MAX_BUFFER_BYTES);
    Limit.range("TOS", typeOfService, 0, 255);
    Limit.range("flowlabel", flowLabel, 0, 0xFFFFF);
    if (congestion.isPresent() && !CONGESTION.matcher(congestion.get()).matches()) {
      throw new IllegalArgumentException("congestion is no name of a congestion control");
    }
  }
}
