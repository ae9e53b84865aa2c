package dev.linerate.iperf;

import java.io.IOException;

/** What a server means that says something else than is its turn to say. */
final class UnexpectedState {
  private UnexpectedState() {}

  /**
   * The failure of the test.
   *
   * @param authenticates whether the client showed credentials, which may be the reason
   */
  static IOException failure(ControlState state, ControlChannel channel, boolean authenticates) {
    return switch (state) {
      case ACCESS_DENIED ->
          new PeerEndedException("the server is busy running a test, or does not want this one");
      case SERVER_TERMINATE -> new PeerEndedException("the server has terminated");
      case SERVER_ERROR -> new PeerEndedException(error(channel, authenticates));
      default -> ProtocolException.malformed("the server sent " + state + " out of order");
    };
  }

  /** Some releases close the connection before they have said what it is. */
  private static String error(ControlChannel channel, boolean authenticates) {
    try {
      return channel.readServerError(ControlConnection.message()).describe();
    } catch (IOException e) {
      return authenticates
          ? "the server refused the test; user, password or padding may be wrong"
          : "the server refused the test and did not say why";
    }
  }
}
