package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonOutputTest {
  private static final Pattern OURS =
      Pattern.compile(
          "end\\.peer_results"
              + "|start\\.test_start\\.(bidir|fqrate)"
              + "|intervals\\[]\\.streams\\[]\\.(snd_mss|reorder|delivery_bytes_per_second"
              + "|migrations|out_of_order|duplicates)"
              + "|end\\.streams\\[]\\.udp\\.duplicates");

  /**
   * Where ours differ on purpose. A receiver's TCP_INFO extremes mean nothing; a receiving server's
   * UDP totals are what it received, where 3.12 writes the 0 bytes that it sent; and bytes sent go
   * with the time of sending, where 3.12 gives the receiver's.
   */
  private static final Pattern OWN_VALUE =
      Pattern.compile(
          "end\\.streams\\[\\d+]\\.sender\\.(max|min|mean)_.*"
              + "|end\\.(streams\\[\\d+]\\.udp|sum)\\.(bytes|bits_per_second)"
              + "|end\\.sum(_bidir_reverse)?\\.(end|seconds)"
              + "|start\\.cookie");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp-client",
        "tcp-server",
        "tcp-reverse-client",
        "tcp-reverse-server",
        "tcp-bidir-client",
        "tcp-bidir-server",
        "tcp-streams-client",
        "tcp-streams-server",
        "tcp-bidir-streams-client",
        "tcp-bidir-streams-server",
        "tcp-omit-server",
        "udp-client",
        "udp-server",
        "udp-reverse-client",
        "udp-reverse-server",
        "udp-bidir-client",
        "udp-bidir-server",
        "udp-streams-client",
        "udp-streams-server",
        "udp-streams-reverse-client",
        "udp-streams-reverse-server",
        "udp-bidir-streams-client",
        "udp-bidir-streams-server"
      })
  void hasTheKeysAndValuesOfIperf3(String name) {
    FlatJson captured = FlatJson.of(Fixture.text(name + ".json"));
    FlatJson ours = FlatJson.of(write(CapturedReport.of(captured)));

    Set<String> added = new TreeSet<>(ours.keys());
    added.removeAll(captured.keys());
    assertThat(ours.keys()).containsAll(captured.keys());
    assertThat(added).allMatch(key -> OURS.matcher(key).matches());
    captured.values().forEach((path, value) -> compare(path, value, ours));
  }

  private static void compare(String path, Object expected, FlatJson ours) {
    if (OWN_VALUE.matcher(path).matches()) {
      assertThat(ours.values()).containsKey(path);
    } else if (expected instanceof Double number && number != Math.rint(number)) {
      assertThat(ours.number(path)).as(path).isCloseTo(number, within(Math.abs(number) * 0.006));
    } else {
      assertThat(ours.values().get(path)).as(path).isEqualTo(expected);
    }
  }

  private static String write(TestReport report) {
    StringWriter text = new StringWriter();
    new JsonOutput(text, "linerate", "Linux").ended(report);
    return text.toString();
  }

  /** After the omitted time a client of 3.12 writes a sample with the wrong begin. */
  @Test
  void hasTheKeysOfIperf3WithOmittedTime() {
    FlatJson captured = FlatJson.of(Fixture.text("tcp-omit-client.json"));
    FlatJson ours = FlatJson.of(write(CapturedReport.of(captured)));

    assertThat(ours.keys()).containsAll(captured.keys());
    assertThat(ours.flag("intervals[0].sum.omitted")).isTrue();
    assertThat(ours.flag("intervals[2].sum.omitted")).isFalse();
  }

  @Test
  void handsOnWhatTheServerReported() {
    FlatJson captured = FlatJson.of(Fixture.text("tcp-server-output-server.json"));
    TestReport server = CapturedReport.of(captured);
    TestReport client =
        CapturedReport.of(FlatJson.of(Fixture.text("tcp-server-output-client.json")));

    FlatJson ours = FlatJson.of(write(withOutput(client, JsonOutput.serverOutput(server))));

    assertThat(ours.keys())
        .containsAll(FlatJson.of(Fixture.text("tcp-server-output-client.json")).keys());
    assertThat(ours.number("server_output_json.end.sum_received.bytes"))
        .isEqualTo(captured.number("end.sum_received.bytes"));
  }

  private static TestReport withOutput(TestReport report, ServerOutput output) {
    return new TestReport(
        report.start(),
        report.streams(),
        report.cpu(),
        report.peerCpu(),
        report.congestion(),
        report.peerCongestion(),
        Optional.of(output),
        Optional.of("the client has terminated"),
        List.of("received with a flag"));
  }

  @Test
  void anErrorIsOneKeyBesideTheRest() {
    TestReport report = CapturedReport.of(FlatJson.of(Fixture.text("tcp-client.json")));
    FlatJson ours = FlatJson.of(write(withOutput(report, new ServerOutput.Text("a \"line\"\n"))));

    assertThat(ours.text("error")).isEqualTo("the client has terminated");
    assertThat(ours.text("server_output_text")).isEqualTo("a \"line\"\n");
    assertThat(ours.text("end.linerate_notes[0]")).isEqualTo("received with a flag");
  }

  @Test
  void aTestThatDidNotBeginHasTheDocumentOfIperf3() {
    StringWriter text = new StringWriter();
    FlatJson captured = FlatJson.of(Fixture.text("tcp-refused-client.json"));
    new JsonOutput(text, captured.text("start.version"), captured.text("start.system_info"))
        .failed(captured.text("error"));

    assertThat(text.toString().replaceAll("\\s+", ""))
        .isEqualTo(Fixture.text("tcp-refused-client.json").replaceAll("\\s+", ""));
  }

  @Test
  void streamHasALineForEachEvent() {
    FlatJson captured = FlatJson.of(Fixture.text("udp-bidir-client.json"));
    TestReport report = CapturedReport.of(captured);
    StringWriter text = new StringWriter();
    JsonStreamOutput output = new JsonStreamOutput(text);
    output.started(report.start());
    report.intervals().forEach(output::interval);
    output.ended(withOutput(report, new ServerOutput.Json("{\"start\":{}}")));

    List<FlatJson> lines = text.toString().lines().map(FlatJson::of).toList();
    assertThat(lines)
        .extracting(line -> line.text("event"))
        .startsWith("start", "interval", "interval")
        .endsWith("error", "end", "server_output_json");
    assertThat(lines.getFirst().text("data.cookie")).isEqualTo(captured.text("start.cookie"));
    assertThat(lines.get(1).number("data.sum_bidir_reverse.bytes"))
        .isEqualTo(captured.number("intervals[0].sum_bidir_reverse.bytes"));
    assertThat(lines.get(lines.size() - 2).number("data.sum_sent.packets"))
        .isEqualTo(captured.number("end.sum_sent.packets"));
  }
}
