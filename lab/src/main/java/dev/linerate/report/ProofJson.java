package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MedianInterval;
import dev.linerate.explain.Effect;
import dev.linerate.explain.Proof;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an experiment showed: {@code $defs/proof} of {@code docs/schema/run.schema.json}. */
final class ProofJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ProofJson() {}

  static ObjectNode node(Proof proof) {
    ObjectNode json = NODES.objectNode();
    json.put("id", proof.claim().cause().id());
    json.put("of_run", proof.claim().run());
    json.put("of_case", proof.claim().caseNumber());
    json.put("change", proof.claim().change());
    json.put("verdict", proof.verdict().name().toLowerCase(Locale.ROOT));
    json.put("text", ProofText.headline(proof));
    json.put("sentence", ProofText.sentence(proof));
    proof.effect().ifPresent(effect -> json.set("effect", effect(effect)));
    bitrate(json, "original", proof.original());
    bitrate(json, "changed", proof.changed());
    json.put("seen_again", proof.seenAgain());
    json.put("run", proof.run().id());
    return json;
  }

  private static ObjectNode effect(Effect effect) {
    ObjectNode json = NODES.objectNode();
    json.put("measure", effect.measure().word());
    json.put("ratio", rounded(effect.times().ratio()));
    json.put("low", rounded(effect.times().low()));
    json.put("high", rounded(effect.times().high()));
    json.put("confidence", rounded(effect.times().confidence()));
    json.put("method", effect.times().method().word());
    json.put("n_original", effect.times().from());
    json.put("n_changed", effect.times().to());
    return json;
  }

  private static void bitrate(ObjectNode json, String name, Optional<CaseSummary> summary) {
    Optional<MedianInterval> seen = summary.flatMap(CaseSummary::bitrate);
    if (seen.isPresent()) {
      ObjectNode figures = json.putObject(name);
      figures.put("median", Math.round(seen.get().median()));
      figures.put("low", Math.round(seen.get().low()));
      figures.put("high", Math.round(seen.get().high()));
      figures.put("n", seen.get().n());
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
