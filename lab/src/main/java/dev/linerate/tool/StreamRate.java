package dev.linerate.tool;

import dev.linerate.plan.Direction;
import java.util.OptionalDouble;

/** The live rate out of the processes' own samples, where they report while they run. */
record StreamRate(Iperf3Process client, Iperf3Process server, Direction direction)
    implements LiveRate {
  @Override
  public OptionalDouble sample() {
    OptionalDouble clientRate = rate(client, End.CLIENT);
    OptionalDouble serverRate = rate(server, End.SERVER);
    return clientRate.isEmpty() && serverRate.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(clientRate.orElse(0) + serverRate.orElse(0));
  }

  private OptionalDouble rate(Iperf3Process process, End role) {
    OptionalDouble rate = process.receivingRate();
    return Iperf3Arguments.receives(direction, role) ? rate : OptionalDouble.empty();
  }
}
