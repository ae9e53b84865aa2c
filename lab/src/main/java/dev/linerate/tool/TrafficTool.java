package dev.linerate.tool;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.plan.Flow;

/** What makes the traffic of a trial. */
public interface TrafficTool {
  /** {@code iperf3}. */
  String name();

  /** Whether it can run this flow on this host; lists every reason why not and changes nothing. */
  Support check(Host host, Flow flow);

  /**
   * Runs one trial and waits for its end. Nothing it started is left running, whatever happens.
   *
   * @param observer told of the rate, the begin and the threads while the traffic runs
   * @throws java.util.concurrent.CancellationException when the thread is interrupted
   */
  Measurement measure(Endpoint client, Endpoint server, Flow flow, TrialObserver observer);
}
