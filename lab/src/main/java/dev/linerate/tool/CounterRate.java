package dev.linerate.tool;

import dev.linerate.host.Host;
import dev.linerate.plan.Direction;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * The live rate out of the interface counters in the server's network namespace, for releases that
 * report only at their end.
 */
final class CounterRate implements LiveRate {
  private final Host host;
  private final String path;
  private final String iface;
  private final Direction direction;
  private final LongSupplier nanoClock;
  private Optional<InterfaceBytes> before;
  private long beforeNanos;

  /**
   * @param pid a process in that namespace, on that host
   */
  CounterRate(Host host, long pid, String iface, Direction direction, LongSupplier nanoClock) {
    this.host = host;
    this.path = "/proc/" + pid + "/net/dev";
    this.iface = iface;
    this.direction = direction;
    this.nanoClock = nanoClock;
    this.before = read();
    this.beforeNanos = nanoClock.getAsLong();
  }

  @Override
  public OptionalDouble sample() {
    Optional<InterfaceBytes> now = read();
    long nanos = nanoClock.getAsLong();
    double seconds = (nanos - beforeNanos) / 1e9;
    OptionalDouble rate =
        now.isPresent() && before.isPresent() && seconds > 0
            ? OptionalDouble.of((bytes(now.get()) - bytes(before.get())) * 8 / seconds)
            : OptionalDouble.empty();
    before = now;
    beforeNanos = nanos;
    return rate;
  }

  private Optional<InterfaceBytes> read() {
    return host.read(path).flatMap(text -> InterfaceBytes.parse(text, iface));
  }

  /** On the loopback interface both columns count everything, so one of them is enough. */
  private long bytes(InterfaceBytes counters) {
    return switch (direction) {
      case FORWARD -> counters.received();
      case REVERSE -> counters.sent();
      case BIDIR ->
          iface.equals("lo") ? counters.received() : counters.received() + counters.sent();
    };
  }
}
