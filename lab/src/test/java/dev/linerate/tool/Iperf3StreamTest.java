package dev.linerate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.result.Interval;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Iperf3StreamTest {
  private static EndReport streamed(String name, End role) {
    Iperf3Stream stream = new Iperf3Stream(role);
    Fixture.text(name).lines().forEach(stream::accept);
    return stream.report();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "tcp-reverse", "tcp-bidir", "udp-loss"})
  void saysTheSameAsTheDocument(String trial) {
    EndReport client = streamed("iperf3-3.17.1-" + trial + "-client.jsonl", End.CLIENT);
    EndReport server = streamed("iperf3-3.17.1-" + trial + "-server.jsonl", End.SERVER);

    assertThat(client.version()).contains("iperf 3.17.1");
    assertThat(client.failure()).isEmpty();
    assertThat(client.intervals()).isEqualTo(Fixture.client("3.12-" + trial).intervals());
    assertThat(server.intervals()).isEqualTo(Fixture.server("3.12-" + trial).intervals());
    assertThat(TrialTotals.of(client, server))
        .isEqualTo(
            TrialTotals.of(Fixture.client("3.12-" + trial), Fixture.server("3.12-" + trial)));
  }

  @Test
  void givesSamplesLineByLine() {
    Iperf3Stream stream = new Iperf3Stream(End.CLIENT);
    List<Integer> samples = new ArrayList<>();
    Fixture.text("iperf3-3.17.1-tcp-bidir-client.jsonl")
        .lines()
        .forEach(line -> samples.add(stream.accept(line).size()));

    assertThat(samples).containsExactly(0, 2, 2, 2, 2, 0);
  }

  @Test
  void errorEventIsTheFailure() {
    assertThat(streamed("iperf3-3.17.1-refused-client.jsonl", End.CLIENT).failure())
        .contains("unable to connect to server: Connection refused");
  }

  @Test
  void unknownEventsAndEmptyLinesArePassedOver() {
    Iperf3Stream stream = new Iperf3Stream(End.CLIENT);
    assertThat(stream.accept("{\"event\":\"weather\",\"data\":[1]}")).isEmpty();
    assertThat(stream.accept("")).isEmpty();
    Fixture.text("iperf3-3.17.1-tcp-client.jsonl").lines().forEach(stream::accept);

    assertThat(stream.report().failure()).isEmpty();
    assertThat(stream.report().intervals()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"event\":\"interval\",\"da", "iperf3: exiting", "[]", "{\"data\":{}}"})
  void damagedLineIsTheFailureAndKeepsWhatCameBefore(String damaged) {
    Iperf3Stream stream = new Iperf3Stream(End.SERVER);
    List<String> lines = Fixture.text("iperf3-3.17.1-tcp-server.jsonl").lines().toList();
    stream.accept(lines.get(0));
    stream.accept(lines.get(1));
    stream.accept(damaged);

    List<Interval> after = stream.accept(lines.get(2));
    stream.accept(lines.get(3));

    assertThat(after).isEmpty();
    assertThat(stream.report().intervals()).hasSize(1);
    assertThat(stream.report().failure().orElseThrow())
        .isEqualTo("its report has a damaged line: " + damaged);
    assertThat(stream.report().complete()).isFalse();
  }

  @Test
  void aStreamThatStopsIsIncomplete() {
    Iperf3Stream stream = new Iperf3Stream(End.SERVER);
    Fixture.text("iperf3-3.17.1-tcp-server.jsonl").lines().limit(3).forEach(stream::accept);

    assertThat(stream.report().intervals()).hasSize(2);
    assertThat(stream.report().failure()).contains("it ended without a report");
  }

  @Test
  void feedGivesEachLineOnceAndOnlyWhenComplete() {
    LineFeed feed = new LineFeed();
    assertThat(feed.completed("")).isEmpty();
    assertThat(feed.completed("on")).isEmpty();
    assertThat(feed.completed("one\ntwo\nth")).containsExactly("one", "two");
    assertThat(feed.completed("one\ntwo\nth")).isEmpty();
    assertThat(feed.rest("one\ntwo\nthree")).containsExactly("three");
    assertThat(feed.rest("one\ntwo\nthree")).isEmpty();
  }
}
