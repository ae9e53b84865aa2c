package dev.linerate.telemetry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network namespace.
 *
 * @param label for people: {@code h1 container a}
 * @param ends whose endpoints are in it
 * @param interfaces those that were there when the trial began
 * @param counters TCP's, UDP's and IP's, by the names nstat(8) has for them: {@code
 *     TcpRetransSegs}, {@code TcpExtTCPTimeouts}, {@code UdpRcvbufErrors}; a counter that the
 *     kernel does not have is missing
 * @param conntrack empty where connections are not tracked
 */
public record NamespaceSeries(
    String label,
    List<End> ends,
    List<InterfaceSeries> interfaces,
    Map<String, Column> counters,
    Optional<ConntrackSeries> conntrack) {

  public NamespaceSeries {
    ends = List.copyOf(ends);
    interfaces = List.copyOf(interfaces);
    counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
  }

  /** The counter of that name; empty when the kernel does not have it. */
  public Optional<Column> counter(String name) {
    return Optional.ofNullable(counters.get(name));
  }

  /** The interface of that name. */
  public Optional<InterfaceSeries> networkInterface(String name) {
    return interfaces.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
