package dev.linerate.report;

import dev.linerate.report.TopologySheet.PlacedPort;
import dev.linerate.report.TopologySheet.Point;
import dev.linerate.result.Topology.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws the wires of a sheet whose ports have their places: down from the upper port, along a lane
 * in the gap below its row, down to the lower port. Ports side by side are joined through the lane
 * below both. Wires share a lane only where they do not touch.
 */
final class TopologyWiring {
  /** Distance of two lanes. */
  static final double LANE = 8;

  private static final double FIRST_LANE = 10;
  private static final double BETWEEN_ENDS = 12;

  /** A stretch of a lane that is taken. */
  private record Stretch(double from, double to) {}

  /** The side of a port that wires end at. */
  private record Edge(String port, boolean bottom) {}

  private final TopologyGraph graph;
  private final TopologySheet sheet;
  private final Map<Double, List<List<Stretch>>> taken = new HashMap<>();
  private final Map<Edge, Integer> ends = new HashMap<>();
  private final Map<Edge, Integer> used = new HashMap<>();

  TopologyWiring(TopologyGraph graph, TopologySheet sheet) {
    this.graph = graph;
    this.sheet = sheet;
  }

  void route() {
    List<Wire> wires =
        graph.wires().stream()
            .filter(w -> sheet.find(w.from()).isPresent() && sheet.find(w.to()).isPresent())
            .toList();
    for (Wire wire : wires) {
      ends.merge(upperEdge(wire), 1, Integer::sum);
      ends.merge(lowerEdge(wire), 1, Integer::sum);
    }
    wires.forEach(wire -> sheet.wire(wire, points(wire)));
  }

  private List<Point> points(Wire wire) {
    PlacedPort upper = upper(wire);
    PlacedPort lower = lower(wire);
    boolean below = below(lower, upper);
    double start = upper.bar() ? within(upper, lower) : end(upper, upperEdge(wire));
    double finish = lower.bar() ? within(lower, upper) : end(lower, lowerEdge(wire));
    double endY = below ? lower.rect().y() : lower.rect().bottom();
    Point first = new Point(start, upper.rect().bottom());
    Point last = new Point(finish, endY);
    if (below && Math.abs(start - finish) < 0.5) {
      return List.of(first, last);
    }
    double base = below ? sheet.lane(upper) : Math.max(sheet.lane(upper), sheet.lane(lower));
    double y = base + lane(base, start, finish);
    return List.of(first, new Point(start, y), new Point(finish, y), last);
  }

  /** The first lane of a gap that is free over the whole stretch. */
  private double lane(double base, double start, double finish) {
    Stretch stretch = new Stretch(Math.min(start, finish) - 4, Math.max(start, finish) + 4);
    List<List<Stretch>> lanes = taken.computeIfAbsent(base, _ -> new ArrayList<>());
    int index = 0;
    while (index < lanes.size() && touches(lanes.get(index), stretch)) {
      index++;
    }
    if (index == lanes.size()) {
      lanes.add(new ArrayList<>());
    }
    lanes.get(index).add(stretch);
    return FIRST_LANE + index * LANE;
  }

  private static boolean touches(List<Stretch> lane, Stretch stretch) {
    return lane.stream().anyMatch(s -> s.from() < stretch.to() && stretch.from() < s.to());
  }

  /** Wires that end at the same side of a port stand a little apart. */
  private double end(PlacedPort port, Edge edge) {
    int count = ends.getOrDefault(edge, 1);
    int index = used.merge(edge, 1, Integer::sum) - 1;
    double room = Math.min(BETWEEN_ENDS, port.rect().width() / (count + 1));
    return port.rect().centre() + (index - (count - 1) / 2.0) * room;
  }

  private static double within(PlacedPort bar, PlacedPort other) {
    double left = bar.rect().x() + 8;
    return Math.clamp(other.rect().centre(), left, Math.max(left, bar.rect().right() - 8));
  }

  private Edge upperEdge(Wire wire) {
    return new Edge(upper(wire).port().id(), true);
  }

  private Edge lowerEdge(Wire wire) {
    return new Edge(lower(wire).port().id(), !below(lower(wire), upper(wire)));
  }

  private PlacedPort upper(Wire wire) {
    PlacedPort from = sheet.at(wire.from());
    PlacedPort to = sheet.at(wire.to());
    return from.rect().y() <= to.rect().y() ? from : to;
  }

  private PlacedPort lower(Wire wire) {
    PlacedPort from = sheet.at(wire.from());
    return upper(wire).equals(from) ? sheet.at(wire.to()) : from;
  }

  private static boolean below(PlacedPort lower, PlacedPort upper) {
    return lower.rect().y() >= upper.rect().bottom();
  }
}
