package dev.linerate.iperf;

import static dev.linerate.iperf.ProtocolException.Reason.CLOSED;
import static dev.linerate.iperf.ProtocolException.Reason.MALFORMED;
import static dev.linerate.iperf.ProtocolException.Reason.TIMED_OUT;
import static dev.linerate.iperf.ProtocolException.Reason.TRUNCATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlChannelTest {
  private static final Deadline SOON = Deadline.after(Duration.ofSeconds(5));

  /** What one side sent, read by the other. */
  private static ControlChannel peerOf(ScriptedTransport sender) {
    return new ControlChannel(ScriptedTransport.closing(sender.sent()));
  }

  @Test
  void messagesArriveAsTheyWereSent() throws IOException {
    ScriptedTransport transport = ScriptedTransport.closing();
    ControlChannel channel = new ControlChannel(transport);
    Cookie cookie = Cookie.random();
    Parameters parameters = Parameters.of(Protocol.UDP).withStreams(2);
    channel.sendCookie(cookie, SOON);
    channel.sendParameters(parameters, SOON);
    channel.sendState(ControlState.TEST_RUNNING, SOON);
    channel.sendServerError(new ServerError(ServerError.NOT_AUTHORIZED, 13), SOON);

    ControlChannel peer = peerOf(transport);
    assertThat(peer.readCookie(SOON)).isEqualTo(cookie);
    assertThat(peer.readParameters(SOON)).isEqualTo(parameters);
    assertThat(peer.readState(SOON)).isEqualTo(ControlState.TEST_RUNNING);
    assertThat(peer.readState(SOON)).isEqualTo(ControlState.SERVER_ERROR);
    assertThat(peer.readServerError(SOON).describe())
        .isEqualTo("the server did not accept user and password (errno 13)");
    fails(CLOSED, () -> peer.readState(SOON));
  }

  @Test
  void resultsLongerThanAChunkArriveWhole() throws IOException {
    Results results =
        new Results(
            CpuUse.NONE,
            Optional.empty(),
            Optional.empty(),
            IntStream.range(0, 256).mapToObj(ControlChannelTest::stream).toList(),
            Optional.of(new ServerOutput.Text("line\n".repeat(100_000))));
    ScriptedTransport transport = ScriptedTransport.closing();
    new ControlChannel(transport).sendResults(results, SOON);

    assertThat(peerOf(transport).readResults(256, ResultsJson.MAX_BYTES_FROM_SERVER, SOON))
        .isEqualTo(results);
  }

  private static StreamResult stream(int index) {
    return new StreamResult(
        StreamIds.of(index),
        index,
        OptionalLong.empty(),
        0,
        0,
        0,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  @Test
  void statesHaveTheBytesOfIperf3() throws IOException {
    ScriptedTransport transport = ScriptedTransport.closing();
    ControlChannel channel = new ControlChannel(transport);
    for (ControlState state : ControlState.values()) {
      channel.sendState(state, SOON);
    }
    assertThat(transport.sent()).containsExactly(1, 2, 4, 9, 10, 11, 12, 13, 14, 15, 16, -1, -2);
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 3, 5, 17, 127, -3, -128})
  void otherStatesAreRefused(byte code) {
    fails(MALFORMED, () -> channel(ScriptedTransport.closing(code)).readState(SOON))
        .withMessageContaining(" " + code + ",");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 8193})
  void lengthsOutOfBoundsAreRefusedBeforeAnythingIsRead(int length) {
    byte[] bytes = ByteBuffer.allocate(100).putInt(length).array();
    ScriptedTransport transport = ScriptedTransport.closing(bytes);
    fails(MALFORMED, () -> channel(transport).readParameters(SOON))
        .withMessageContaining(String.valueOf(Integer.toUnsignedLong(length)));
    assertThat(transport.unread()).isEqualTo(96);
  }

  @Test
  void anAnnouncedLengthClaimsNoMemoryAtOnce() {
    byte[] header = ByteBuffer.allocate(4).putInt(ResultsJson.MAX_BYTES_FROM_SERVER).array();
    ScriptedTransport transport = ScriptedTransport.closing(header);
    fails(
        TRUNCATED,
        () -> channel(transport).readResults(1, ResultsJson.MAX_BYTES_FROM_SERVER, SOON));
    assertThat(transport.largestRead()).isLessThanOrEqualTo(64 << 10);
  }

  @Test
  void everyTruncationIsToldFromATimeOut() throws IOException {
    ScriptedTransport whole = ScriptedTransport.closing();
    new ControlChannel(whole).sendParameters(Parameters.of(Protocol.TCP), SOON);
    for (int length = 0; length < whole.sent().length; length++) {
      byte[] part = Arrays.copyOf(whole.sent(), length);
      fails(
          length == 0 ? CLOSED : TRUNCATED,
          () -> channel(ScriptedTransport.closing(part)).readParameters(SOON));
      fails(TIMED_OUT, () -> channel(ScriptedTransport.stalling(part)).readParameters(SOON));
    }
  }

  @Test
  void aServerErrorWithoutItsNumbersIsTruncated() {
    fails(TRUNCATED, () -> channel(ScriptedTransport.closing()).readServerError(SOON));
  }

  @Test
  void aPeerThatTakesNothingTimesOut() {
    fails(
            TIMED_OUT,
            () ->
                channel(ScriptedTransport.closing().deaf()).sendState(ControlState.TEST_END, SOON))
        .withMessageContaining("TEST_END");
  }

  @Test
  void cookiesAreOpaque() throws IOException {
    byte[] odd = new byte[Cookie.LENGTH];
    Arrays.fill(odd, (byte) 0x1b);
    Cookie cookie = channel(ScriptedTransport.closing(odd)).readCookie(SOON);
    assertThat(cookie.bytes()).isEqualTo(odd);
    assertThat(cookie).hasToString("?".repeat(36)).isNotEqualTo(Cookie.random());
    fails(TRUNCATED, () -> channel(ScriptedTransport.closing(new byte[36])).readCookie(SOON));
    assertThatIllegalArgumentException().isThrownBy(() -> Cookie.of(new byte[38]));
  }

  @Test
  void ownCookiesHaveTheFormOfIperf3() {
    List<Cookie> cookies = IntStream.range(0, 50).mapToObj(i -> Cookie.random()).toList();
    assertThat(cookies).doesNotHaveDuplicates();
    assertThat(cookies)
        .allMatch(cookie -> cookie.toString().matches("[a-z2-7]{36}"))
        .allMatch(cookie -> cookie.bytes()[36] == 0);
  }

  @Test
  void deadlinesDoNotOverflow() {
    Deadline never = Deadline.from(Long.MAX_VALUE - 5, Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(never.remaining(Long.MAX_VALUE - 5)).isGreaterThan(Duration.ofDays(36_000));
    Deadline soon = Deadline.from(100, Duration.ofNanos(50));
    assertThat(soon.remaining(120)).isEqualTo(Duration.ofNanos(30));
    assertThat(soon.remaining(200)).isZero();
    assertThat(Deadline.from(7, Duration.ofSeconds(-1)).remaining(7)).isZero();
  }

  private static ControlChannel channel(ScriptedTransport transport) {
    return new ControlChannel(transport);
  }

  private static ThrowableAssertAlternative<ProtocolException> fails(
      ProtocolException.Reason reason, ThrowingCallable call) {
    return assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(call)
        .matches(e -> e.reason() == reason, "reason " + reason);
  }
}
