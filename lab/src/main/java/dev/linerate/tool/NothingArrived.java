package dev.linerate.tool;

import dev.linerate.host.Endpoint;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.result.Totals;
import java.util.Optional;

/** A trial in which everything seemed to go well, but for the data. */
final class NothingArrived {
  private NothingArrived() {}

  /** The sentence; empty when something did arrive. */
  static Optional<String> sentence(Totals totals, Flow flow, Endpoint client, Endpoint server) {
    if (totals.bytesReceived() > 0) {
      return Optional.empty();
    }
    String receiver = flow.direction() == Direction.REVERSE ? client.label() : server.label();
    return Optional.of(
        "no data arrived; "
            + totals.bytesSent()
            + " bytes were sent towards "
            + receiver
            + ": look for packets of full size that are dropped on the way (MTU, check-sum"
            + " offload)");
  }
}
