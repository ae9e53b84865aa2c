package dev.linerate.iperf;

import java.time.Instant;
import java.util.List;

/**
 * What one role knows when the data begins to flow.
 *
 * @param version of the program: {@code iperf 3.12} in iperf3's own reports
 * @param systemInfo kernel and machine, as {@code uname -a} tells them
 * @param peer for a client what it connected to, for a server whom it accepted
 * @param controlSegmentSize MSS of the control connection, bytes; 0 when not known
 * @param sendBufferBytes SO_SNDBUF of the first data socket, as the kernel set it
 * @param receiveBufferBytes its SO_RCVBUF
 */
public record TestStart(
    Role role,
    String version,
    String systemInfo,
    Instant time,
    Endpoint peer,
    Cookie cookie,
    int controlSegmentSize,
    int sendBufferBytes,
    int receiveBufferBytes,
    Parameters parameters,
    List<StreamInfo> streams) {

  public TestStart {
    streams = List.copyOf(streams);
  }

  boolean bidirectional() {
    return parameters.direction() == Direction.BIDIRECTIONAL;
  }

  /**
   * The groups that are summed up, each as this role's part in it: whether it sends. In a
   * bidirectional test what the client sends comes first, for either role.
   */
  List<Boolean> groups() {
    boolean client = role == Role.CLIENT;
    return switch (parameters.direction()) {
      case FORWARD -> List.of(client);
      case REVERSE -> List.of(!client);
      case BIDIRECTIONAL -> List.of(client, !client);
    };
  }
}
