package dev.linerate.tool;

import dev.linerate.plan.Transaction;
import dev.linerate.result.Transactions;
import java.util.List;
import java.util.Optional;
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

  /** What made the traffic, where it is not the tool that such logs are usually of. */
  default Optional<String> tool() {
    return Optional.empty();
  }

  /** What was sent back and forth; empty where the payload went one way. */
  default Optional<Transaction> transaction() {
    return Optional.empty();
  }

  /** What that came to, once the log has told it. */
  default Optional<Transactions> transactions() {
    return Optional.empty();
  }

  /** CPU time of the other end, % of one core. */
  OptionalDouble peerCpuPercent();
}
