package dev.linerate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import dev.linerate.unit.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema and the reader say the same. */
class PlanSchemaTest {
  private static final String TEXT = resource("docs/schema/plan.schema.json");
  private static final JsonNode ROOT = JsonMapper.shared().readTree(TEXT);
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(TEXT, InputFormat.JSON);

  private static String resource(String name) {
    try (InputStream in =
        PlanSchemaTest.class.getResourceAsStream("/dev/linerate/shipped/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<String> keys() {
    return Stream.of("", "/properties/link", "/properties/defaults", "/$defs/flow", "/$defs/case");
  }

  private static List<String> readerKeys(String at) {
    return switch (at) {
      case "" -> PlanReader.KEYS;
      case "/properties/link" -> PlanReader.LINK_KEYS;
      case "/properties/defaults" -> Timing.KEYS;
      case "/$defs/flow" -> FlowReader.KEYS;
      default -> CaseReader.KEYS;
    };
  }

  @ParameterizedTest
  @MethodSource("keys")
  void haveTheSameKeys(String at) {
    JsonNode object = ROOT.at(at);
    assertThat(object.path("properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(readerKeys(at));
    assertThat(object.path("additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void haveTheSameWords() {
    assertWords("/properties/tool", Words.TOOLS.keySet());
    assertWords("/$defs/flow/properties/protocol", Words.PROTOCOLS.keySet());
    assertWords("/$defs/flow/properties/direction", Words.DIRECTIONS.keySet());
    assertWords("/$defs/case/properties/placements/items", Words.PLACEMENTS.keySet());
    assertWords("/$defs/case/properties/networks/items", Networks.KNOWN.keySet());
    assertThat(ROOT.at("/$defs/flow/then/properties").propertyNames())
        .containsAll(FlowReader.TCP_ONLY);
    assertThat(ROOT.at("/$defs/flow/properties/rate/anyOf/0/const").asString())
        .isEqualTo(FlowReader.UNLIMITED);
  }

  private static void assertWords(String at, Collection<String> words) {
    List<String> there = new ArrayList<>();
    ROOT.at(at).path("enum").forEach(word -> there.add(word.asString()));
    assertThat(there).containsExactlyElementsOf(words);
  }

  @Test
  void haveTheSameRanges() {
    assertRange("/properties/hosts", Limits.HOSTS, Integer::doubleValue);
    assertRange("/properties/telemetry-rate", Limits.TELEMETRY_RATE, rate -> rate);
    assertRange("/properties/repeat", Limits.REPEAT, Integer::doubleValue);
    assertRange(
        "/properties/link/properties/rate/anyOf/0", Limits.LINK_RATE, BitRate::bitsPerSecond);
    assertRange("/properties/link/properties/mtu", Limits.MTU, Integer::doubleValue);
    assertRange("/$defs/flow/properties/streams", Limits.STREAMS, Integer::doubleValue);
    assertRange("/$defs/flow/properties/rate/anyOf/2", Limits.RATE, BitRate::bitsPerSecond);
    assertRange("/$defs/flow/properties/loss-ratio", Limits.LOSS_RATIO, Double::doubleValue);
    assertRange("/$defs/flow/properties/length/anyOf/0", Limits.TCP_LENGTH, ByteCount::bytes);
    assertRange("/$defs/flow/then/properties/length/anyOf/0", Limits.UDP_LENGTH, ByteCount::bytes);
    assertRange("/$defs/flow/properties/window/anyOf/0", Limits.WINDOW, ByteCount::bytes);
    assertRange("/$defs/flow/properties/mss", Limits.MSS, Integer::doubleValue);
    assertRange("/properties/budget/anyOf/0", Limits.BUDGET, PlanSchemaTest::seconds);
    assertRange("/$defs/duration/anyOf/0", Limits.DURATION, PlanSchemaTest::seconds);
    assertRange("/$defs/omit/anyOf/0", Limits.OMIT, PlanSchemaTest::seconds);
    assertRange("/$defs/interval/anyOf/0", Limits.INTERVAL, PlanSchemaTest::seconds);
    assertThat(ROOT.at("/properties/cases/maxItems").asInt()).isEqualTo(Limits.CASES);
  }

  private static double seconds(Duration duration) {
    return Durations.seconds(duration);
  }

  private static <T extends Comparable<T>> void assertRange(
      String at, Range<T> range, ToDoubleFunction<T> number) {
    JsonNode node = ROOT.at(at);
    assertThat(node.path("minimum").asDouble(-1))
        .as(at)
        .isEqualTo(number.applyAsDouble(range.least()));
    assertThat(node.path("maximum").asDouble(-1))
        .as(at)
        .isEqualTo(number.applyAsDouble(range.most()));
  }

  @Test
  void haveTheSamePatterns() {
    assertThat(ROOT.at("/$defs/name/pattern").asString()).isEqualTo("^" + PlanReader.NAME + "$");
    assertThat(ROOT.at("/$defs/flow/properties/congestion/pattern").asString())
        .isEqualTo("^" + Flow.CONGESTION + "$");
  }

  @Test
  void everyKeyIsDescribed() {
    for (String at : keys().toList()) {
      for (JsonNode property : ROOT.at(at).path("properties")) {
        JsonNode described =
            property.has("description")
                ? property
                : ROOT.at(property.path("$ref").asString().substring(1));
        assertThat(described.path("description").asString("")).as(at + property).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "docker-network-study", "kernel-only"})
  void shippedPlansPassBoth(String name) {
    String text = resource("plans/" + name + ".yaml");
    assertThat(SCHEMA.validate(text, InputFormat.YAML)).isEmpty();
    assertThat(PlanReader.read(name, text, Networks.KNOWN).name()).isEqualTo(name);
  }

  private static final String GOOD =
      """
      name: p
      hosts: 3
      link: {rate: 1gbit, mtu: 1500}
      repeat: 3
      tool: both
      defaults: {duration: 10s, omit: 0s, interval: 500ms}
      flows:
        tcp: {protocol: tcp, streams: 1, window: 4MiB, mss: 1400}
        udp: {protocol: udp, rate: 920M, length: 8192}
      cases:
        - networks: [host]
          placements: [same-host]
          flows: [tcp]
      """;

  /** {@code what in GOOD → replaced by what}. */
  static Stream<List<String>> changes() {
    return Stream.of(
        List.of("name: p", "name: [p]"),
        List.of("name: p", "name: ' p'"),
        List.of("name: p", "nom: p"),
        List.of("hosts: 3", "hosts: 1"),
        List.of("hosts: 3", "hosts: 65"),
        List.of("hosts: 3", "hosts: '3'"),
        List.of("repeat: 3", "repeat: 0"),
        List.of("tool: both", "tool: netperf"),
        List.of("tool: both", "tool: [iperf3]"),
        List.of("repeat: 3", "repeat: 2.5"),
        List.of("repeat: 3", "unknown: 3"),
        List.of("repeat: 3", "precision: 0.02"),
        List.of("repeat: 3", "precision: 2 per cent"),
        List.of("repeat: 3", "omit: 2s"),
        List.of("repeat: 3", "precision: 2%\nbudget: soon"),
        List.of("mtu: 1500", "mtu: 100"),
        List.of("rate: 1gbit", "rate: fast"),
        List.of("rate: 1gbit", "rate: 1000"),
        List.of("rate: 1gbit", "speed: 1gbit"),
        List.of("duration: 10s", "duration: 10 parsecs"),
        List.of("duration: 10s", "duration: 90000"),
        List.of("omit: 0s", "omit: -1"),
        List.of("interval: 500ms", "interval: 0.01"),
        List.of("interval: 500ms", "streams: 2"),
        List.of("protocol: tcp", "protocol: sctp"),
        List.of("protocol: tcp, ", ""),
        List.of("streams: 1", "streams: 129"),
        List.of("streams: 1", "zerocopy: 1"),
        List.of("streams: 1", "direction: sideways"),
        List.of("streams: 1", "congestion: 'No'"),
        List.of("window: 4MiB", "window: wide"),
        List.of("mss: 1400", "mss: 87"),
        List.of("length: 8192", "length: 65508"),
        List.of("length: 8192", "length: 15"),
        List.of("length: 8192", "mss: 1000"),
        List.of("rate: 920M", "rate: 999"),
        List.of("rate: 920M", "rate: 920M, loss-ratio: 0.1"),
        List.of("rate: 920M", "rate: search, loss-ratio: 0.6"),
        List.of("rate: 920M", "rate: search, omit: 1s"),
        List.of("rate: 920M", "rate: search, direction: bidir"),
        List.of("streams: 1", "rate: search"),
        List.of("[host]", "[hosts]"),
        List.of("[host]", "[]"),
        List.of("[host]", "[host, host]"),
        List.of("[host]", "host"),
        List.of("[same-host]", "[everywhere]"),
        List.of("    flows: [tcp]", "    flow: tcp"),
        List.of("    flows: [tcp]", "    flows: [tcp]\n    pinning: ato"),
        List.of("    flows: [tcp]", "    flows: [tcp]\n    pinning: [0, 1]"),
        List.of("    flows: [tcp]", "    flows: [tcp]\n    pinning: []"),
        List.of("    flows: [tcp]", "    flows: [tcp]\n    pinning: [auto, auto]"),
        List.of("    flows: [tcp]", "    flows: [tcp]\n    pinning: '0,1,2'"),
        List.of("  tcp: {", "  ' x': {"));
  }

  @Test
  void theGoodPlanPassesBoth() {
    assertThat(SCHEMA.validate(GOOD, InputFormat.YAML)).isEmpty();
    assertThat(PlanReader.read("good", GOOD, Networks.KNOWN).cases()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "search, loss-ratio: 0", "search, direction: reverse"})
  void searchesPassBoth(String rate) {
    String plan =
        GOOD.replace("tool: both", "tool: builtin").replace("rate: 920M", "rate: " + rate);
    assertThat(SCHEMA.validate(plan, InputFormat.YAML)).isEmpty();
    assertThat(PlanReader.read("good", plan, Networks.KNOWN).cases()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void badPlansFailBoth(List<String> change) {
    assertThat(GOOD).contains(change.getFirst());
    String bad = GOOD.replace(change.getFirst(), change.getLast());
    assertThat(SCHEMA.validate(bad, InputFormat.YAML)).as("schema").isNotEmpty();
    assertThatThrownBy(() -> PlanReader.read("bad", bad, Networks.KNOWN))
        .as("reader")
        .hasMessageStartingWith("bad:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"none", "auto", "[none, auto]", "0,1", "'0, 1'", "[none, auto, \"12,13\"]"})
  void goodPinningsPassBoth(String value) {
    String plan = GOOD.replace("    flows: [tcp]", "    flows: [tcp]\n    pinning: " + value);
    assertThat(SCHEMA.validate(plan, InputFormat.YAML)).isEmpty();
    assertThat(PlanReader.read("good", plan, Networks.KNOWN).cases()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate: 0",
        "rate: unlimited",
        "rate: 10 Gbit/s",
        "rate: 1000000",
        "length: 64K",
        "window: 4MiB",
        "duration: 2m",
        "duration: 5",
        "interval: 0.5",
        "omit: 1",
        "direction: bidir"
      })
  void goodValuesPassBoth(String value) {
    String plan =
        GOOD.replace("protocol: tcp, streams: 1, window: 4MiB", "protocol: tcp, " + value);
    assertThat(SCHEMA.validate(plan, InputFormat.YAML)).isEmpty();
    assertThat(PlanReader.read("good", plan, Networks.KNOWN).cases()).hasSize(1);
  }
}
