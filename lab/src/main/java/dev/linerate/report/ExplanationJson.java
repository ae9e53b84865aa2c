package dev.linerate.report;

import dev.linerate.explain.Explanation;
import dev.linerate.explain.Finding;
import dev.linerate.explain.Proposal;
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
    return text(explanations.stream().map(ExplanationJson::named).toList());
  }

  /** The same with what was done to prove each. */
  public static String proven(List<Proving> cases) {
    return text(cases.stream().map(ExplanationJson::proven).toList());
  }

  private static String text(List<ObjectNode> cases) {
    ArrayNode all = NODES.arrayNode();
    cases.forEach(all::add);
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
  }

  private static ObjectNode named(Explanation explanation) {
    ObjectNode json = NODES.objectNode();
    json.put("case", explanation.summary().record().number());
    json.put("network", explanation.summary().record().spec().network());
    json.put("placement", explanation.summary().record().spec().placement().word());
    json.put("flow", explanation.summary().record().spec().flow().label());
    json.put("tool", explanation.summary().record().tool());
    json.setAll(node(explanation));
    return json;
  }

  private static ObjectNode proven(Proving proving) {
    ObjectNode json = named(proving.explanation());
    ArrayNode proofs = json.putArray("proofs");
    proving.proofs().forEach(proof -> proofs.add(ProofJson.node(proof)));
    ArrayNode unproven = json.putArray("not_tried");
    for (Proposal none : proving.unprovable()) {
      ObjectNode why = unproven.addObject();
      why.put("id", none.finding().cause().id());
      why.put("reason", none.whyNot());
    }
    return json;
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
