package dev.linerate.report;

import dev.linerate.explain.Explanation;
import dev.linerate.explain.Finding;
import dev.linerate.explain.Reference;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Explanations as JSON: {@code $defs/explanation} of {@code docs/schema/run.schema.json}. */
public final class ExplanationJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER = new JsonMapper();

  private ExplanationJson() {}

  /** A list, as indented text that ends in a line break. */
  public static String of(List<Explanation> explanations) {
    ArrayNode all = NODES.arrayNode();
    explanations.forEach(explanation -> {
      ObjectNode json = all.addObject();
      json.put("case", explanation.summary().record().number());
      json.put("network", explanation.summary().record().spec().network());
      json.put("placement", explanation.summary().record().spec().placement().word());
      json.put("flow", explanation.summary().record().spec().flow().label());
      json.put("tool", explanation.summary().record().tool());
      json.setAll(node(explanation));
    });
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
  }

  static ObjectNode node(Explanation explanation) {
    ObjectNode json = NODES.objectNode();
    explanation.reference().ifPresent(reference -> json.set("reference", reference(reference)));
    explanation.gap().ifPresent(gap -> json.put("gap", Math.round(gap)));
    ArrayNode findings = json.putArray("findings");
    explanation.findings().forEach(finding -> findings.add(finding(finding)));
    explanation.unexplained().ifPresent(rest -> json.put("unexplained_share", rounded(rest)));
    return json;
  }

  private static ObjectNode reference(Reference reference) {
    ObjectNode json = NODES.objectNode();
    json.put("kind", reference.kind().name().toLowerCase(Locale.ROOT));
    json.put("bitrate", Math.round(reference.bitsPerSecond()));
    return json;
  }

  private static ObjectNode finding(Finding finding) {
    ObjectNode json = NODES.objectNode();
    json.put("id", finding.cause().id());
    json.put("cause", finding.cause().title());
    finding.share().ifPresent(share -> json.put("share", rounded(share)));
    ArrayNode evidence = json.putArray("evidence");
    finding.evidence().forEach(evidence::add);
    json.put("why", finding.why());
    json.put("remedy", finding.remedy());
    return json;
  }

  private static double rounded(double share) {
    return Math.round(share * 1e4) / 1e4;
  }
}
