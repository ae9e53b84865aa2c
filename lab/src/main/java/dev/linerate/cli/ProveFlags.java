package dev.linerate.cli;

import dev.linerate.analysis.RatioInterval;
import dev.linerate.explain.Cause;
import dev.linerate.fault.LinerateException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@code explain} that make it measure. */
final class ProveFlags {
  private static final int FEWEST = RatioInterval.FEWEST;
  private static final int MOST = 50;

  @Option(
      names = "--prove",
      description = {
        "prove it by experiment: measure the case again as it was and with the weightiest cause",
        "changed, taking turns, on a network built anew; report the effect"
      })
  boolean prove;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "trials of either, for --prove (default: 7)")
  private @Nullable Integer trials;

  @Option(
      names = "--finding",
      paramLabel = "ID",
      description = "prove this finding instead of the weightiest: LR-CPU-03")
  private @Nullable String finding;

  /**
   * Trials of each case.
   *
   * @throws LinerateException (user) when out of range
   */
  int trials() {
    int wanted = trials == null ? 7 : trials;
    if (wanted < FEWEST || wanted > MOST) {
      throw LinerateException.user(
          "--trials: " + wanted + " is out of range; it goes from " + FEWEST + " to " + MOST, "");
    }
    return wanted;
  }

  /**
   * The finding to prove; empty for the weightiest.
   *
   * @throws LinerateException (user) when there is none with that id
   */
  Optional<Cause> finding() {
    return Optional.ofNullable(finding)
        .map(id ->
            Cause.ofId(id.toUpperCase(Locale.ROOT))
                .orElseThrow(() ->
                    LinerateException.user(
                        "--finding: there is no finding " + id,
                        "There are "
                            + String.join(
                                ", ", Arrays.stream(Cause.values()).map(Cause::id).toList()))));
  }

  /**
   * Refuses what only makes sense with {@code --prove}.
   *
   * @throws LinerateException (user) when it is given without
   */
  void check() {
    if (!prove && (trials != null || finding != null)) {
      throw LinerateException.user(
          (trials != null ? "--trials" : "--finding") + " belongs to --prove", "Add --prove");
    }
    trials();
    finding();
  }
}
