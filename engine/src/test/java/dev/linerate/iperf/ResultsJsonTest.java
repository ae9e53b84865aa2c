package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsJsonTest {
  private static final StreamResult STREAM =
      new StreamResult(
          1,
          1L << 50,
          OptionalLong.of(7),
          0.000_012_5,
          5,
          100,
          Optional.of(new StreamResult.Omitted(2, 40)),
          OptionalDouble.of(0),
          OptionalDouble.of(10.000_1));

  @Test
  void whatIsEncodedIsDecoded() throws ProtocolException {
    Results results =
        new Results(
            new CpuUse(130.5, 30, 100.5),
            Optional.of(true),
            Optional.of("cubic"),
            List.of(STREAM, unknownRetransmits(3)),
            Optional.of(new ServerOutput.Text("a\n\"b\"\n")));
    assertThat(ResultsJson.decode(ResultsJson.encode(results), 2)).isEqualTo(results);
  }

  private static StreamResult unknownRetransmits(int id) {
    return new StreamResult(
        id,
        0,
        OptionalLong.empty(),
        0,
        0,
        0,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  @Test
  void unknownIsMinusOneOnTheWire() {
    String json =
        new String(
            ResultsJson.encode(
                new Results(
                    CpuUse.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(unknownRetransmits(1)),
                    Optional.empty())),
            StandardCharsets.UTF_8);
    assertThat(json)
        .contains("\"sender_has_retransmits\":-1", "\"retransmits\":-1")
        .doesNotContain("omitted", "start_time", "congestion_used");
  }

  @Test
  void readsWhatIperf3SendsWithItsWayOfWritingMinusOne() throws ProtocolException {
    Results client =
        ResultsJson.decode(Fixture.bytes("message-tcp-everything-client-results.json"), 4);
    Results server =
        ResultsJson.decode(Fixture.bytes("message-tcp-everything-server-results.json"), 4);

    assertThat(client.streams()).extracting(StreamResult::id).containsExactly(1, 3, 4, 5);
    assertThat(client.streams())
        .extracting(StreamResult::retransmits)
        .containsExactly(
            OptionalLong.of(0), OptionalLong.of(0), OptionalLong.empty(), OptionalLong.empty());
    assertThat(server.streams().getFirst().retransmits()).isEmpty();
    assertThat(client.senderHasRetransmits()).contains(true);
    assertThat(server.congestion()).contains("cubic");
    assertThat(server.output())
        .get()
        .isInstanceOfSatisfying(
            ServerOutput.Text.class,
            output -> assertThat(output.text()).startsWith("Accepted connection from 127.0.0.1"));
  }

  @Test
  void aReceiverDoesNotKnowOfRetransmits() throws ProtocolException {
    Results server = ResultsJson.decode(Fixture.bytes("message-tcp-server-results.json"), 1);
    Results client = ResultsJson.decode(Fixture.bytes("message-udp-client-results.json"), 2);
    assertThat(server.senderHasRetransmits()).isEmpty();
    assertThat(client.senderHasRetransmits()).isEmpty();
    assertThat(client.streams().getFirst().measuredPackets()).isEqualTo(39);
  }

  @Test
  void theServersJsonKeepsItsText() throws ProtocolException {
    String report = "{\"start\":{\"a\":[1,2.5,null,true,\"x\\n\"]},\"end\":{}}";
    Results results =
        new Results(
            CpuUse.NONE,
            Optional.empty(),
            Optional.empty(),
            List.of(STREAM),
            Optional.of(new ServerOutput.Json(report)));
    assertThat(ResultsJson.decode(ResultsJson.encode(results), 1)).isEqualTo(results);
  }

  @Test
  void omittedCountsAreTakenOff() {
    assertThat(STREAM.measuredErrors()).isEqualTo(3);
    assertThat(STREAM.measuredPackets()).isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"id\":1,|                        | \"id\"",
        "\"id\":1|\"id\":2                 | stream 2",
        "\"id\":1|\"id\":3                 | stream 3",
        "\"id\":1|\"id\":-2147483648       | stream -2147483648",
        "\"bytes\":8|\"bytes\":-8          | \"bytes\"",
        "\"bytes\":8|\"bytes\":1e30        | \"bytes\"",
        "\"jitter\":0|\"jitter\":-1        | \"jitter\"",
        "\"jitter\":0|\"jitter\":1e999     | \"jitter\"",
        "\"errors\":0|\"errors\":0,\"omitted_errors\":0 | omitted_packets",
        "\"cpu_util_user\":0,|             | cpu_util_user",
        "\"streams\":[|\"streams\":7,\"x\":[ | \"streams\"",
        "\"streams\":[|\"streams\":[7,     | \"streams\"",
        "\"streams\":[|\"streams\":[],\"x\":[ | 0 streams",
        "\"sender_has_retransmits\":1|\"sender_has_retransmits\":{} | sender_has_retransmits",
        "\"cpu_util_total\":0|\"cpu_util_total\":0,\"server_output_json\":[] | server_output_json"
      })
  void refusesResultsThatDoNotFit(String from, String to, String said) throws ProtocolException {
    String right =
        "{\"cpu_util_total\":0,\"cpu_util_user\":0,\"cpu_util_system\":null,"
            + "\"sender_has_retransmits\":1,\"streams\":[{\"id\":1,\"bytes\":8,"
            + "\"retransmits\":-1,\"jitter\":0,\"errors\":0,\"packets\":0}]}";
    assertThat(decode(right, 1).streams()).hasSize(1);
    String wrong = right.replace(from, to == null ? "" : to);
    assertThat(wrong).isNotEqualTo(right);
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> decode(wrong, 1))
        .withMessageContaining(said);
  }

  @Test
  void refusesAStreamTwice() {
    Results twice =
        new Results(
            CpuUse.NONE,
            Optional.empty(),
            Optional.empty(),
            List.of(STREAM, STREAM),
            Optional.empty());
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> ResultsJson.decode(ResultsJson.encode(twice), 2))
        .withMessageContaining("stream 1");
  }

  @Test
  void idsLeaveOutTwo() {
    assertThat(IntStream.range(0, 5).map(StreamIds::of)).containsExactly(1, 3, 4, 5, 6);
    assertThat(IntStream.range(0, 300)).allMatch(i -> StreamIds.index(StreamIds.of(i)) == i);
    assertThat(IntStream.of(-5, 0, 2)).allMatch(id -> StreamIds.index(id) < 0);
  }

  private static Results decode(String json, int streams) throws ProtocolException {
    return ResultsJson.decode(json.getBytes(StandardCharsets.UTF_8), streams);
  }
}
