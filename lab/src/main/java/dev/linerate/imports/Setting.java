package dev.linerate.imports;

import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Rate;
import dev.linerate.tool.End;
import java.time.Duration;
import java.util.Optional;

/**
 * What a log does not say of its tests and somebody has to: where they ran. What nobody said is
 * empty.
 *
 * @param network the network driver's name, or any other
 * @param rate what each stream was told to send
 * @param duration what was asked for
 * @param end whose log it is, where the log itself does not tell
 * @param tool the traffic tool's name, where it is not the format's
 */
public record Setting(
    Optional<String> network,
    Optional<Placement> placement,
    Optional<Pinning> pinning,
    Optional<Rate> rate,
    Optional<Duration> duration,
    Optional<End> end,
    Optional<String> tool) {
  /** Nothing said. */
  public static final Setting NONE =
      new Setting(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** What this does not say, the other one may. */
  public Setting or(Setting other) {
    return new Setting(
        network.or(other::network),
        placement.or(other::placement),
        pinning.or(other::pinning),
        rate.or(other::rate),
        duration.or(other::duration),
        end.or(other::end),
        tool.or(other::tool));
  }
}
