package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MedianInterval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one tool measured against what another did in the same cases: medians divided. Whether the
 * difference means anything is for the intervals to say, which stand beside the medians.
 *
 * @param label {@code builtin / iperf3}
 * @param tcp empty unless both have a number; likewise {@code udp}
 */
public record ToolRatio(String label, OptionalDouble tcp, OptionalDouble udp) {

  /** Of two rows of the same network; empty when they have no number in common. */
  static Optional<ToolRatio> of(TableRow first, TableRow second) {
    ToolRatio ratio =
        new ToolRatio(
            first.tool() + " / " + second.tool(),
            ratio(first.tcp(), second.tcp()),
            ratio(first.udp(), second.udp()));
    return ratio.tcp.isPresent() || ratio.udp.isPresent() ? Optional.of(ratio) : Optional.empty();
  }

  private static OptionalDouble ratio(Optional<CaseSummary> a, Optional<CaseSummary> b) {
    double above = median(a);
    double below = median(b);
    return above > 0 && below > 0 ? OptionalDouble.of(above / below) : OptionalDouble.empty();
  }

  private static double median(Optional<CaseSummary> summary) {
    return summary.flatMap(CaseSummary::bitrate).map(MedianInterval::median).orElse(0.0);
  }

  /** {@code 1.07}; nothing where there is none. */
  static String text(OptionalDouble ratio) {
    return ratio.isEmpty() ? "" : Text.decimals(2, ratio.getAsDouble());
  }

  /** In one phrase: {@code builtin / iperf3: TCP 1.07, UDP 1.20}. */
  String phrase() {
    return label
        + ": "
        + Text.join(
            ", ",
            List.of(
                tcp.isEmpty() ? "" : "TCP " + text(tcp), udp.isEmpty() ? "" : "UDP " + text(udp)));
  }
}
