package dev.linerate.search;

import dev.linerate.unit.Durations;
import java.time.Duration;

/**
 * What came of a trial.
 *
 * @param intended datagrams that the load and the duration ask for
 * @param sent datagrams that the sender sent
 * @param received datagrams that arrived; what was lost at the very end is missing here too
 * @param sending how long the sender took
 * @param spent the whole trial, connecting and exchanging results included
 */
public record TrialResult(
    Trial trial, long intended, long sent, long received, Duration sending, Duration spent) {
  /** A sender may end this much late without having been too slow: it is woken up late. */
  private static final double LATE_SECONDS = 0.003;

  private static final double LATE_SHARE = 0.001;

  /** Datagrams that were sent and did not arrive. */
  public long lost() {
    return Math.max(0, sent - received);
  }

  /** Share of the sent datagrams that did not arrive, 0 … 1; 1 when none was sent. */
  public double networkLossRatio() {
    return sent > 0 ? (double) lost() / sent : 1;
  }

  /**
   * The Trial Loss Ratio, 0 … 1. What the sender could not offer in time counts as lost, as
   * MLRsearch recommends: a load that was not offered has not been carried either.
   */
  public double lossRatio() {
    double network = networkLossRatio();
    return senderTooSlow() ? 1 - (1 - network) * offeredShare() : network;
  }

  /** Whether the sender did not reach the intended load. */
  public boolean senderTooSlow() {
    double late = LATE_SECONDS / Durations.seconds(trial.duration()) + LATE_SHARE;
    return offeredShare() < 1 - late;
  }

  private double offeredShare() {
    double slower = Durations.seconds(trial.duration()) / Durations.seconds(sending);
    return sent == 0 ? 0 : Math.min(1, (double) sent / intended * slower);
  }
}
