package dev.linerate.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.plan.Direction;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.Run;
import dev.linerate.result.Side;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import dev.linerate.unit.BitRate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImporterTest {
  private static CaseRecord only(Run run) {
    assertThat(run.cases()).hasSize(1);
    return run.cases().getFirst();
  }

  private static Trial trial(Run run) {
    List<Trial> trials = only(run).trials();
    assertThat(trials).hasSize(1);
    return trials.getFirst();
  }

  private static Totals totals(Run run) {
    return trial(run).totals().orElseThrow();
  }

  @Test
  void bothEndsOfATestAreOneTrial() {
    Logs logs = new Logs(Logs.on("vxlan"));
    Run run =
        logs.addFixture("3.12-udp-loss-client.json").addFixture("3.12-udp-loss-server.json").run();

    assertThat(logs.problems()).isEmpty();
    CaseRecord record = only(run);
    assertThat(record.spec().label()).isEqualTo("vxlan cross-host udp 10 Mbit/s");
    assertThat(record.tool()).isEqualTo("iperf3");
    assertThat(record.spec().flow().duration()).isEqualTo(Duration.ofSeconds(2));
    assertThat(record.spec().flow().interval()).isEqualTo(Duration.ofMillis(500));
    Trial trial = trial(run);
    assertThat(trial.toolVersion()).isEqualTo("iperf 3.12");
    assertThat(trial.started()).isEqualTo(Instant.ofEpochSecond(1_795_423_916));
    assertThat(trial.intervals()).extracting(Interval::side).contains(Side.SENDER, Side.RECEIVER);
    Totals totals = totals(run);
    assertThat(totals.lost()).hasValue(376);
    assertThat(totals.bytesSent()).isEqualTo(2_499_248);
    assertThat(totals.senderCpuPercent()).isPresent();
    assertThat(totals.receiverCpuPercent()).isPresent();
  }

  @Test
  void theServersLogMayComeFirst() {
    Run one =
        new Logs()
            .addFixture("3.12-tcp-bidir-client.json")
            .addFixture("3.12-tcp-bidir-server.json")
            .run();
    Run other =
        new Logs()
            .addFixture("3.12-tcp-bidir-server.json")
            .addFixture("3.12-tcp-bidir-client.json")
            .run();

    assertThat(totals(other)).isEqualTo(totals(one));
    assertThat(only(one).spec().flow().direction()).isEqualTo(Direction.BIDIR);
  }

  /** A client knows what its server received, and the releases say it in different ways. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.12-tcp",
        "3.12-udp-loss",
        "3.1.3-udp",
        "3.1.3-tcp",
        "3.12-tcp-reverse",
        "3.12-udp-reverse",
        "3.12-tcp-bidir",
        "3.12-tcp-streams",
        "3.12-udp-loss-streams"
      })
  void oneEndAloneSaysTheSameAsBoth(String name) {
    Totals both =
        totals(
            new Logs().addFixture(name + "-client.json").addFixture(name + "-server.json").run());
    Totals client = totals(new Logs().addFixture(name + "-client.json").run());

    assertThat(client.bitsPerSecond())
        .isCloseTo(both.bitsPerSecond(), within(both.bitsPerSecond() * 0.01));
    assertThat(client.lost()).isEqualTo(both.lost());
    assertThat(client.packets()).isEqualTo(both.packets());
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.12-tcp", "3.12-udp-loss", "3.1.3-udp", "3.12-tcp-streams"})
  void aReceiversServerAloneIsEnough(String name) {
    Totals both =
        totals(
            new Logs().addFixture(name + "-client.json").addFixture(name + "-server.json").run());
    Totals server = totals(new Logs().addFixture(name + "-server.json").run());

    assertThat(server.bytesReceived()).isEqualTo(both.bytesReceived());
    assertThat(server.seconds()).isEqualTo(both.seconds());
    assertThat(server.bytesSent())
        .as("with what was lost, TCP nothing")
        .isCloseTo(both.bytesSent(), within(both.bytesSent() / 100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp-client", "tcp-server", "udp-loss-server", "tcp-bidir-client"})
  void aStreamOfEventsIsTheDocument(String name) {
    Run events = new Logs().addFixture("3.17.1-" + name + ".jsonl").run();
    Run document = new Logs().addFixture("3.12-" + name + ".json").run();

    assertThat(trial(events).intervals()).isEqualTo(trial(document).intervals());
    assertThat(trial(events).totals()).isEqualTo(trial(document).totals());
    assertThat(only(events).spec()).isEqualTo(only(document).spec());
  }

  @Test
  void manyDocumentsInAFileAreTrialsOfOneCase() {
    String client = Logs.text("3.12-tcp-client.json");
    String again = client.replaceFirst("\"cookie\":\\s*\"\\w", "\"cookie\": \"x");
    Logs logs = new Logs();
    Run run = logs.add("server.log", client + again).run();

    assertThat(logs.problems()).isEmpty();
    assertThat(only(run).trials()).extracting(Trial::repeat).containsExactly(1, 2);
    assertThat(run.repeat()).isEqualTo(2);
  }

  @Test
  void theSameTestTwiceCountsOnce() {
    Logs logs = new Logs();
    Run run = logs.addFixture("3.12-tcp-client.json").addFixture("3.12-tcp-client.json").run();

    assertThat(only(run).trials()).hasSize(1);
    assertThat(logs.problems())
        .singleElement()
        .asString()
        .endsWith(": the test is the one of 3.12-tcp-client.json:1, so it is left out");
  }

  @Test
  void aDamagedDocumentKeepsWhatStandsBeforeAndTheNextIsRead() {
    String whole = Logs.text("3.12-tcp-client.json");
    String cut = whole.substring(0, whole.indexOf("\"streams\"", whole.length() / 2));
    Logs logs = new Logs();
    Run run = logs.add("two.json", cut + "\n" + Logs.text("3.12-udp-loss-server.json")).run();

    assertThat(run.cases()).hasSize(2);
    assertThat(run.cases().getFirst().trials().getFirst().intervals()).isNotEmpty();
    assertThat(run.cases().get(1).trials().getFirst().totals()).isPresent();
    long line = cut.stripTrailing().lines().count();
    assertThat(logs.problems())
        .singleElement()
        .asString()
        .startsWith("two.json:" + line + ": damaged");
  }

  @Test
  void samplesThatCannotBeRightAreToldWithTheirLine() {
    String text =
        """
        {
          "start": {"connecting_to": {"host": "b"}},
          "intervals": [
          {"streams": [{"start": 0, "end": 1, "seconds": 1, "bytes": 1000}]},
          {"streams": [{"start": 1, "end": 2, "seconds": 1, "bytes": -5}]},
          {"streams": [{"start": 2, "end": 3, "seconds": nan, "bytes": 1000}]},
          {"streams": [{"start": 3, "end": 4, "seconds": 1, "bytes": "many"}]},
          {"streams": [{"start": 4, "end": 5, "seconds": 1, "bytes": 1e300}]},
          {"streams": 7},
          {"streams": [{"start": 5, "end": 6, "seconds": 1, "bytes": 2147483648}]}
          ]
        }
        """;
    Logs logs = new Logs();
    Run run = logs.add("client.json", text).run();

    assertThat(trial(run).intervals()).extracting(Interval::bytes).containsExactly(1000L, 1L << 31);
    assertThat(logs.problems())
        .containsExactly(
            "client.json:5: an interval's bytes is -5, which is not a number of bytes",
            "client.json:6: an interval's seconds is null, which is not a time in seconds",
            "client.json:7: an interval's bytes is \"many\", which is not a number of bytes",
            "client.json:8: an interval's bytes is 1.0E300, which is not a number of bytes",
            "client.json:9: an interval has no list of streams");
  }

  @Test
  void whatIsNestedWithoutEndIsDamage() {
    String deep = "{\"start\": " + "[".repeat(100_000);
    Logs logs = new Logs();
    logs.add("deep.json", deep).finish();

    assertThat(logs.problems()).hasSize(2);
    assertThat(logs.problems().getFirst()).startsWith("deep.json:1: damaged: ");
    assertThat(logs.problems().get(1)).isEqualTo("deep.json:1: a test without a sample");
  }

  @Test
  void aServersLogOfSeveralTestsHasSeveralTrials() {
    String server = Logs.text("3.1.3-tcp-server-docker-overlay.txt");
    Logs logs = new Logs(Logs.on("docker-overlay"));
    Run run = logs.add("server.txt", server + server.replace("34314", "34414")).run();

    assertThat(logs.problems()).isEmpty();
    assertThat(only(run).trials()).hasSize(2);
    assertThat(only(run).trials())
        .allMatch(t ->
            t.totals().orElseThrow().equals(only(run).trials().getFirst().totals().orElseThrow()));
  }

  @Test
  void bothEndsOfATextLogAreOneTrialByTheirPorts() {
    Run run =
        new Logs()
            .addFixture("3.12-udp-omit-client.txt")
            .addFixture("3.12-udp-omit-server.txt")
            .run();

    Trial trial = trial(run);
    assertThat(trial.intervals()).hasSize(6 + 8);
    assertThat(totals(run).packets()).hasValue(2 * 431);
    assertThat(only(run).spec().flow().streams()).isEqualTo(2);
  }

  @Test
  void twoLogsMixedAreToldApartByTheirTimes() {
    String a = text("10.0.0.1", 40001, 0, 6);
    String b = text("10.0.0.9", 40009, 0, 6);
    // the second began two seconds later
    List<String> first = a.lines().toList();
    List<String> second = b.lines().toList();
    StringBuilder mixed = new StringBuilder();
    first.subList(0, 5).forEach(line -> mixed.append(line).append('\n'));
    second.subList(0, 3).forEach(line -> mixed.append(line).append('\n'));
    for (int i = 0; i < 6; i++) {
      mixed.append(i + 5 < first.size() ? first.get(i + 5) + "\n" : "");
      mixed.append(i + 3 < second.size() ? second.get(i + 3) + "\n" : "");
    }
    Logs logs = new Logs();
    Run run = logs.add("mixed.txt", mixed.toString()).run();

    assertThat(logs.problems()).isEmpty();
    assertThat(only(run).trials())
        .hasSize(2)
        .allSatisfy(t ->
            assertThat(t.intervals())
                .extracting(Interval::start)
                .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0));
  }

  private static String text(String host, int port, int from, int rows) {
    StringBuilder text =
        new StringBuilder("Connecting to host 10.0.0.2, port 5201\n")
            .append("[  5] local " + host + " port " + port + " connected to 10.0.0.2 port 5201\n")
            .append("[ ID] Interval           Transfer     Bitrate         Retr  Cwnd\n");
    for (int i = from; i < from + rows; i++) {
      text.append(
          "[  5]   %d.00-%d.00   sec   112 MBytes   940 Mbits/sec    0    321 KBytes%n"
              .formatted(i, i + 1));
    }
    return text.toString();
  }

  @Test
  void whatNobodyCanTellApartIsSaid() {
    String one = text("10.0.0.1", 40001, 0, 2);
    String other = one.replace("40001", "40002");
    StringBuilder mixed = new StringBuilder();
    for (int i = 0; i < one.lines().count(); i++) {
      mixed.append(one.lines().toList().get(i)).append('\n');
      mixed.append(other.lines().toList().get(i)).append('\n');
    }
    Logs logs = new Logs();
    Run run = logs.add("mixed.txt", mixed.toString()).run();

    assertThat(only(run).trials()).hasSize(2).allMatch(t -> t.intervals().size() == 2);
    assertThat(logs.problems())
        .isNotEmpty()
        .allMatch(
            p -> p.endsWith("rows of several tests at the same time, told apart by their order"));
  }

  @Test
  void proseAroundRowsIsToldByItsLines() {
    String log =
        """
        We measured it on a Tuesday.
        It was raining.
        root@h1:/# iperf3 -u -c 10.0.0.2 -b 920M -t 3 -P 2 # the important one
        Connecting to host 10.0.0.2, port 5201
        [  5] local 10.0.0.1 port 1 connected to 10.0.0.2 port 5201
        [  7] local 10.0.0.1 port 2 connected to 10.0.0.2 port 5201
        [ ID] Interval           Transfer     Bitrate         Total Datagrams
        [  5]   0.00-1.00   sec   110 MBytes   920 Mbits/sec  14038
        [  7]   0.00-1.00   sec   110 MByt
        """;
    Logs logs = new Logs();
    Run run = logs.add("notes.txt", log).run();

    CaseRecord record = only(run);
    assertThat(record.spec().flow().rate()).isEqualTo(Rate.of(BitRate.parse("920M")));
    assertThat(record.spec().flow().streams()).isEqualTo(2);
    assertThat(record.spec().flow().protocol()).isEqualTo(Protocol.UDP);
    assertThat(trial(run).commands()).containsExactly("iperf3 -u -c 10.0.0.2 -b 920M -t 3 -P 2");
    assertThat(trial(run).status()).isEqualTo(Status.FAILED);
    assertThat(trial(run).reason().orElseThrow())
        .startsWith("only the sender's log was read, and UDP's sender does not know what arrived");
    assertThat(logs.problems())
        .containsExactly(
            "notes.txt:1-2: nothing that iperf3 writes",
            "notes.txt:9: a damaged row: [  7]   0.00-1.00   sec   110 MByt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[  5]   0,00-1,00   sec   112 MBytes   940 Mbits/sec    0    321 KBytes",
        "[  5]   0.00-1.00   sec   112 MBytes   940 Mbit/s    0    321 KBytes",
        "[  5]   0.00-1.00   sec   112 MBytes  0.940 Gbits/sec    0    321 KBytes",
        "[  5]   0.00-1.00   sec   112 MBytes  0,940 Gbit/s    0    321 KBytes",
        "[  5]   0.00-1.00   sec   112 MBytes   940000 Kbits/sec    0    321 KBytes",
        "[  5]   0.00-1.00   sec   112 MBytes   940000 kbit/s    0    321 KBytes",
        "[  5]   0.00-1.00   sec   112 MBytes   112 MBytes/sec    0    321 KBytes",
        "2026-11-23 10:00:01 [  5]   0.00-1.00   sec   112 MBytes   940 Mbits/sec    0    321 KBytes"
      })
  void unitsAndCommasOfEveryKindSayTheSame(String row) {
    Interval interval =
        trial(
                new Logs()
                    .add(
                        "a.txt",
                        "[ ID] Interval           Transfer     Bitrate         Retr  Cwnd\n" + row)
                    .run())
            .intervals()
            .getFirst();

    assertThat(interval.bitsPerSecond()).isCloseTo(940e6, within(1e6));
    assertThat(interval.congestionWindow()).hasValue(321 * 1024);
    assertThat(interval.seconds()).isEqualTo(1.0);
  }

  @Test
  void gigabytesAreBinary() {
    String row = "[  5]   0.00-10.04  sec  1.06 GBytes   904 Mbits/sec                  receiver";
    Run run =
        new Logs()
            .add(
                "a.txt",
                "Server listening on 5201\nAccepted connection from 10.0.0.1, port 1\n" + row)
            .run();

    assertThat(totals(run).bitsPerSecond()).isCloseTo(904e6, within(0.5e6));
    assertThat((double) totals(run).bytesReceived())
        .isCloseTo(1.06 * (1 << 30), within(0.005 * (1 << 30)));
  }

  @Test
  void powershellsEncodingIsRead() {
    byte[] utf16 =
        ("\uFEFF" + Logs.text("3.12-tcp-client.json")).getBytes(StandardCharsets.UTF_16LE);

    assertThat(new Logs().add("a.json", utf16).run().cases()).hasSize(1);
  }

  @Test
  void whatIsNothingLinerateKnowsIsSaid() {
    Logs logs = new Logs();

    assertThat(logs.add("letter.txt", "Dear Sir,\n").finish()).isEmpty();
    assertThat(logs.problems())
        .containsExactly("letter.txt:1: nothing that linerate can read; --from forces a format");
  }

  @Test
  void theLinkMakesTheWireLimitAndItsAbsenceNone() {
    Run known =
        new Logs(
                new Origin(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(LinkSpec.GIGABIT),
                    Map.of(),
                    Logs.on("docker-overlay").usual(),
                    List.of()))
            .addFixture("3.1.3-tcp-server-docker-overlay.txt")
            .run();
    Run unknown = new Logs().addFixture("3.1.3-tcp-server-docker-overlay.txt").run();

    assertThat(only(known).path().orElseThrow().encapsulation()).isEqualTo(50);
    assertThat(only(known).path().orElseThrow().client()).isEqualTo("10.0.2.4");
    assertThat(only(unknown).path()).isEmpty();
    assertThat(unknown.link().isKnown()).isFalse();
    assertThat(only(unknown).spec().network()).isEqualTo("unnamed");
    assertThat(only(unknown).spec().placement()).isEqualTo(Placement.CROSS_HOST);
  }
}
