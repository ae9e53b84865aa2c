package dev.linerate.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.tool.EndCount;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs that were cut off or spoilt: nothing but listed problems comes of them. */
class DamageTest {
  private static final String RUN_SCHEMA = "{\"$schema\": \"urn:linerate:schema:run:1\",\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.12-tcp-bidir-client.txt",
        "3.12-udp-omit-server.txt",
        "3.1.3-tcp-server-docker-overlay.txt",
        "3.1.3-udp-nothing-server.json",
        "3.12-udp-loss-client.json",
        "3.17.1-tcp-client.jsonl"
      })
  void cutOffAnywhereItGivesWhatStandsBefore(String fixture) {
    byte[] whole = Logs.fixture(fixture);
    long before = 0;
    for (int length = 0; length <= whole.length; length++) {
      Logs logs = new Logs();
      List<Imported> imported = logs.add(fixture, Arrays.copyOf(whole, length)).finish();
      long intervals = imported.stream().mapToLong(Imported::intervals).sum();
      if (imported.isEmpty()) {
        assertThat(logs.problems()).as("%s, %d bytes", fixture, length).isNotEmpty();
      }
      assertThat(intervals).as("%s, %d bytes", fixture, length).isGreaterThanOrEqualTo(before);
      before = intervals;
    }
    assertThat(before).isPositive();
  }

  /** Every byte once another one: a brace, a digit, a quote, nothing printable. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.12-tcp-bidir-client.txt",
        "3.1.3-udp-nothing-server.json",
        "3.17.1-udp-loss-client.jsonl"
      })
  void spoiltAnywhereItIsStillRead(String fixture) {
    byte[] whole = Logs.fixture(fixture);
    byte[] others = {'{', '9', '"', 0, (byte) 0xFF, '\n', '-'};
    for (int at = 0; at < whole.length; at++) {
      byte[] spoilt = whole.clone();
      spoilt[at] = others[at % others.length];
      Logs logs = new Logs();
      List<Imported> imported = logs.add(fixture, spoilt).finish();
      if (imported.isEmpty()) {
        assertThat(logs.problems()).as("%s, byte %d", fixture, at).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"start\": 1, \"intervals\": 2, \"end\": 3, \"error\": 4}",
        "{\"intervals\": [1, [], \"x\", null]}",
        "{\"intervals\": {\"streams\": []}}",
        "{\"start\": {\"test_start\": {\"num_streams\": 2147483648, \"duration\": 1e300}}}",
        "{\"start\": {\"connected\": [{\"local_port\": -1}], \"timestamp\": {\"timesecs\": 1e30}}}",
        "{\"event\": 5}",
        "{\"event\": \"interval\", \"data\": [[[]]]}",
        "{\"event\": \"end\", \"data\": null}",
        "{}",
        "[]",
        "[[{\"event\":\"start\",\"data\":{}}]]",
        "{\"intervals\": [{\"streams\": [{\"start\":0,\"end\":1,\"seconds\":1,\"bytes\":99999999999999999999}]}]}"
      })
  void wrongTypesAndClaimsAreProblems(String json) {
    Logs logs = new Logs();

    assertThat(logs.add("a.json", json).finish()).isEmpty();
    assertThat(logs.problems()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[  5]   0.00-1.00   sec   99999999999999999999 MBytes   940 Mbits/sec    0    321 KBytes",
        "[  5]   0.00-1.00   sec   112 MBytes   nan Mbits/sec    0    321 KBytes",
        "[  5]   0.00-1.00   sec   -112 MBytes   940 Mbits/sec    0    321 KBytes",
        "[99999999999]   0.00-1.00   sec   112 MBytes   940 Mbits/sec    0    321 KBytes",
        "[  5]   0.00-1.00   sec   99999999 TBytes   940 Mbits/sec    0    321 KBytes",
        "[  5]   5.00-1.00   sec   112 MBytes   940 Mbits/sec    0    321 KBytes",
        "[  5]   1.00-1e9   sec   112 MBytes   940 Mbits/sec    0    321 KBytes"
      })
  void rowsThatClaimTheImpossibleAreDamaged(String row) {
    Logs logs = new Logs();

    assertThat(logs.add("a.txt", "[ ID] Interval\nServer listening on 1\n" + row).finish())
        .isEmpty();
    assertThat(logs.problems()).anyMatch(p -> p.startsWith("a.txt:3: a damaged row"));
  }

  @Test
  void sumsStayWithinWhatALongHolds() {
    EndCount count = new EndCount();
    count.add(sample(Long.MAX_VALUE));
    count.add(sample(Long.MAX_VALUE));

    assertThat(count.bytesReceived()).isEqualTo(Long.MAX_VALUE);
    assertThat(count.lost()).hasValue(Long.MAX_VALUE);
  }

  private static Interval sample(long value) {
    return new Interval(
        Side.RECEIVER,
        false,
        0,
        0,
        1,
        value,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalLong.of(value),
        OptionalLong.of(value),
        OptionalLong.empty(),
        false);
  }

  @Test
  void aDamagedLogOfManyLinesIsTold() {
    Logs logs = new Logs();
    StringBuilder text = new StringBuilder("Server listening on 5201\n");
    for (int i = 0; i < 1000; i++) {
      text.append("[  5]   0.00-1.00   sec   112 MBy %d%n".formatted(i));
    }
    logs.add("a.txt", text.toString()).finish();

    assertThat(logs.problems()).hasSize(ProblemList.MOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"cases\": [], \"id\": \"x\"}",
        "\"id\": \"x\", \"cases\": []}",
        "\"id\": \"x\", \"cases\": [{}]}",
        "\"id\": \"x\", \"cases\": [{\"number\": 1, \"trials\": [{\"intervals\": [{}, 3]}]}]}",
        "\"id\": \"x\", \"cases\": [{\"trials\": [{\"telemetry\": {\"time\": 3}}]}]}",
        "\"id\": 7, \"cases\": [1, 2]}",
        "\"id\": \"x\", \"cases\": [{\"trials\": ["
      })
  void damagedExportsAreProblems(String members) {
    Logs logs = new Logs();

    assertThat(logs.add("run.json", RUN_SCHEMA + members).finish()).isEmpty();
    assertThat(logs.problems()).isNotEmpty();
  }
}
