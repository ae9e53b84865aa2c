package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.ChangePoints;
import dev.linerate.result.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The stretches of a trial between which its bit rate changed for good, in order of time.
 *
 * @param stretches two at least
 */
record Levels(List<Stretch> stretches) {
  /** In fewer samples a change cannot be told from chance. */
  private static final int FEWEST = 20;

  /** More than this is no level any more. */
  private static final int MOST_TOLD = 5;

  private static final int MOST_TRIALS = 3;

  Levels {
    stretches = List.copyOf(stretches);
  }

  /** From one second of a trial to another, and its mean bit/s. */
  record Stretch(double from, double to, double bitsPerSecond) {}

  /** Of a trial that is long enough, was no search, and has changed; empty for all others. */
  static List<Stretch> of(Trial trial, Duration nominal) {
    List<Sample> samples = Sample.of(trial, nominal);
    if (samples.size() < FEWEST || trial.search().isPresent()) {
      return List.of();
    }
    double[] rates = samples.stream().mapToDouble(Sample::bitsPerSecond).toArray();
    List<Stretch> stretches =
        ChangePoints.stretches(rates).stream()
            .map(found ->
                new Stretch(
                    samples.get(found.from()).start(),
                    end(samples.get(found.to() - 1)),
                    found.mean()))
            .toList();
    return stretches.size() > 1 ? stretches : List.of();
  }

  private static double end(Sample sample) {
    return sample.start() + sample.seconds();
  }

  /** A sentence for each trial that changed, of the first few of each case. */
  static List<String> remarks(ReportModel model) {
    return model.oneWay().stream().flatMap(summary -> remarks(model, summary)).toList();
  }

  private static Stream<String> remarks(ReportModel model, CaseSummary summary) {
    Duration nominal = summary.record().spec().flow().interval();
    return summary.record().trials().stream()
        .flatMap(trial -> {
          List<Stretch> stretches = of(trial, nominal);
          return stretches.isEmpty()
              ? Stream.empty()
              : Stream.of(
                  model.caseName(summary)
                      + ", trial "
                      + trial.repeat()
                      + " changed its level: "
                      + new Levels(stretches).words());
        })
        .limit(MOST_TRIALS);
  }

  /** {@code 34.3 Gbit/s until 9 s, 16.6 Gbit/s until 16 s, 34.8 Gbit/s after it}. */
  String words() {
    List<String> words = new ArrayList<>();
    for (Stretch stretch : stretches.subList(0, Math.min(MOST_TOLD, stretches.size()) - 1)) {
      words.add(
          Text.measured(stretch.bitsPerSecond())
              + " until "
              + Text.decimals(stretch.to() < 10 ? 1 : 0, stretch.to()).replaceFirst("\\.0$", "")
              + " s");
    }
    words.add(
        stretches.size() > MOST_TOLD
            ? "and " + (stretches.size() - words.size()) + " more"
            : Text.measured(stretches.getLast().bitsPerSecond()) + " after it");
    return String.join(", ", words);
  }
}
