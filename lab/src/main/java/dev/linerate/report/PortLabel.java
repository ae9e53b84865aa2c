package dev.linerate.report;

import dev.linerate.result.Topology.Port;
import java.util.ArrayList;
import java.util.List;

/**
 * The text on a port: its name, then what a reader looks for, one thing a line; on a bridge's bar
 * two lines.
 */
record PortLabel(String name, List<String> details) {
  /** Widest glyph of the fonts asked for, against the font size. */
  private static final double CHARACTER = 0.605;

  static final double FONT_SIZE = 11;
  static final double LINE = 15;
  private static final int LONGEST = 34;

  static PortLabel card(Port port) {
    List<String> lines = new ArrayList<>(port.addresses());
    lines.add(Text.join(" · ", List.of(port.kind(), mtu(port))));
    port.vni().ifPresent(vni -> lines.add("VNI " + vni));
    port.detail().ifPresent(lines::add);
    return new PortLabel(shortened(port.name()), lines.stream().map(PortLabel::shortened).toList());
  }

  static PortLabel bar(Port port) {
    List<String> parts = new ArrayList<>(port.addresses());
    parts.add(mtu(port));
    port.vni().ifPresent(vni -> parts.add("VNI " + vni));
    port.detail().ifPresent(parts::add);
    return new PortLabel(
        shortened(port.name() + " · " + port.kind()), List.of(shortened(Text.join(" · ", parts))));
  }

  /** A switch's port that the kernel does not know has none. */
  private static String mtu(Port port) {
    return port.mtu() > 0 ? "mtu " + port.mtu() : "";
  }

  double width() {
    int longest = name.length();
    for (String line : details) {
      longest = Math.max(longest, line.length());
    }
    return Math.ceil(longest * CHARACTER * FONT_SIZE);
  }

  double height() {
    return (1 + details.size()) * LINE;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
