package dev.linerate.report;

import dev.linerate.report.TopologySheet.PlacedPort;
import dev.linerate.report.TopologySheet.Point;
import dev.linerate.result.Topology.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

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
  private static final double MARGIN = 8;

  /** A stretch of a lane that is taken. */
  private record Stretch(double from, double to) {}

  /** The side of a port that wires end at. */
  private record Edge(String port, boolean bottom) {}

  private final TopologyGraph graph;
  private final TopologySheet sheet;
  private final Map<Double, List<List<Stretch>>> taken = new HashMap<>();
  private final Map<Edge, List<Wire>> ends = new HashMap<>();

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
      ends.computeIfAbsent(upperEdge(wire), _ -> new ArrayList<>()).add(wire);
      ends.computeIfAbsent(lowerEdge(wire), _ -> new ArrayList<>()).add(wire);
    }
    wires.forEach(wire -> sheet.wire(wire, points(wire)));
  }

  private List<Point> points(Wire wire) {
    PlacedPort upper = upper(wire);
    PlacedPort lower = lower(wire);
    boolean below = below(lower, upper);
    OptionalDouble shared = below ? shared(wire) : OptionalDouble.empty();
    double start = shared.orElseGet(() -> end(upper, lower, upperEdge(wire), wire));
    double finish = shared.orElseGet(() -> end(lower, upper, lowerEdge(wire), wire));
    double endY = below ? lower.rect().y() : lower.rect().bottom();
    Point first = new Point(start, upper.rect().bottom());
    Point last = new Point(finish, endY);
    if (below && start == finish) {
      return List.of(first, last);
    }
    double base = below ? sheet.lane(upper) : Math.max(sheet.lane(upper), sheet.lane(lower));
    double y = base + lane(base, start, finish);
    return List.of(first, new Point(start, y), new Point(finish, y), last);
  }

  /** Where a straight line can join both ports; empty when none can. */
  private OptionalDouble shared(Wire wire) {
    Rect upper = upper(wire).rect();
    Rect lower = lower(wire).rect();
    double left = Math.max(upper.x(), lower.x()) + MARGIN;
    double right = Math.min(upper.right(), lower.right()) - MARGIN;
    boolean alone = straight(upperEdge(wire)) == 1 && straight(lowerEdge(wire)) == 1;
    double middle =
        Math.abs(upper.centre() - lower.centre()) < 1 ? upper.centre() : (left + right) / 2;
    return left <= right && alone ? OptionalDouble.of(middle) : OptionalDouble.empty();
  }

  /** How many of the wires at an edge run between ports one below the other. */
  private long straight(Edge edge) {
    return at(edge).stream().filter(wire -> below(lower(wire), upper(wire))).count();
  }

  private List<Wire> at(Edge edge) {
    return ends.getOrDefault(edge, List.of());
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

  /** Wires that end at the same side of a port stand apart, each towards its other end. */
  private double end(PlacedPort port, PlacedPort other, Edge edge, Wire wire) {
    if (port.bar()) {
      return within(port, other);
    }
    List<Wire> wires = at(edge);
    if (wires.size() == 1) {
      return port.rect().centre();
    }
    boolean right = towardsRight(port, wire);
    long nearer =
        wires.subList(0, wires.indexOf(wire)).stream()
            .filter(before -> towardsRight(port, before) == right)
            .count();
    double room = Math.min(BETWEEN_ENDS, port.rect().width() / (2 * wires.size()));
    return port.rect().centre() + (right ? 1 : -1) * (nearer + 1) * room;
  }

  private boolean towardsRight(PlacedPort port, Wire wire) {
    PlacedPort other = upper(wire).equals(port) ? lower(wire) : upper(wire);
    return other.rect().centre() > port.rect().centre();
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
