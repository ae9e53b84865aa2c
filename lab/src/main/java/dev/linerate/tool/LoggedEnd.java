package dev.linerate.tool;

import java.util.List;
import java.util.OptionalDouble;

/** One end's log of one test while it is read: what it has told by now, without its samples. */
public interface LoggedEnd {
  TestHeading heading();

  EndReport report();

  /** What the other end counted, as far as this one says. */
  List<PeerCount> peers();

  /** Whether it is the log of both ends, so that nothing of the trial is missing. */
  default boolean isOfBoth() {
    return false;
  }

  /** CPU time of the other end, % of one core. */
  OptionalDouble peerCpuPercent();
}
