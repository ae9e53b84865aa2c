package dev.linerate.cli.progress;

import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Status;
import dev.linerate.result.Trial;
import dev.linerate.run.RunEvent;
import dev.linerate.run.RunEvent.TrialPosition;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Run events as lines for a person; both displays say the same. */
final class Lines {
  private Lines() {}

  /** The line that stays on the screen; empty for events that are only shown while they last. */
  static Optional<String> lasting(RunEvent event) {
    return switch (event) {
      case RunEvent.StepDone e -> Optional.of(timed("✓ " + e.text(), e.took()));
      case RunEvent.NetworkDone e -> Optional.of(network(e.network(), e.took()));
      case RunEvent.TrialDone e -> Optional.of(trial(e.at(), e.trial()));
      case RunEvent.Warning e -> Optional.of("! " + e.text());
      case RunEvent.StepStarted e -> Optional.empty();
      case RunEvent.TrialStarted e -> Optional.empty();
      case RunEvent.Live e -> Optional.empty();
      case RunEvent.CaseLeftOut e -> Optional.empty();
    };
  }

  private static String network(NetworkRecord network, Duration took) {
    return switch (network.status()) {
      case MEASURED -> timed("✓ " + network.driver() + " (" + network.datapath() + ")", took);
      case SKIPPED -> "– " + network.driver() + " skipped: " + network.reason().orElse("");
      case FAILED -> "✗ " + network.driver() + " not built: " + network.reason().orElse("");
    };
  }

  private static String trial(TrialPosition at, Trial trial) {
    String line = position(at) + "  ";
    if (trial.status() != Status.MEASURED || trial.totals().isEmpty()) {
      return "✗ " + line + "failed: " + trial.reason().orElse("");
    }
    var totals = trial.totals().get();
    String loss =
        totals.lost().isPresent() && totals.packets().orElse(0) > 0
            ? String.format(
                Locale.ROOT,
                ", %.2g %% lost",
                100.0 * totals.lost().getAsLong() / totals.packets().getAsLong())
            : "";
    return "✓ " + line + new BitRate(totals.bitsPerSecond()) + loss;
  }

  /** {@code case 5/14 docker-overlay cross-host tcp trial 2/3}. */
  static String position(TrialPosition at) {
    return "case %d/%d %s  trial %d/%d"
        .formatted(at.position(), at.cases(), at.label(), at.repeat(), at.repeats());
  }

  static String left(Duration left) {
    return "about " + Durations.human(left) + " left";
  }

  private static String timed(String text, Duration took) {
    return String.format(Locale.ROOT, "%s  %.1f s", text, Durations.seconds(took));
  }
}
