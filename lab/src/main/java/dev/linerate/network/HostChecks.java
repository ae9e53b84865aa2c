package dev.linerate.network;

import dev.linerate.host.Host;
import dev.linerate.host.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What the checks of network drivers have in common. */
public final class HostChecks {
  private HostChecks() {}

  /** The reasons of all hosts; what several have in common is told once. */
  public static Support onEach(List<Host> hosts, Function<Host, Support> check) {
    List<Support.Reason> reasons = new ArrayList<>();
    hosts.forEach(host -> reasons.addAll(check.apply(host).reasons()));
    return new Support(reasons.stream().distinct().toList());
  }

  /** For networks between hosts. */
  public static Support twoHosts(List<Host> hosts) {
    return hosts.size() >= 2
        ? Support.YES
        : Support.no("it needs two hosts and there is one", "raise hosts in the plan");
  }
}
