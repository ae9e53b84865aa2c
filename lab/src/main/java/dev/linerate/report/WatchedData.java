package dev.linerate.report;

import dev.linerate.telemetry.Column;
import dev.linerate.telemetry.CoreState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What tooltips say of cores and threads, for the page's script. Shares are whole percent; a state
 * that a core was never in is left out.
 */
final class WatchedData {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final double MICROS = 1e6;

  private WatchedData() {}

  static ObjectNode of(WatchedTrial watched) {
    ObjectNode json = NODES.objectNode();
    json.put("trial", watched.name());
    List<Slice> slices = watched.cores().slices();
    ArrayNode starts = json.putArray("starts");
    slices.forEach(slice -> starts.add(rounded(slice.start())));
    json.put("end", rounded(slices.getLast().end()));
    ArrayNode cores = json.putArray("cores");
    watched.cores().rows().forEach(row -> cores.add(core(row, slices)));
    ArrayNode threads = json.putArray("threads");
    watched.lanes().forEach(lane -> threads.add(thread(lane, slices)));
    return json;
  }

  private static ObjectNode core(CoreMap.Row row, List<Slice> slices) {
    ObjectNode json = NODES.objectNode();
    json.put("core", row.core());
    json.set("busy", percents(slices.stream().map(row::busy).toList()));
    for (CoreState state : CoreState.values()) {
      List<OptionalDouble> shares = slices.stream().map(slice -> row.share(state, slice)).toList();
      if (state != CoreState.IDLE && shares.stream().anyMatch(share -> share.orElse(0) > 0)) {
        json.set(state.name().toLowerCase(Locale.ROOT), percents(shares));
      }
    }
    return json;
  }

  private static ObjectNode thread(Lane lane, List<Slice> slices) {
    ObjectNode json = NODES.objectNode();
    json.put("name", lane.name());
    List<OptionalDouble> ran = new ArrayList<>();
    List<OptionalDouble> waited = new ArrayList<>();
    ArrayNode cores = json.putArray("core");
    ArrayNode moves = json.putArray("moves");
    for (Slice slice : slices) {
      int last = slice.to() - 1;
      lane.thread().core().at(last).ifPresentOrElse(cores::add, cores::addNull);
      add(moves, lane.thread().migrations(), slice);
      ran.add(share(lane.thread().cpuMicros(), slice, lane));
      waited.add(
          lane.thread()
              .waitMicros()
              .map(c -> share(c, slice, lane))
              .orElse(OptionalDouble.empty()));
    }
    json.set("ran", percents(ran));
    json.set("waited", percents(waited));
    return json;
  }

  private static void add(ArrayNode json, Column column, Slice slice) {
    column.sum(slice.from(), slice.to()).ifPresentOrElse(json::add, json::addNull);
  }

  private static OptionalDouble share(Column micros, Slice slice, Lane lane) {
    double seconds = lane.time().end(slice.to() - 1) - lane.time().start(slice.from());
    return micros.sum(slice.from(), slice.to()).stream()
        .mapToDouble(sum -> Math.min(1, sum / MICROS / seconds))
        .findFirst();
  }

  private static ArrayNode percents(List<OptionalDouble> shares) {
    ArrayNode json = NODES.arrayNode();
    for (OptionalDouble share : shares) {
      if (share.isPresent()) {
        json.add(Math.round(share.getAsDouble() * 100));
      } else {
        json.addNull();
      }
    }
    return json;
  }

  private static double rounded(double seconds) {
    return Math.rint(seconds * 1000) / 1000;
  }
}
