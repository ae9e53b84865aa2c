package dev.linerate.iperf;

/** The states one side tells the other on the control connection, one signed byte each. */
public enum ControlState {
  TEST_START(1),
  TEST_RUNNING(2),
  TEST_END(4),
  PARAM_EXCHANGE(9),
  CREATE_STREAMS(10),
  SERVER_TERMINATE(11),
  CLIENT_TERMINATE(12),
  EXCHANGE_RESULTS(13),
  DISPLAY_RESULTS(14),
  IPERF_START(15),
  IPERF_DONE(16),
  /** The server is busy, or the cookie is not one it knows. */
  ACCESS_DENIED(-1),
  /** Followed by a {@link ServerError}. */
  SERVER_ERROR(-2);

  private final byte code;

  ControlState(int code) {
    this.code = (byte) code;
  }

  public byte code() {
    return code;
  }

  /**
   * The state of a byte read from the wire.
   *
   * @throws ProtocolException when there is none
   */
  public static ControlState of(byte code) throws ProtocolException {
    for (ControlState state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    throw ProtocolException.malformed(
        "the peer sent the state " + code + ", which iperf3's protocol does not have");
  }
}
