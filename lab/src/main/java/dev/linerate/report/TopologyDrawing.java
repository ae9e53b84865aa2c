package dev.linerate.report;

import dev.linerate.report.TopologySheet.PlacedBox;
import dev.linerate.report.TopologySheet.PlacedPort;
import dev.linerate.report.TopologySheet.PlacedWire;
import dev.linerate.report.TopologySheet.Point;
import dev.linerate.result.Topology;
import dev.linerate.result.Topology.Box;
import dev.linerate.result.Topology.BoxKind;
import dev.linerate.result.Topology.Port;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A topology as an SVG picture: frames for hosts, containers, sandboxes and the switch, bars for
 * bridges, cards for ports, lines for wires. Colours come from the page's style sheet.
 */
final class TopologyDrawing {
  private final TopologySheet sheet;
  private final StringBuilder svg = new StringBuilder();

  private TopologyDrawing(TopologySheet sheet) {
    this.sheet = sheet;
  }

  /** Empty for an empty topology. */
  static String of(Topology topology, String title) {
    return topology.boxes().isEmpty()
        ? ""
        : new TopologyDrawing(TopologyLayout.of(topology)).draw(topology, title);
  }

  private String draw(Topology topology, String title) {
    double deepest =
        sheet.wires().stream()
            .flatMap(wire -> wire.points().stream())
            .mapToDouble(Point::y)
            .max()
            .orElse(0);
    String width = Xml.number(sheet.width() + TopologyLayout.MARGIN);
    String height = Xml.number(Math.max(sheet.height(), deepest) + TopologyLayout.MARGIN);
    svg.append("<svg class=\"topology\" role=\"img\" width=\"" + width + "\" height=\"" + height)
        .append("\" viewBox=\"0 0 " + width + " " + height + "\">")
        .append("<title>" + Xml.escape(title) + "</title>")
        .append("<desc>" + Xml.escape(description(topology)) + "</desc>");
    sheet.boxes().stream().filter(b -> b.box().inside().isEmpty()).forEach(this::box);
    sheet.boxes().stream().filter(b -> b.box().inside().isPresent()).forEach(this::box);
    sheet.wires().forEach(this::wire);
    sheet.boxes().forEach(this::label);
    sheet.ports().forEach(this::stub);
    sheet.ports().forEach(this::port);
    return svg.append("</svg>").toString();
  }

  private void box(PlacedBox placed) {
    svg.append("<g class=\"box " + kind(placed.box()) + "\">");
    svg.append(rect(placed.rect(), 8)).append("</g>");
  }

  /** Above the wires, which may run behind it. */
  private void label(PlacedBox placed) {
    String style = "label on-" + kind(placed.box());
    boolean bottom = placed.box().kind() == BoxKind.SWITCH;
    double y = bottom ? placed.rect().bottom() - 10 : placed.rect().y() + 20;
    text(placed.rect().x() + 12, y, style, placed.box().label());
  }

  private static String kind(Box box) {
    return box.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void port(PlacedPort placed) {
    Rect rect = placed.rect();
    svg.append("<g class=\"port " + (placed.bar() ? "bar" : "card") + kind(placed.port()) + "\">")
        .append("<title>" + Xml.escape(full(placed.port())) + "</title>")
        .append(rect(rect, placed.bar() ? 4 : 5));
    double y = rect.y() + (placed.bar() ? 4 : 5) + 11;
    double x = placed.bar() ? rect.x() + 12 : rect.x() + 8;
    text(x, y, "name", placed.label().name());
    for (String line : placed.label().details()) {
      y += PortLabel.LINE;
      text(x, y, "detail", line);
    }
    svg.append("</g>");
  }

  private static String kind(Port port) {
    return port.kind().equals("vxlan") ? " vxlan" : "";
  }

  /** The short line between a port and the bridge it belongs to. */
  private void stub(PlacedPort placed) {
    placed
        .port()
        .master()
        .flatMap(sheet::find)
        .filter(bar -> bar.bar() && !placed.bar())
        .ifPresent(bar -> stub(placed.rect(), bar.rect()));
  }

  private void stub(Rect card, Rect bar) {
    double from = card.y() < bar.y() ? card.bottom() : bar.bottom();
    double to = card.y() < bar.y() ? bar.y() : card.y();
    line("stub", List.of(new Point(card.centre(), from), new Point(card.centre(), to)));
  }

  private void wire(PlacedWire placed) {
    line("wire " + placed.wire().kind().name().toLowerCase(Locale.ROOT), placed.points());
  }

  private void line(String style, List<Point> points) {
    String path =
        points.stream()
            .map(p -> Xml.number(p.x()) + " " + Xml.number(p.y()))
            .collect(Collectors.joining("L", "M", ""));
    svg.append("<path class=\"" + style + "\" d=\"" + path + "\"/>");
  }

  private void text(double x, double y, String style, String text) {
    svg.append("<text class=\"" + style + "\" x=\"" + Xml.number(x) + "\" y=\"" + Xml.number(y))
        .append("\">" + Xml.escape(text) + "</text>");
  }

  private static String rect(Rect rect, int radius) {
    return "<rect x=\""
        + Xml.number(rect.x())
        + "\" y=\""
        + Xml.number(rect.y())
        + "\" width=\""
        + Xml.number(rect.width())
        + "\" height=\""
        + Xml.number(rect.height())
        + "\" rx=\""
        + radius
        + "\"/>";
  }

  private static String full(Port port) {
    return Text.join(
        ", ",
        List.of(
            port.name(),
            port.kind(),
            String.join(", ", port.addresses()),
            port.mtu() > 0 ? "MTU " + port.mtu() : "",
            port.vni().isPresent() ? "VNI " + port.vni().getAsInt() : "",
            port.detail().orElse("")));
  }

  /** The same in words, for those who cannot see it. */
  private static String description(Topology topology) {
    return topology.boxes().stream()
        .map(box -> box.label() + ": " + portsOf(topology, box))
        .collect(Collectors.joining(". "));
  }

  private static String portsOf(Topology topology, Box box) {
    return topology.ports().stream()
        .filter(port -> port.box().equals(box.id()))
        .map(TopologyDrawing::full)
        .collect(Collectors.joining("; "));
  }
}
