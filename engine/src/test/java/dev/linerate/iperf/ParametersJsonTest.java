package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersJsonTest {
  private static final Parameters EVERYTHING =
      Parameters.of(Protocol.UDP)
          .withDirection(Direction.BIDIRECTIONAL)
          .withStreams(128)
          .withAmount(new Amount(86_400, 600, 1L << 52, 7))
          .withPace(new Pace(100_000_000_000L, 1000, 200, 1_000_000_000))
          .withBlockBytes(65_507)
          .withSocket(
              new SocketSettings(
                  9216, true, 512 << 20, 255, 0xFFFFF, Optional.of("bbr"), true, true))
          .withUdp(new UdpSettings(true, true, 1448, 65_160, true, 65_535))
          .withPayload(new PayloadSettings(true, 1, true))
          .withServerCore(3)
          .withServerOutput(true)
          .withLabels(
              new Labels(
                  Optional.of("Zürich → 東京"),
                  Optional.of("\"quoted\"\n"),
                  Optional.of("3.12"),
                  Optional.of("dG9rZW4=")));

  @Test
  void whatIsEncodedIsDecoded() throws ProtocolException {
    assertThat(ParametersJson.decode(ParametersJson.encode(EVERYTHING))).isEqualTo(EVERYTHING);
    Parameters plain = Parameters.of(Protocol.TCP);
    assertThat(ParametersJson.decode(ParametersJson.encode(plain))).isEqualTo(plain);
  }

  @Test
  void readsWhatIperf3Sends() throws ProtocolException {
    Parameters read =
        ParametersJson.decode(Fixture.bytes("message-tcp-everything-parameters.json"));

    assertThat(read)
        .isEqualTo(
            Parameters.of(Protocol.TCP)
                .withDirection(Direction.BIDIRECTIONAL)
                .withStreams(2)
                .withAmount(Amount.ofSeconds(1))
                .withPace(new Pace(10_000_000, 10, 500, 1_000_000_000))
                .withSocket(
                    new SocketSettings(
                        1200, true, 65_536, 16, 0, Optional.of("cubic"), false, false))
                .withUdp(UdpSettings.DEFAULT.withWideCounters(true))
                .withPayload(new PayloadSettings(true, 1, false))
                .withServerCore(0)
                .withServerOutput(true)
                .withLabels(
                    new Labels(
                        Optional.of("t"),
                        Optional.of("e"),
                        Optional.of("3.12"),
                        Optional.empty())));
  }

  @Test
  void sendsTheKeysAndValuesThatIperf3Sends() throws ProtocolException {
    for (String name : new String[] {"tcp", "udp", "auth"}) {
      String captured = Fixture.text("message-" + name + "-parameters.json");
      String ours = encode(ParametersJson.decode(captured.getBytes(StandardCharsets.UTF_8)));
      assertThat(FlatJson.of(ours).values()).isEqualTo(FlatJson.of(captured).values());
    }
  }

  @Test
  void sendsTrueOnlyBooleansAndNumbersAsNewReleasesDemand() {
    assertThat(encode(EVERYTHING))
        .contains("\"udp\":true", "\"bidirectional\":true", "\"nodelay\":true", "\"mptcp\":true")
        .contains("\"get_server_output\":1", "\"udp_counters_64bit\":1", "\"dont_fragment\":1")
        .contains("\"repeating_payload\":1", "\"skip_rx_copy\":1", "\"gso\":1", "\"gro\":1")
        .doesNotContain("false", "\"reverse\"", "\"tcp\"");
    assertThat(encode(Parameters.of(Protocol.TCP)))
        .contains("\"num\":0", "\"blockcount\":0")
        .doesNotContain("false", "gso", "nodelay");
  }

  private static String encode(Parameters parameters) {
    return new String(ParametersJson.encode(parameters), StandardCharsets.UTF_8);
  }

  @Test
  void whatIsAbsentIsTheDefault() throws ProtocolException {
    Parameters read = decode("{}");
    assertThat(read.protocol()).isEqualTo(Protocol.TCP);
    assertThat(read.streams()).isEqualTo(1);
    assertThat(read.effectiveBlockBytes()).isEqualTo(131_072);
    assertThat(read.serverCore()).isEqualTo(OptionalInt.empty());
    assertThat(decode("{\"udp\":true}").effectiveBlockBytes()).isEqualTo(1460);
  }

  @Test
  void unknownKeysAndLargeNumbersAsCjsonWritesThemAreFine() throws ProtocolException {
    Parameters read =
        decode(
            "{\"tcp\":true,\"future\":{\"a\":[1,{\"b\":null}]},\"bandwidth\":1e+10,"
                + "\"udp_counters_64bit\":true,\"reverse\":false}");
    assertThat(read.pace().bitsPerSecond()).isEqualTo(10_000_000_000L);
    assertThat(read.udp().wideCounters()).isTrue();
    assertThat(read.direction()).isEqualTo(Direction.FORWARD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "{",
        "{\"tcp\":true",
        "{\"tcp\":true}{}",
        "{\"tcp\":1}",
        "{\"tcp\":true,\"udp\":true}",
        "{\"sctp\":true}",
        "{\"reverse\":true,\"bidirectional\":true}",
        "{\"parallel\":\"2\"}",
        "{\"parallel\":1.5}",
        "{\"parallel\":null}",
        "{\"parallel\":4294967297}",
        "{\"parallel\":99999999999999999999999}",
        "{\"time\":[1]}",
        "{\"num\":1e300}",
        "{\"nodelay\":\"yes\"}",
        "{\"title\":7}",
        "{\"congestion\":\"../../etc/passwd\"}",
        "{\"congestion\":\"\"}",
        "{\"authtoken\":{}}",
        "{\"udp\":true,\"len\":15}",
        "{\"udp\":true,\"len\":65508}",
        "{\"bandwidth\":NaN}",
        "{\"time\":0000000000000000000000000000000000000000000000000000000000000000000001}"
      })
  void refusesWhatIsNoParameters(String json) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> decode(json))
        .matches(e -> e.reason() == ProtocolException.Reason.MALFORMED)
        .withMessageContaining("client");
  }

  @ParameterizedTest
  @CsvSource({
    "omit,0,600",
    "time,0,86400",
    "parallel,1,128",
    "MSS,0,9216",
    "window,0,536870912",
    "len,0,1048576",
    "burst,0,1000",
    "TOS,0,255",
    "flowlabel,0,1048575",
    "zerocopy,0,255",
    "server_affinity,0,8191"
  })
  void refusesWhatIsOutOfRangeAndNamesIt(String key, int least, int most) throws ProtocolException {
    decode("{\"" + key + "\":" + least + "}");
    decode("{\"" + key + "\":" + most + "}");
    for (int wrong : new int[] {least - 1, most + 1}) {
      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> decode("{\"" + key + "\":" + wrong + "}"))
          .withMessageContaining(key)
          .withMessageContaining(String.valueOf(wrong));
    }
  }

  @Test
  void nestingIsBounded() {
    String deep = "{\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode(deep));
  }

  @Test
  void lengthIsBoundedBothWays() {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> decode(" ".repeat(ParametersJson.MAX_BYTES) + "{}"));
    Labels long8k =
        new Labels(
            Optional.empty(), Optional.of("x".repeat(8192)), Optional.empty(), Optional.empty());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encode(Parameters.of(Protocol.TCP).withLabels(long8k)))
        .withMessageContaining("extra data");
  }

  @Test
  void theTokenIsNotPrinted() {
    assertThat(EVERYTHING.toString()).doesNotContain("dG9rZW4=");
  }

  @Test
  void inABidirectionalTestTheClientSendsOnTheFirstStreams() {
    Parameters parameters =
        Parameters.of(Protocol.TCP).withDirection(Direction.BIDIRECTIONAL).withStreams(2);
    assertThat(parameters.totalStreams()).isEqualTo(4);
    assertThat(parameters.clientSends(1)).isTrue();
    assertThat(parameters.clientSends(2)).isFalse();
    assertThat(parameters.withDirection(Direction.REVERSE).clientSends(0)).isFalse();
  }

  private static Parameters decode(String json) throws ProtocolException {
    return ParametersJson.decode(json.getBytes(StandardCharsets.UTF_8));
  }
}
