package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.report.SampleTopologies.Sketch;
import dev.linerate.report.TopologySheet.PlacedBox;
import dev.linerate.report.TopologySheet.PlacedPort;
import dev.linerate.report.TopologySheet.PlacedWire;
import dev.linerate.report.TopologySheet.Point;
import dev.linerate.result.Topology;
import dev.linerate.result.Topology.BoxKind;
import dev.linerate.result.Topology.Port;
import dev.linerate.result.Topology.WireKind;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class TopologyDrawingTest {
  static Stream<Topology> samples() {
    return Stream.of(
        SampleTopologies.host(),
        SampleTopologies.dockerBridge(),
        SampleTopologies.ovsBridge(),
        SampleTopologies.macvlan(),
        SampleTopologies.vxlan(2),
        SampleTopologies.vxlan(3),
        SampleTopologies.dockerOverlay(2),
        SampleTopologies.dockerOverlay(3),
        SampleTopologies.ovsOverlay(3));
  }

  @Test
  void anMtuThatIsUnknownIsNotWritten() {
    Port port =
        new Port(
            "h1/lr-a",
            "h1",
            "lr-a",
            "tap",
            Optional.empty(),
            0,
            List.of(),
            OptionalInt.empty(),
            Optional.empty());

    assertThat(PortLabel.card(port).details()).containsExactly("tap");
    assertThat(PortLabel.bar(port).details()).containsExactly("");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everythingIsDrawnOnce(Topology topology) {
    TopologySheet sheet = TopologyLayout.of(topology);

    assertThat(sheet.boxes().stream().map(PlacedBox::box))
        .containsExactlyInAnyOrderElementsOf(topology.boxes());
    assertThat(sheet.ports().stream().map(PlacedPort::port))
        .containsExactlyInAnyOrderElementsOf(topology.ports());
    assertThat(sheet.wires().stream().map(PlacedWire::wire))
        .containsExactlyInAnyOrderElementsOf(topology.wires());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void nothingOverlaps(Topology topology) {
    TopologySheet sheet = TopologyLayout.of(topology);

    apart(sheet.ports().stream().map(PlacedPort::rect).toList());
    for (PlacedBox a : sheet.boxes()) {
      for (PlacedBox b : sheet.boxes()) {
        boolean nested = a.rect().contains(b.rect()) || b.rect().contains(a.rect());
        assertThat(a.rect().overlaps(b.rect()) && !nested).as(a + " and " + b).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everythingIsInsideItsBox(Topology topology) {
    TopologySheet sheet = TopologyLayout.of(topology);

    for (PlacedPort port : sheet.ports()) {
      assertThat(rect(sheet, port.port().box()).contains(port.rect())).as(port.toString()).isTrue();
    }
    for (PlacedBox box : sheet.boxes()) {
      box.box()
          .inside()
          .ifPresent(outer -> assertThat(rect(sheet, outer).contains(box.rect())).isTrue());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void wiresEndAtTheirPortsAndCrossNoOther(Topology topology) {
    TopologySheet sheet = TopologyLayout.of(topology);

    for (PlacedWire wire : sheet.wires()) {
      List<Rect> ends =
          List.of(sheet.at(wire.wire().from()).rect(), sheet.at(wire.wire().to()).rect());
      assertThat(ends).anyMatch(rect -> touches(rect, wire.points().getFirst()));
      assertThat(ends).anyMatch(rect -> touches(rect, wire.points().getLast()));
      for (PlacedPort port : sheet.ports()) {
        if (!ends.contains(port.rect())) {
          assertThat(crosses(wire, port.rect())).as(wire.wire() + " and " + port).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isWellFormedAndNamesEveryPort(Topology topology) throws Exception {
    Document svg = parse(TopologyDrawing.of(topology, "picture"));
    String text = svg.getDocumentElement().getTextContent();

    topology.ports().forEach(port -> assertThat(text).contains(port.name()));
    topology.boxes().forEach(box -> assertThat(text).contains(box.label()));
    assertThat(svg.getElementsByTagName("rect").getLength())
        .isEqualTo(topology.ports().size() + topology.boxes().size());
  }

  @Test
  void neighbouringTunnelEndsAreLevel() {
    TopologySheet sheet = TopologyLayout.of(SampleTopologies.dockerOverlay(3));
    PlacedWire tunnel =
        sheet.wires().stream()
            .filter(w -> w.wire().kind() == WireKind.TUNNEL)
            .findFirst()
            .orElseThrow();

    assertThat(tunnel.points().getFirst().y())
        .isCloseTo(tunnel.points().getLast().y(), within(0.01));
  }

  @Test
  void switchPortsStandBelowTheirUplinks() {
    TopologySheet sheet = TopologyLayout.of(SampleTopologies.vxlan(3));
    for (int i = 1; i <= 3; i++) {
      assertThat(sheet.at("switch/p" + i).rect().centre())
          .isCloseTo(sheet.at("h" + i + "/eth0").rect().centre(), within(0.01));
    }
  }

  @Test
  void textIsEscaped() throws Exception {
    Sketch sketch = new Sketch();
    sketch.box("h", "</svg><script>alert(1)</script>", BoxKind.HOST, "");
    sketch.port("h", "\"a\" & <b>\u0000", "veth", "", 1500);
    String svg = TopologyDrawing.of(sketch.topology(), "<title>");

    assertThat(svg).doesNotContain("<script").doesNotContain("\u0000");
    assertThat(parse(svg).getDocumentElement().getTextContent()).contains("\"a\" & <b>");
  }

  @Test
  void brokenReferencesDoNotHinderTheRest() {
    Sketch sketch = new Sketch();
    sketch.box("h", "h1", BoxKind.HOST, "gone");
    sketch.port("h", "eth0", "veth", "h/gone", 1500);
    sketch.wire("h/eth0", "gone/eth0", WireKind.VETH);
    TopologySheet sheet = TopologyLayout.of(sketch.topology());

    assertThat(sheet.ports()).hasSize(1);
    assertThat(sheet.wires()).isEmpty();
  }

  @Test
  void nothingToDraw() {
    assertThat(TopologyDrawing.of(Topology.EMPTY, "nothing")).isEmpty();
  }

  private static void apart(List<Rect> rects) {
    for (int i = 0; i < rects.size(); i++) {
      for (int j = i + 1; j < rects.size(); j++) {
        assertThat(rects.get(i).overlaps(rects.get(j)))
            .as(rects.get(i) + " and " + rects.get(j))
            .isFalse();
      }
    }
  }

  private static Rect rect(TopologySheet sheet, String box) {
    return sheet.boxes().stream()
        .filter(placed -> placed.box().id().equals(box))
        .findFirst()
        .orElseThrow()
        .rect();
  }

  private static boolean touches(Rect rect, Point point) {
    boolean across = rect.x() <= point.x() && point.x() <= rect.right();
    return across && (point.y() == rect.y() || point.y() == rect.bottom());
  }

  private static boolean crosses(PlacedWire wire, Rect rect) {
    List<Point> points = wire.points();
    for (int i = 1; i < points.size(); i++) {
      Point a = points.get(i - 1);
      Point b = points.get(i);
      Rect line =
          new Rect(
              Math.min(a.x(), b.x()),
              Math.min(a.y(), b.y()),
              Math.abs(a.x() - b.x()) + 0.01,
              Math.abs(a.y() - b.y()) + 0.01);
      if (line.overlaps(rect)) {
        return true;
      }
    }
    return false;
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
