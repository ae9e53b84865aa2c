package dev.linerate.report;

import dev.linerate.analysis.MedianInterval;
import dev.linerate.analysis.StudyReference.Figure;
import dev.linerate.unit.BitRate;
import java.util.ArrayList;
import java.util.List;

/**
 * One network beside the study's machines.
 *
 * @param bars this machine first
 */
record BesideView(String network, String protocol, String where, List<Bar> bars) {
  /**
   * A machine's figure.
   *
   * @param percent length of its bar, of the row's longest
   */
  record Bar(String machine, String value, double percent, String remark, boolean own) {}

  static BesideView of(Beside.Pair pair, ReportModel model) {
    MedianInterval own = pair.summary().bitrate().orElseThrow();
    double most =
        pair.study().figures().stream()
            .mapToDouble(figure -> figure.bitrate().bitsPerSecond())
            .reduce(own.median(), Math::max);
    String unit = new BitRate(most).unitName();
    List<Bar> bars = new ArrayList<>();
    bars.add(
        new Bar(
            "this run" + model.suffix(pair.summary()),
            Text.in(unit, own.median()) + " " + unit,
            100 * own.median() / most,
            remark(pair),
            true));
    pair.study().figures().forEach(figure -> bars.add(bar(figure, unit, most)));
    return new BesideView(
        pair.study().network(),
        pair.study().protocol().name(),
        pair.study().placement().word().replace('-', ' '),
        bars);
  }

  private static Bar bar(Figure figure, String unit, double most) {
    return new Bar(
        figure.machine(),
        Text.offered(unit, figure.bitrate()) + " " + unit,
        100 * figure.bitrate().bitsPerSecond() / most,
        Text.unbroken(figure.remark()),
        false);
  }

  private static String remark(Beside.Pair pair) {
    String loss = Text.loss(pair.summary().lossShare());
    String offered =
        pair.summary().offered().map(rate -> "of " + Text.rate(rate) + " offered").orElse("");
    return Text.unbroken(Text.join(", ", List.of(offered, loss.isEmpty() ? "" : loss + " lost")));
  }
}
