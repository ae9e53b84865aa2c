package dev.linerate.store;

import dev.linerate.result.Topology;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What is kept as JSON text: lists of lines, and topologies. */
final class Json {
  /** Apart, so that commands which read none of it do not load it. */
  private static final class Mapper {
    static final JsonMapper SHARED = JsonMapper.shared();
  }

  private Json() {}

  static String text(Object value) {
    return Mapper.SHARED.writeValueAsString(value);
  }

  static List<String> lines(String text) {
    return List.of(read(text, String[].class));
  }

  static Topology topology(String text) {
    return read(text, Topology.class);
  }

  private static <T> T read(String text, Class<T> type) {
    try {
      return Mapper.SHARED.readValue(text, type);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }
}
