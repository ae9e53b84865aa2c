package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.linerate.telemetry.Absent;
import dev.linerate.telemetry.CgroupSeries;
import dev.linerate.telemetry.Column;
import dev.linerate.telemetry.ConntrackSeries;
import dev.linerate.telemetry.CoreSeries;
import dev.linerate.telemetry.CoreTime;
import dev.linerate.telemetry.End;
import dev.linerate.telemetry.InterfaceSeries;
import dev.linerate.telemetry.NamespaceSeries;
import dev.linerate.telemetry.SamplingCost;
import dev.linerate.telemetry.SoftnetSeries;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.telemetry.ThreadSeries;
import dev.linerate.telemetry.TimeAxis;
import dev.linerate.telemetry.Work;
import dev.linerate.telemetry.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunJsonTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private final String json = RunJson.of(ReportModel.of(SampleRun.quickstart()));
  private final JsonNode run = MAPPER.readTree(json);

  @Test
  void followsThePublishedSchema() {
    assertThat(violations(json)).isEmpty();
  }

  @Test
  void anExperimentHasItsProof() {
    String proven = RunJson.of(ReportModel.of(ProofTextTest.experiment()));
    assertThat(violations(proven)).isEmpty();
    assertThat(MAPPER.readTree(proven).at("/proof/verdict").asString()).isEqualTo("shown");
    assertThat(run.has("proof")).isFalse();
    assertThat(violations(proven.replace("\"shown\"", "\"perhaps\""))).isNotEmpty();
  }

  /** With every part that can be there, and a gap in a column. */
  @Test
  void telemetryFollowsItToo() {
    String watched = RunJson.of(ReportModel.of(SampleRun.watched(telemetry())));
    assertThat(violations(watched)).isEmpty();
    assertThat(watched).contains("\"wait_micros\" : [ 1, null ]", "\"end\" : \"client\"");
    assertThat(violations(watched.replace("\"wait_micros\" : [ 1,", "\"wait_micros\" : [ 1.5,")))
        .isNotEmpty();
    assertThat(violations(watched.replace("user_millis", "user_seconds"))).isNotEmpty();
  }

  private static Telemetry telemetry() {
    Column zero = Column.constant(2, 0);
    Column gap = Column.ofOptional(OptionalLong.of(1), OptionalLong.empty());
    Column unknown = Column.ofOptional(OptionalLong.empty(), OptionalLong.empty());
    return new Telemetry(
        10,
        TimeAxis.of(-0.01, 0.1, 0.2),
        List.of(
            new CoreSeries(
                3,
                new CoreTime(zero, gap, zero, zero, zero, zero),
                Optional.of(new SoftnetSeries(gap, zero, zero)),
                Optional.of(gap),
                OptionalLong.of(1))),
        List.of(
            new ThreadSeries(
                new Worker(End.CLIENT, Work.SENDS, OptionalInt.of(0), 7, 8),
                gap,
                zero,
                true,
                Optional.of(gap),
                Optional.empty(),
                gap,
                Optional.of(gap))),
        List.of(
            new NamespaceSeries(
                "container a",
                List.of(End.CLIENT, End.SERVER),
                List.of(
                    new InterfaceSeries(
                        "eth0",
                        gap,
                        zero,
                        zero,
                        zero,
                        gap,
                        zero,
                        zero,
                        zero,
                        OptionalLong.of(65536),
                        OptionalLong.empty())),
                Map.of("TcpRetransSegs", gap, "TcpExtTCPTimeouts", unknown),
                Optional.of(new ConntrackSeries(gap, OptionalLong.of(65536))))),
        List.of(
            new CgroupSeries(
                "/box", 2, List.of(End.SERVER), OptionalDouble.of(0.5), zero, gap, gap)),
        List.of(new Absent("core.throttles", "not there")),
        new SamplingCost(3, 0, 400, 0.21));
  }

  @Test
  void theSchemaRefusesWhatItShould() {
    assertThat(violations(json.replace("\"measured\"", "\"done\""))).isNotEmpty();
    assertThat(violations(json.replace("\"median\"", "\"mean\""))).isNotEmpty();
    assertThat(violations(json.replaceFirst("\"n\" : 3", "\"n\" : \"3\""))).hasSize(1);
  }

  @Test
  void namesEveryCaseInTheTablesOrder() {
    JsonNode vxlan = find("vxlan", "tcp");
    assertThat(run.get("cases").size()).isEqualTo(18);
    assertThat(vxlan.get("placement").asString()).isEqualTo("cross-host");
    assertThat(vxlan.get("pinning").asString()).isEqualTo("none");
    assertThat(vxlan.get("wire_limit").asLong()).isEqualTo(908_972_692);
    assertThat(vxlan.get("bitrate").get("n").asInt()).isEqualTo(3);
    assertThat(vxlan.get("bitrate").get("confidence").asDouble()).isEqualTo(0.75);
  }

  @Test
  void everyColumnOfTheStudyIsThere() {
    assertThat(names(interval(find("vxlan", "tcp"))))
        .contains("bytes", "bitrate", "retransmits", "cwnd", "rtt_us", "rttvar_us")
        .doesNotContain("lost", "jitter_ms");
    assertThat(names(interval(find("vxlan", "udp"))))
        .contains("bytes", "bitrate", "jitter_ms", "lost", "packets", "lost_percent")
        .contains("out_of_order")
        .doesNotContain("retransmits", "cwnd");
  }

  @Test
  void saysWhy() {
    JsonNode explanation = find("docker-bridge", "tcp").get("explanation");

    assertThat(explanation.get("reference").get("kind").asString()).isEqualTo("host");
    assertThat(explanation.get("findings").get(0).get("id").asString()).isEqualTo("LR-CPU-07");
    assertThat(explanation.get("findings").get(0).get("share").asDouble()).isBetween(0.5, 1.0);
    assertThat(names(find("macvlan", "tcp"))).doesNotContain("explanation");
    assertThat(violations(json.replaceFirst("\"LR-CPU-07\"", "\"slow\""))).hasSize(1);
  }

  @Test
  void unavailableIsAbsentAndNeverNull() {
    JsonNode skipped = find("macvlan", "tcp");

    assertThat(json).doesNotContain("null");
    assertThat(skipped.get("status").asString()).isEqualTo("skipped");
    assertThat(skipped.get("reason").asString()).contains("--parent enp3s0");
    assertThat(names(skipped)).doesNotContain("bitrate", "path", "wire_limit", "wire_limit_share");
    assertThat(names(find("docker-bridge", "tcp"))).doesNotContain("wire_limit_share");
  }

  private JsonNode find(String network, String protocol) {
    for (JsonNode node : run.get("cases")) {
      if (node.get("network").asString().equals(network)
          && node.get("protocol").asString().equals(protocol)) {
        return node;
      }
    }
    throw new AssertionError("no case " + network + " " + protocol);
  }

  private static JsonNode interval(JsonNode node) {
    return node.get("trials").get(0).get("intervals").get(0);
  }

  private static List<String> names(JsonNode node) {
    return List.copyOf(node.propertyNames());
  }

  static List<String> violations(String json) {
    return schema().validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  private static Schema schema() {
    try {
      String text = Files.readString(Path.of("../docs/schema/run.schema.json"));
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
