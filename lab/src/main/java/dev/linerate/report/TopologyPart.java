package dev.linerate.report;

import dev.linerate.result.Topology.Box;
import dev.linerate.result.Topology.Port;
import java.util.List;
import java.util.stream.Stream;

/** A piece of a drawing that knows its size before it has a place. */
sealed interface TopologyPart {
  double PADDING = 12;
  double BETWEEN = 14;
  double STUB = 8;
  double TITLE = 22;

  double width();

  double height();

  /** The ports in it, at any depth. */
  Stream<Port> ports();

  /** Puts it, with all that is in it, on the sheet. */
  void place(double x, double y, TopologySheet sheet);

  /** A port as a card. */
  record Card(Port port, PortLabel label) implements TopologyPart {
    static Card of(Port port) {
      return new Card(port, PortLabel.card(port));
    }

    @Override
    public double width() {
      return label.width() + 2 * 8;
    }

    @Override
    public double height() {
      return label.height() + 2 * 5;
    }

    @Override
    public Stream<Port> ports() {
      return Stream.of(port);
    }

    @Override
    public void place(double x, double y, TopologySheet sheet) {
      sheet.port(port, label, new Rect(x, y, width(), height()), false);
    }
  }

  /** Parts beside each other, their tops or their bottoms in line, centred in the width given. */
  record Row(List<? extends TopologyPart> parts, boolean bottoms) implements TopologyPart {
    @Override
    public double width() {
      double sum = parts.stream().mapToDouble(TopologyPart::width).sum();
      return parts.isEmpty() ? 0 : sum + BETWEEN * (parts.size() - 1);
    }

    @Override
    public double height() {
      return parts.stream().mapToDouble(TopologyPart::height).max().orElse(0);
    }

    @Override
    public Stream<Port> ports() {
      return parts.stream().flatMap(TopologyPart::ports);
    }

    @Override
    public void place(double x, double y, TopologySheet sheet) {
      double left = x;
      for (TopologyPart part : parts) {
        part.place(left, bottoms ? y + height() - part.height() : y, sheet);
        left += part.width() + BETWEEN;
      }
    }

    void placeCentred(double x, double y, double room, TopologySheet sheet) {
      place(x + (room - width()) / 2, y, sheet);
    }
  }

  /** A bridge as a bar with its ports above and below. */
  record Bridge(Port port, PortLabel label, Row above, Row below) implements TopologyPart {
    @Override
    public double width() {
      double bar = label.width() + 2 * PADDING;
      return Math.max(bar, Math.max(above.width(), below.width()) + 2 * 8);
    }

    @Override
    public double height() {
      return beforeBar() + barHeight() + (below.height() > 0 ? STUB + below.height() : 0);
    }

    @Override
    public Stream<Port> ports() {
      return Stream.of(above.ports(), Stream.of(port), below.ports()).flatMap(s -> s);
    }

    @Override
    public void place(double x, double y, TopologySheet sheet) {
      double bar = y + beforeBar();
      above.placeCentred(x, y, width(), sheet);
      sheet.port(port, label, new Rect(x, bar, width(), barHeight()), true);
      below.placeCentred(x, bar + barHeight() + STUB, width(), sheet);
    }

    private double beforeBar() {
      return above.height() > 0 ? above.height() + STUB : 0;
    }

    private double barHeight() {
      return label.height() + 2 * 4;
    }
  }

  /**
   * A namespace: containers on top, bridges and sandboxes in the middle, uplinks at the bottom.
   *
   * @param gaps room for wires below the first and the second row
   */
  record Frame(Box box, List<Row> rows, List<Double> heights, List<Double> gaps)
      implements TopologyPart {
    @Override
    public double width() {
      double title = box.label().length() * 7.5;
      double content = rows.stream().mapToDouble(Row::width).max().orElse(0);
      return Math.max(Math.max(content, title), 90) + 2 * PADDING;
    }

    @Override
    public double height() {
      double rowsHeight = heights.stream().mapToDouble(Double::doubleValue).sum();
      double gapsHeight = gaps.stream().mapToDouble(Double::doubleValue).sum();
      return TITLE + PADDING + rowsHeight + gapsHeight + PADDING;
    }

    @Override
    public Stream<Port> ports() {
      return rows.stream().flatMap(Row::ports);
    }

    @Override
    public void place(double x, double y, TopologySheet sheet) {
      sheet.box(box, new Rect(x, y, width(), height()));
      double top = y + TITLE + PADDING;
      for (int i = 0; i < rows.size(); i++) {
        rows.get(i).placeCentred(x, top, width(), sheet);
        top += heights.get(i);
        if (i < gaps.size() && gaps.get(i) > 0) {
          sheet.lane(rows.get(i).ports(), top);
          top += gaps.get(i);
        }
      }
    }
  }
}
