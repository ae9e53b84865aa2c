package dev.linerate.iperf;

import java.io.IOException;
import java.time.Duration;

/** A client's side of the states: what its server must say next, and the client's last word. */
final class ServerStates {
  /** How long a server may take to say what is its turn to say. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private final ControlConnection control;
  private final boolean authenticates;

  /**
   * The states of one test.
   *
   * @param authenticates whether the client shows credentials, which may be why it is refused
   */
  ServerStates(ControlConnection control, boolean authenticates) {
    this.control = control;
    this.authenticates = authenticates;
  }

  /**
   * Waits for a state, unless the test is cancelled.
   *
   * @throws IOException when the server says another
   */
  void expect(ControlState wanted) throws IOException {
    require(wanted, control.next(LIMIT));
  }

  /** The same where this end is ending the test anyway. */
  void expectToEnd(ControlState wanted) throws IOException {
    require(wanted, control.channel().readState(Deadline.after(LIMIT)));
  }

  private void require(ControlState wanted, ControlState came) throws IOException {
    if (came != wanted) {
      throw unexpected(came);
    }
  }

  /** What a server means that says something else than is its turn to say. */
  IOException unexpected(ControlState state) {
    return switch (state) {
      case ACCESS_DENIED ->
          new PeerEndedException("the server is busy running a test, or does not want this one");
      case SERVER_TERMINATE -> new PeerEndedException("the server has terminated");
      case SERVER_ERROR -> new PeerEndedException(error());
      default -> ProtocolException.malformed("the server sent " + state + " out of order");
    };
  }

  /** Some releases close the connection before they have said what it is. */
  private String error() {
    try {
      return control.channel().readServerError(ControlConnection.message()).describe();
    } catch (IOException e) {
      return authenticates
          ? "the server refused the test; user, password or padding may be wrong"
          : "the server refused the test and did not say why";
    }
  }

  /** Tells the server that the client ends the test. */
  void terminate() {
    try {
      control.send(ControlState.CLIENT_TERMINATE);
    } catch (IOException e) {
      // the connection has broken: the server knows
    }
  }
}
