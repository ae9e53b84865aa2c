package dev.linerate.cli;

import dev.linerate.store.RunLine;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The list of runs as JSON. */
final class RunLines {
  private RunLines() {}

  static String json(List<RunLine> lines) {
    JsonMapper mapper = JsonMapper.shared();
    ArrayNode array = mapper.createArrayNode();
    for (RunLine line : lines) {
      array
          .addObject()
          .put("id", line.id())
          .put("plan", line.plan())
          .put("started", line.started().toString())
          .put("state", line.state().word())
          .put("measured", line.measured())
          .put("cases", line.total());
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array);
  }
}
