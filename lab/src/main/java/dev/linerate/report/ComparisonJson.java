package dev.linerate.report;

import dev.linerate.analysis.MedianInterval;
import dev.linerate.analysis.RatioInterval;
import dev.linerate.analysis.compare.ComparedCase;
import dev.linerate.analysis.compare.Contrast;
import dev.linerate.analysis.compare.FactDifference;
import dev.linerate.analysis.compare.Figure;
import dev.linerate.analysis.compare.Measured;
import dev.linerate.analysis.compare.RunComparison;
import dev.linerate.analysis.compare.Terms;
import dev.linerate.plan.CaseSpec;
import dev.linerate.result.Run;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison as JSON, after {@code docs/schema/comparison.schema.json}. What is unavailable is
 * absent, never null or zero.
 */
public final class ComparisonJson {
  /** The schema's identifier. */
  public static final String SCHEMA = "urn:linerate:schema:comparison:1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER = new JsonMapper();

  private ComparisonJson() {}

  /** Indented text that ends in a line break. */
  public static String of(RunComparison comparison) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree(comparison)) + "\n";
  }

  static ObjectNode tree(RunComparison comparison) {
    ObjectNode json = NODES.objectNode();
    json.put("$schema", SCHEMA);
    terms(json, comparison.terms());
    ArrayNode runs = json.putArray("runs");
    comparison.runs().forEach(run -> run(runs.addObject(), run));
    ArrayNode differences = json.putArray("platform_differences");
    for (int i = 1; i < comparison.runs().size(); i++) {
      ObjectNode one = differences.addObject();
      one.put("run", comparison.runs().get(i).id());
      one.set("facts", facts(comparison.facts(i)));
    }
    ArrayNode cases = json.putArray("cases");
    comparison.cases().forEach(compared -> cases.add(oneCase(comparison, compared)));
    return json;
  }

  private static void terms(ObjectNode json, Terms terms) {
    json.put("margin", terms.margin());
    ArrayNode across = json.putArray("across");
    terms.across().stream().map(Object::toString).sorted().forEach(across::add);
  }

  private static void run(ObjectNode json, Run run) {
    json.put("id", run.id());
    json.put("plan", run.plan());
    json.put("started", run.started().toString());
    json.put("version", run.version());
  }

  private static ObjectNode oneCase(RunComparison comparison, ComparedCase compared) {
    ObjectNode json = spec(compared.spec());
    ArrayNode contrasts = json.putArray("contrasts");
    for (Contrast contrast : compared.contrasts()) {
      String run = comparison.runs().get(contrasts.size() + 1).id();
      contrasts.add(contrast(run, contrast));
    }
    return json;
  }

  /** What tells a case from others. */
  static ObjectNode spec(CaseSpec spec) {
    ObjectNode json = NODES.objectNode();
    json.put("network", spec.network());
    json.put("placement", spec.placement().word());
    json.put("protocol", spec.flow().protocol().word());
    json.put("flow", spec.flow().label());
    json.put("pinning", spec.pinning().word());
    return json;
  }

  private static ObjectNode contrast(String run, Contrast contrast) {
    ObjectNode json = NODES.objectNode();
    json.put("run", run);
    measured(json, "base", contrast.base());
    measured(json, "other", contrast.other());
    contrast.ratio().ifPresent(ratio -> json.set("ratio", ratio(ratio)));
    contrast.superiority().ifPresent(a -> json.put("superiority", rounded(a)));
    json.put("verdict", contrast.verdict().word());
    ArrayNode reasons = json.putArray("reasons");
    contrast.reasons().forEach(reasons::add);
    json.set("platform_differences", facts(contrast.facts()));
    ArrayNode figures = json.putArray("figures");
    contrast.figures().forEach(figure -> figures.add(figure(figure)));
    return json;
  }

  private static ObjectNode figure(Figure figure) {
    ObjectNode json = NODES.objectNode();
    json.put("metric", figure.metric().toString());
    json.put("unit", figure.metric().unit());
    json.put("less_is_better", figure.metric().lessIsBetter());
    json.set("base", median(figure.base()));
    json.set("other", median(figure.other()));
    figure.ratio().ifPresent(ratio -> json.set("ratio", ratio(ratio)));
    json.put("change", figure.change().word());
    return json;
  }

  static ObjectNode median(MedianInterval interval) {
    ObjectNode json = NODES.objectNode();
    json.put("median", exact(interval.median()));
    json.put("low", exact(interval.low()));
    json.put("high", exact(interval.high()));
    json.put("n", interval.n());
    json.put("confidence", rounded(interval.confidence()));
    return json;
  }

  private static void measured(ObjectNode json, String key, Optional<Measured> measured) {
    measured.ifPresent(m -> {
      ObjectNode node = json.putObject(key);
      node.put("case", m.summary().record().number());
      node.put("tool", m.summary().record().tool());
      node.put("status", m.summary().record().status().word());
      m.summary().bitrate().ifPresent(rate -> node.set("bitrate", bitrate(rate)));
    });
  }

  static ObjectNode bitrate(MedianInterval rate) {
    ObjectNode json = NODES.objectNode();
    json.put("median", Math.round(rate.median()));
    json.put("low", Math.round(rate.low()));
    json.put("high", Math.round(rate.high()));
    json.put("n", rate.n());
    json.put("confidence", rounded(rate.confidence()));
    return json;
  }

  static ObjectNode ratio(RatioInterval ratio) {
    ObjectNode json = NODES.objectNode();
    json.put("median", exact(ratio.ratio()));
    json.put("low", exact(ratio.low()));
    json.put("high", exact(ratio.high()));
    json.put("confidence", rounded(ratio.confidence()));
    json.put("method", ratio.method().word());
    return json;
  }

  private static ArrayNode facts(List<FactDifference> differences) {
    ArrayNode facts = NODES.arrayNode();
    for (FactDifference difference : differences) {
      ObjectNode json = facts.addObject();
      json.put("fact", difference.key());
      difference.from().ifPresent(from -> json.put("from", from));
      difference.to().ifPresent(to -> json.put("to", to));
    }
    return facts;
  }

  private static double rounded(double share) {
    return Math.round(share * 1e4) / 1e4;
  }

  private static double exact(double ratio) {
    return Math.round(ratio * 1e6) / 1e6;
  }
}
