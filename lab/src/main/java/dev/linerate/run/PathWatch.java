package dev.linerate.run;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Parallel;
import dev.linerate.network.EndpointPair;
import dev.linerate.network.Layout;
import dev.linerate.network.Layout.Place;
import dev.linerate.result.Topology.Box;
import dev.linerate.result.Topology.Port;
import dev.linerate.telemetry.Absent;
import dev.linerate.telemetry.PathDrops;
import dev.linerate.telemetry.PathHop;
import dev.linerate.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Counts what every interface and queue between two endpoints drops during one trial. They are read
 * before it and after it, by two commands in each namespace, so that nothing runs beside the
 * traffic.
 */
final class PathWatch {
  private final Layout layout;
  private final EndpointPair pair;
  private final List<Port> path;
  private final Map<String, Reading> before;
  private Optional<Map<String, Reading>> after = Optional.empty();

  /**
   * One namespace's counters.
   *
   * @param counters empty when they could not be read
   * @param failure why, then
   */
  private record Reading(Optional<DropCounters> counters, String failure) {}

  private PathWatch(
      Layout layout, EndpointPair pair, List<Port> path, Map<String, Reading> before) {
    this.layout = layout;
    this.pair = pair;
    this.path = path;
    this.before = before;
  }

  /**
   * Reads for the first time.
   *
   * @throws CancellationException when the thread is interrupted
   */
  static PathWatch begin(Layout layout, EndpointPair pair) {
    List<Port> path = layout.path(pair);
    return new PathWatch(layout, pair, path, read(layout, path));
  }

  /**
   * For a trial between the same endpoints that follows this one at once: what was read after this
   * is what would be read before that.
   *
   * @return empty when it is between others, or not everything could be read after this one
   */
  Optional<PathWatch> next(EndpointPair other) {
    return after
        .filter(_ -> pair.equals(other))
        .filter(all -> all.values().stream().allMatch(one -> one.counters().isPresent()))
        .map(reading -> new PathWatch(layout, pair, path, reading));
  }

  /**
   * Reads again.
   *
   * @return the telemetry with what was dropped since; unchanged when the thread is interrupted,
   *     which it is then afterwards, too
   */
  Telemetry addTo(Telemetry telemetry) {
    // who presses Ctrl-C does not wait for commands
    if (path.isEmpty() || Thread.currentThread().isInterrupted()) {
      return telemetry;
    }
    try {
      Map<String, Reading> now = read(layout, path);
      after = Optional.of(now);
      return addTo(telemetry, now);
    } catch (CancellationException e) {
      Thread.currentThread().interrupt();
      return telemetry;
    }
  }

  private Telemetry addTo(Telemetry telemetry, Map<String, Reading> after) {
    List<PathHop> hops = new ArrayList<>();
    for (Port port : path) {
      Optional<DropCounters> then = counters(before, port);
      Optional<DropCounters> now = counters(after, port);
      if (then.isPresent() && now.isPresent()) {
        now.get()
            .since(then.get(), name(port.box()), port.name(), port.kind())
            .ifPresent(hops::add);
      }
    }
    return telemetry.withPath(new PathDrops(hops), unread(after));
  }

  private static Optional<DropCounters> counters(Map<String, Reading> readings, Port port) {
    return Optional.ofNullable(readings.get(port.box())).flatMap(Reading::counters);
  }

  private List<Absent> unread(Map<String, Reading> after) {
    List<Absent> absent = new ArrayList<>();
    before.forEach((box, first) -> {
      Reading second = after.getOrDefault(box, first);
      String why = first.failure().isEmpty() ? second.failure() : first.failure();
      if (!why.isEmpty()) {
        absent.add(new Absent("path." + name(box), why));
      }
    });
    return absent;
  }

  /** For people: {@code switch}, {@code h1}, {@code h1 container a}. */
  private String name(String boxId) {
    return box(boxId)
        .map(box ->
            box.inside().flatMap(this::box).map(outer -> outer.label() + " ").orElse("")
                + box.label())
        .orElse(boxId);
  }

  private Optional<Box> box(String id) {
    return layout.topology().boxes().stream().filter(box -> box.id().equals(id)).findFirst();
  }

  /** All namespaces of the path at once, by their box. */
  private static Map<String, Reading> read(Layout layout, List<Port> path) {
    Map<String, Place> places = new LinkedHashMap<>();
    for (Port port : path) {
      Place place = layout.places().get(port.box());
      if (place != null) {
        places.put(port.box(), place);
      }
    }
    List<Reading> all = Parallel.map(List.copyOf(places.values()), PathWatch::read);
    Map<String, Reading> readings = new LinkedHashMap<>();
    for (String box : places.keySet()) {
      readings.put(box, all.get(readings.size()));
    }
    return readings;
  }

  /** A trial counts without it. */
  private static Reading read(Place place) {
    try {
      return new Reading(Optional.of(DropCounters.read(place)), "");
    } catch (LinerateException | IllegalArgumentException e) {
      return new Reading(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }
}
