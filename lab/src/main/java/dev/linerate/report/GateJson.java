package dev.linerate.report;

import dev.linerate.analysis.RatioInterval;
import dev.linerate.analysis.compare.Figure;
import dev.linerate.analysis.compare.Gate;
import dev.linerate.analysis.compare.Gate.GatedCase;
import dev.linerate.analysis.compare.Metric;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A gate as JSON, after {@code docs/schema/gate.schema.json}. */
public final class GateJson {
  /** The schema's identifier. */
  public static final String SCHEMA = "urn:linerate:schema:gate:1";

  private static final JsonMapper MAPPER = new JsonMapper();

  private GateJson() {}

  /** Indented text that ends in a line break. */
  public static String of(Gate gate) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("$schema", SCHEMA);
    json.put("baseline", gate.comparison().runs().getFirst().id());
    json.put("run", gate.comparison().runs().getLast().id());
    json.put("metric", gate.metric().toString());
    json.put("max_regression", gate.maxRegression());
    json.put("false_alarms", Gate.FALSE_ALARMS);
    json.put("failed", gate.failed());
    ArrayNode cases = json.putArray("cases");
    gate.cases().forEach(gated -> cases.add(oneCase(gated)));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static ObjectNode oneCase(GatedCase gated) {
    ObjectNode json = ComparisonJson.spec(gated.compared().spec());
    json.put("outcome", gated.outcome().name().toLowerCase(Locale.ROOT));
    gated.p().ifPresent(p -> json.put("p", Math.round(p * 1e6) / 1e6));
    Optional<RatioInterval> judged =
        gated.metric() == Metric.BITRATE
            ? gated.contrast().ratio()
            : gated.figure().flatMap(Figure::ratio);
    judged.ifPresent(ratio -> json.set("ratio", ComparisonJson.ratio(ratio)));
    json.put("says", GateWords.sentence(gated));
    return json;
  }
}
