package dev.linerate.report;

import dev.linerate.report.TopologyPart.Bridge;
import dev.linerate.report.TopologyPart.Card;
import dev.linerate.report.TopologyPart.Frame;
import dev.linerate.report.TopologyPart.Row;
import dev.linerate.result.Topology;
import dev.linerate.result.Topology.Box;
import dev.linerate.result.Topology.BoxKind;
import dev.linerate.result.Topology.Port;
import dev.linerate.result.Topology.Wire;
import dev.linerate.result.Topology.WireKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Gives every box and port of a topology its place.
 *
 * <p>Hosts stand beside each other with their rows at the same heights, so that a tunnel between
 * two of them is a straight line; the switch that joins them lies below, its ports under their
 * uplinks. Within a host containers stand on top, bridges below them, uplinks at the bottom: wires
 * run downwards and turn only in the gaps between rows.
 */
final class TopologyLayout {
  static final double MARGIN = 2;
  private static final double BETWEEN_HOSTS = 28;
  private static final double GAP = 20;
  private static final double STUB = TopologyPart.STUB;

  private final TopologyGraph graph;
  private final TopologySheet sheet = new TopologySheet();

  private TopologyLayout(Topology topology) {
    graph = new TopologyGraph(topology);
  }

  static TopologySheet of(Topology topology) {
    TopologyLayout layout = new TopologyLayout(topology);
    layout.place();
    new TopologyWiring(layout.graph, layout.sheet).route();
    return layout.sheet;
  }

  private void place() {
    List<Frame> hosts = level(graph.hosts().stream().map(this::frame).toList());
    double x = MARGIN;
    for (Frame host : hosts) {
      host.place(x, MARGIN, sheet);
      x += host.width() + BETWEEN_HOSTS;
    }
    double bottom = sheet.height();
    sheet.lane(hosts.stream().flatMap(Frame::ports), bottom);
    for (Box box : graph.switches()) {
      placeSwitch(box, sheet.boxes().isEmpty() ? MARGIN : sheet.height() + GAP);
    }
  }

  /** Gives every frame the row heights and gaps of the tallest. */
  private static List<Frame> level(List<Frame> frames) {
    List<Double> heights = most(frames.stream().map(Frame::heights).toList());
    List<Double> gaps = most(frames.stream().map(Frame::gaps).toList());
    return frames.stream().map(f -> new Frame(f.box(), f.rows(), heights, gaps)).toList();
  }

  private static List<Double> most(List<List<Double>> lists) {
    int size = lists.isEmpty() ? 0 : lists.getFirst().size();
    return IntStream.range(0, size)
        .mapToObj(i -> lists.stream().mapToDouble(list -> list.get(i)).max().orElse(0))
        .toList();
  }

  private Frame frame(Box box) {
    List<Row> rows = List.of(containers(box), middle(box), uplinks(box));
    List<Double> heights = rows.stream().map(Row::height).toList();
    double last = heights.get(2);
    double first = heights.get(1) + last > 0 ? gap(rows.get(0), Set.of()) : 0;
    double second = last > 0 ? gap(rows.get(1), ids(rows.get(0))) : 0;
    return new Frame(box, rows, heights, List.of(first, second));
  }

  /** Room for the wires that leave a row downwards; none below an empty row. */
  private double gap(Row row, Set<String> above) {
    if (row.height() == 0) {
      return 0;
    }
    Set<String> own = ids(row);
    long leaving = graph.wires().stream().filter(wire -> leaves(wire, own, above)).count();
    return GAP + TopologyWiring.LANE * leaving;
  }

  private static boolean leaves(Wire wire, Set<String> row, Set<String> above) {
    boolean touches = row.contains(wire.from()) || row.contains(wire.to());
    boolean upwards = above.contains(wire.from()) || above.contains(wire.to());
    boolean within = row.contains(wire.from()) && row.contains(wire.to());
    return touches && !upwards && (!within || wire.kind() == WireKind.TUNNEL);
  }

  private static Set<String> ids(Row row) {
    return row.ports().map(Port::id).collect(Collectors.toSet());
  }

  private Row containers(Box box) {
    return new Row(
        graph.inside(box).stream()
            .filter(inner -> inner.kind() == BoxKind.CONTAINER)
            .map(this::frame)
            .toList(),
        true);
  }

  private Row middle(Box box) {
    List<TopologyPart> parts = new ArrayList<>();
    graph.inside(box).stream()
        .filter(inner -> inner.kind() != BoxKind.CONTAINER)
        .map(this::frame)
        .forEach(parts::add);
    graph.ports(box).stream().filter(graph::isBar).map(this::bridge).forEach(parts::add);
    free(box).stream().filter(this::onlyInwards).map(Card::of).forEach(parts::add);
    return new Row(parts, false);
  }

  private Row uplinks(Box box) {
    return new Row(
        free(box).stream().filter(port -> !onlyInwards(port)).map(Card::of).toList(), false);
  }

  private List<Port> free(Box box) {
    return graph.ports(box).stream()
        .filter(port -> !graph.isBar(port) && graph.master(port).isEmpty())
        .toList();
  }

  private boolean onlyInwards(Port port) {
    return graph.leadsToContainer(port) && !graph.leadsOut(port);
  }

  private Bridge bridge(Port bar) {
    List<Port> members =
        graph.members(bar).stream().sorted(Comparator.comparingInt(graph::peerOrder)).toList();
    return new Bridge(
        bar,
        PortLabel.bar(bar),
        cards(members.stream().filter(graph::leadsToContainer).toList(), true),
        cards(members.stream().filter(port -> !graph.leadsToContainer(port)).toList(), false));
  }

  private static Row cards(List<Port> ports, boolean bottoms) {
    return new Row(ports.stream().map(Card::of).toList(), bottoms);
  }

  /**
   * As wide as the hosts together, each port below the uplink it is wired to; its title is at the
   * bottom, where no wire runs.
   */
  private void placeSwitch(Box box, double y) {
    List<Card> cards =
        graph.ports(box).stream()
            .filter(port -> !graph.isBar(port))
            .sorted(Comparator.comparingDouble(port -> peerX(port).orElse(Double.MAX_VALUE)))
            .map(Card::of)
            .toList();
    double left = MARGIN + TopologyPart.PADDING;
    List<Double> lefts = new ArrayList<>();
    double aside = 0;
    double x = left;
    for (Card card : cards) {
      double wanted = peerX(card.port()).orElse(x) - card.width() / 2;
      aside += wanted < x - 1 ? 1 : 0;
      x = Math.max(x, wanted);
      lefts.add(x);
      x += card.width() + TopologyPart.BETWEEN;
    }
    double right = Math.max(sheet.width(), x - TopologyPart.BETWEEN + TopologyPart.PADDING);
    double width = Math.max(right - MARGIN, 180);
    double start = y + TopologyWiring.LANE * aside;
    double top = start + TopologyPart.PADDING;
    for (int i = 0; i < cards.size(); i++) {
      cards.get(i).place(lefts.get(i), top, sheet);
    }
    double below = top + new Row(cards, false).height() + (cards.isEmpty() ? 0 : STUB);
    for (Port bar : graph.ports(box).stream().filter(graph::isBar).toList()) {
      PortLabel label = PortLabel.bar(bar);
      double height = label.height() + 8;
      sheet.port(bar, label, new Rect(left, below, width - 2 * TopologyPart.PADDING, height), true);
      below += height + STUB;
    }
    sheet.box(box, new Rect(MARGIN, start, width, below - STUB + TopologyPart.TITLE + 8 - start));
  }

  private OptionalDouble peerX(Port port) {
    return graph.peers(port).stream()
        .flatMap(peer -> sheet.find(peer.id()).stream())
        .mapToDouble(placed -> placed.rect().centre())
        .findFirst();
  }
}
