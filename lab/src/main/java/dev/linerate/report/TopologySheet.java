package dev.linerate.report;

import dev.linerate.result.Topology.Box;
import dev.linerate.result.Topology.Port;
import dev.linerate.result.Topology.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where everything of a drawing has been put. */
final class TopologySheet {
  /** A namespace as a frame. */
  record PlacedBox(Box box, Rect rect) {}

  /** An interface as a card, or a bridge as a bar. */
  record PlacedPort(Port port, PortLabel label, Rect rect, boolean bar) {}

  /** A point of a line. */
  record Point(double x, double y) {}

  /** A wire as a line with corners. */
  record PlacedWire(Wire wire, List<Point> points) {}

  private final List<PlacedBox> boxes = new ArrayList<>();
  private final Map<String, PlacedPort> ports = new LinkedHashMap<>();
  private final Map<String, Double> lanes = new HashMap<>();
  private final List<PlacedWire> wires = new ArrayList<>();

  void box(Box box, Rect rect) {
    boxes.add(new PlacedBox(box, rect));
  }

  void port(Port port, PortLabel label, Rect rect, boolean bar) {
    ports.put(port.id(), new PlacedPort(port, label, rect, bar));
  }

  void wire(Wire wire, List<Point> points) {
    wires.add(new PlacedWire(wire, List.copyOf(points)));
  }

  /** Where wires that leave these ports downwards may turn; the innermost answer counts. */
  void lane(Stream<Port> of, double y) {
    of.forEach(port -> lanes.putIfAbsent(port.id(), y));
  }

  List<PlacedBox> boxes() {
    return boxes;
  }

  List<PlacedPort> ports() {
    return List.copyOf(ports.values());
  }

  List<PlacedWire> wires() {
    return wires;
  }

  PlacedPort at(String port) {
    return Objects.requireNonNull(ports.get(port), port);
  }

  Optional<PlacedPort> find(String port) {
    return Optional.ofNullable(ports.get(port));
  }

  double lane(PlacedPort port) {
    return lanes.getOrDefault(port.port().id(), height());
  }

  double width() {
    return boxes.stream().mapToDouble(b -> b.rect().right()).max().orElse(0);
  }

  /** Down to the last box. */
  double height() {
    return boxes.stream().mapToDouble(b -> b.rect().bottom()).max().orElse(0);
  }
}
