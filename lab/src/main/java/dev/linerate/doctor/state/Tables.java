package dev.linerate.doctor.state;

import dev.linerate.doctor.Reading;
import dev.linerate.fault.LinerateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON that programs print. */
final class Tables {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Tables() {}

  /**
   * The whole text as one value; missing for an empty one, as ip(8) prints for an empty list.
   *
   * @throws LinerateException when there is no text, or it is no JSON
   */
  static JsonNode tree(Reading reading) {
    String text = reading.require();
    try {
      return text.isBlank() ? JSON.missingNode() : JSON.readTree(text);
    } catch (JacksonException e) {
      throw LinerateException.environment(
          reading.source() + " printed no JSON: " + e.getOriginalMessage(), "", e);
    }
  }

  /** The elements of an array; ip(8) prints empty objects among them, which are left out. */
  static List<JsonNode> rows(Reading reading) {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode row : tree(reading)) {
      if (!row.isEmpty()) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** A value for each line, as {@code docker --format '{{json .}}'} prints lists. */
  static List<JsonNode> lines(Reading reading) {
    reading.require();
    return reading
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> tree(new Reading(reading.source(), Optional.of(line), "")))
        .toList();
  }

  static List<String> words(JsonNode array) {
    List<String> words = new ArrayList<>();
    array.forEach(word -> words.add(word.asString("")));
    return words;
  }
}
