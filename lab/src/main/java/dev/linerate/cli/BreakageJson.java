package dev.linerate.cli;

import dev.linerate.breakage.Breakage;
import dev.linerate.breakage.Breakages;
import dev.linerate.breakage.BrokenLab.Broken;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The faults that a lab can be broken with, as JSON. */
final class BreakageJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private BreakageJson() {}

  static String list(List<Broken> now) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode faults = root.putArray("faults");
    for (Breakage breakage : Breakages.all()) {
      ObjectNode node = described(faults.addObject(), breakage);
      now.stream()
          .filter(b -> b.breakage().equals(breakage.name()))
          .forEach(b -> node.put("broken_on", b.host()));
    }
    ArrayNode without = root.putArray("not_to_be_made");
    Breakages.unmakeable()
        .forEach(u -> without.addObject().put("id", u.fault().id()).put("reason", u.reason()));
    return text(root);
  }

  /** What was done. */
  static String made(Breakage breakage, String lab, List<String> commands) {
    ObjectNode root = described(JSON.createObjectNode(), breakage).put("lab", lab);
    commands.forEach(root.putArray("commands")::add);
    breakage.scene().ends(lab).forEach(root.putArray("ends")::add);
    return text(root);
  }

  private static ObjectNode described(ObjectNode node, Breakage breakage) {
    return node.put("name", breakage.name())
        .put("id", breakage.fault().id())
        .put("scene", breakage.scene().words())
        .put("words", breakage.words());
  }

  private static String text(ObjectNode root) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }
}
