package dev.linerate.run;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Plan;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.ToolChoice;
import java.time.Duration;
import java.util.Arrays;

/** Small plans. */
final class Plans {
  private Plans() {}

  /** One TCP case between hosts for each network. */
  static Plan of(int repeat, String... networks) {
    return new Plan(
        "test",
        2,
        LinkSpec.GIGABIT,
        repeat,
        ToolChoice.BUILTIN,
        Arrays.stream(networks).map(Plans::tcp).toList());
  }

  static CaseSpec tcp(String network) {
    return spec(network, Protocol.TCP);
  }

  static CaseSpec udp(String network) {
    return spec(network, Protocol.UDP);
  }

  private static CaseSpec spec(String network, Protocol protocol) {
    return new CaseSpec(
        network, Placement.CROSS_HOST, Flow.of(protocol, Duration.ofSeconds(2)), Pinning.NONE);
  }
}
