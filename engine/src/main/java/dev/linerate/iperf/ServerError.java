package dev.linerate.iperf;

/**
 * Why a server gave up, as it tells its client after {@link ControlState#SERVER_ERROR}.
 *
 * @param code iperf3's own error number (i_errno of iperf_api.h)
 * @param errno the operating system's, 0 when it has no part in it
 */
public record ServerError(int code, int errno) {
  public static final int TOTAL_RATE = 27;

  /** Known by iperf3 ≥ 3.18. */
  public static final int DURATION = 37;

  public static final int BAD_MESSAGE = 110;
  public static final int RECEIVING_PARAMETERS = 114;
  public static final int RECEIVING_RESULTS = 117;
  public static final int CLIENT_TERMINATED = 119;
  public static final int SETTING_SEGMENT_SIZE = 123;
  public static final int SETTING_BUFFER = 124;
  public static final int SETTING_CONGESTION = 134;
  public static final int NOT_AUTHORIZED = 142;
  public static final int CREATING_STREAM = 200;

  /** What it means, for a person; the number for those not listed here. */
  public String describe() {
    String meaning =
        switch (code) {
          case TOTAL_RATE -> "the test needs a higher rate than the server allows";
          case DURATION -> "the test takes longer than the server allows";
          case BAD_MESSAGE -> "the server got a message that it does not know";
          case RECEIVING_PARAMETERS -> "the server could not read the parameters of the test";
          case RECEIVING_RESULTS -> "the server could not read the client's results";
          case CLIENT_TERMINATED -> "the server saw the client end early";
          case SETTING_SEGMENT_SIZE -> "the server could not set the segment size";
          case SETTING_BUFFER -> "the server could not set its socket buffers";
          case SETTING_CONGESTION -> "the server could not set the congestion control";
          case NOT_AUTHORIZED -> "the server did not accept user and password";
          case CREATING_STREAM -> "the server could not open a stream";
          default -> "the server gave up with iperf3's error " + code;
        };
    return errno == 0 ? meaning : meaning + " (errno " + errno + ")";
  }
}
