package dev.linerate.tool;

import dev.linerate.host.Host;
import dev.linerate.host.Support.Reason;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import java.util.List;
import java.util.Optional;

/** Whether a kernel has the congestion control that a flow wants. */
final class CongestionControl {
  private static final String AVAILABLE = "/proc/sys/net/ipv4/tcp_available_congestion_control";

  private CongestionControl() {}

  /** Empty when the kernel has the algorithm, or does not tell what it has. */
  static Optional<Reason> missing(Host host, Flow flow) {
    if (flow.protocol() != Protocol.TCP || flow.congestion().isEmpty()) {
      return Optional.empty();
    }
    String wanted = flow.congestion().get();
    return host.read(AVAILABLE)
        .filter(available -> !List.of(available.strip().split("\\s+")).contains(wanted))
        .map(available ->
            new Reason(
                "the kernel of "
                    + host.name()
                    + " has no congestion control "
                    + wanted
                    + ", only "
                    + available.strip(),
                "sudo modprobe tcp_" + wanted));
  }
}
