package dev.linerate.tool;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.Output;
import dev.linerate.host.Support;
import dev.linerate.host.Support.Reason;
import dev.linerate.plan.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The real iperf3, 3.1 or newer: a server and a client process inside the endpoints' network
 * namespaces, both of whose reports are read.
 *
 * <p>Durations are rounded up to whole seconds, because iperf3 counts no fractions. May be used by
 * several threads at once.
 */
public final class Iperf3Tool implements TrafficTool {
  private static final String PROGRAM = "iperf3";
  private static final String INSTALL = "sudo apt-get install iperf3";

  /** One for the process: two tools must not hand out the same port either. */
  private static final PortLeases LEASES = new PortLeases();

  private final OptionalInt fixedPort;
  private final LongSupplier nanoClock;
  private final Map<Host, Iperf3Version> versions = new ConcurrentHashMap<>();

  /** Takes the first free port from 5201. */
  public Iperf3Tool() {
    this(OptionalInt.empty());
  }

  /**
   * @param fixedPort the port to use in every trial; empty takes the first free one from 5201
   */
  public Iperf3Tool(OptionalInt fixedPort) {
    this(fixedPort, System::nanoTime);
  }

  Iperf3Tool(OptionalInt fixedPort, LongSupplier nanoClock) {
    this.fixedPort = fixedPort;
    this.nanoClock = nanoClock;
  }

  @Override
  public String name() {
    return PROGRAM;
  }

  @Override
  public Support check(Host host, Flow flow) {
    Optional<Iperf3Version> version;
    try {
      version = version(host);
    } catch (LinerateException e) {
      return Support.no(String.valueOf(e.getMessage()), e.nextStep());
    }
    if (version.isEmpty()) {
      return Support.no(PROGRAM + " is not installed on " + host.name(), INSTALL);
    }
    List<Reason> reasons = new ArrayList<>(Iperf3Limits.reasons(flow, version.get()));
    CongestionControl.missing(host, flow).ifPresent(reasons::add);
    return new Support(reasons);
  }

  /**
   * {@inheritDoc}
   *
   * @throws InterruptedMeasurement when the thread is interrupted while the traffic runs; it has
   *     what was measured until then
   * @throws LinerateException when iperf3 is missing or refuses the flow, or no port is free
   */
  @Override
  public Measurement measure(Endpoint client, Endpoint server, Flow flow, TrialObserver observer) {
    Iperf3Version clientVersion = usable(client.host(), flow);
    Iperf3Version serverVersion = usable(server.host(), flow);
    Iperf3Trial trial =
        new Iperf3Trial(client, server, flow, clientVersion, serverVersion, nanoClock);
    try (Iperf3Server listening =
        new Iperf3Server(
            server, flow, serverVersion, Iperf3Trial.serverLifetime(flow), LEASES, fixedPort)) {
      return trial.run(listening, observer);
    }
  }

  /**
   * The release on that host; empty when it is not installed.
   *
   * @throws LinerateException when what is installed does not say its version
   */
  public Optional<Iperf3Version> version(Host host) {
    Iperf3Version known = versions.get(host);
    if (known != null) {
      return Optional.of(known);
    }
    if (host.which(PROGRAM).isEmpty()) {
      return Optional.empty();
    }
    Iperf3Version asked = ask(host);
    versions.put(host, asked);
    return Optional.of(asked);
  }

  private static Iperf3Version ask(Host host) {
    Output output = host.run(Command.of(PROGRAM, "--version"));
    return Iperf3Version.parse(output.out() + output.err())
        .orElseThrow(() ->
            LinerateException.environment(
                PROGRAM + " on " + host.name() + " does not say its version: " + output.complaint(),
                INSTALL));
  }

  private Iperf3Version usable(Host host, Flow flow) {
    Iperf3Version version =
        version(host)
            .orElseThrow(() ->
                LinerateException.environment(
                    PROGRAM + " is not installed on " + host.name(), INSTALL));
    List<Reason> reasons = Iperf3Limits.reasons(flow, version);
    if (!reasons.isEmpty()) {
      throw LinerateException.user(reasons.getFirst().cause(), reasons.getFirst().remedy());
    }
    return version;
  }
}
