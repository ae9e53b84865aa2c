package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.StudyReference;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** This run's numbers beside the study's, for the networks that both measured. */
final class Beside {
  /** A measured case with the study's figures of the same network. */
  record Pair(CaseSummary summary, StudyReference.Entry study) {}

  private Beside() {}

  static List<Pair> pairs(ReportModel model) {
    return model.oneWay().stream()
        .filter(summary -> summary.bitrate().isPresent())
        .flatMap(summary -> pair(summary).stream())
        .toList();
  }

  /** {@code Kunpeng 920 / Intel 6248: docker-bridge 35 / 25 Gbit/s, …}; empty without any. */
  static Optional<String> line(ReportModel model) {
    String figures =
        pairs(model).stream()
            .map(Pair::study)
            .filter(entry -> entry.protocol() == Protocol.TCP)
            .distinct()
            .map(Beside::figures)
            .collect(Collectors.joining(", "));
    return figures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Beside your machine, the study's "
                + StudyReference.KUNPENG
                + " / "
                + StudyReference.INTEL
                + ", TCP: "
                + figures);
  }

  private static Optional<Pair> pair(CaseSummary summary) {
    CaseSpec spec = summary.record().spec();
    return StudyReference.find(spec.network(), spec.placement(), spec.flow().protocol())
        .map(entry -> new Pair(summary, entry));
  }

  private static String figures(StudyReference.Entry entry) {
    String unit = entry.figures().getFirst().bitrate().unitName();
    return entry.network()
        + " "
        + entry.figures().stream()
            .map(figure -> Text.offered(unit, figure.bitrate()))
            .collect(Collectors.joining(" / "))
        + " "
        + unit;
  }
}
