package dev.linerate.tool;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Support;
import dev.linerate.host.Support.Reason;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.NetworkNamespace;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * This project's own engine, in this very process: client and server are threads inside the
 * endpoints' network namespaces, so that nothing has to be installed, there or here.
 *
 * <p>The virtual machine compiles a loop after it has run for a while. So before its first trial of
 * a protocol it sends the same flow for half a second and throws the result away.
 *
 * <p>A flow whose rate is searched for is measured by many tests instead, of which the search knows
 * the first to be a cold one.
 *
 * <p>May be used by several threads at once.
 */
public final class BuiltinTool implements TrafficTool {
  /** What plans, options and results call it. */
  public static final String NAME = "builtin";

  /** Long enough for the loops to be compiled. */
  private static final Duration WARM_UP = Duration.ofMillis(500);

  private final OptionalInt fixedPort;
  private final NamespaceThread.Door door;
  private final Duration warmUp;
  private final Set<Protocol> warm = ConcurrentHashMap.newKeySet();

  /** Takes a port that is free in the server's namespace. */
  public BuiltinTool() {
    this(OptionalInt.empty());
  }

  /**
   * A tool for that port.
   *
   * @param fixedPort the port to use in every trial; empty takes a free one each time
   */
  public BuiltinTool(OptionalInt fixedPort) {
    this(fixedPort, BuiltinTool::enter, WARM_UP);
  }

  /**
   * A tool that enters namespaces as it is told.
   *
   * @param warmUp length of the trial that is thrown away before a protocol's first; zero is none
   */
  BuiltinTool(OptionalInt fixedPort, NamespaceThread.Door door, Duration warmUp) {
    this.fixedPort = fixedPort;
    this.door = door;
    this.warmUp = warmUp;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Support check(Host host, Flow flow) {
    List<Reason> reasons = new ArrayList<>(BuiltinLimits.reasons(flow, machine()));
    CongestionControl.missing(host, flow).ifPresent(reasons::add);
    if (flow.inside()) {
      ContainerDoor.missing().ifPresent(reasons::add);
    }
    return new Support(reasons);
  }

  /**
   * {@inheritDoc}
   *
   * @throws InterruptedMeasurement when the thread is interrupted; it has what was measured until
   *     then
   * @throws LinerateException when it cannot send the flow, may not enter a namespace, or the port
   *     is taken
   */
  @Override
  public Measurement measure(Endpoint client, Endpoint server, Flow flow, TrialObserver observer) {
    List<Reason> reasons = BuiltinLimits.reasons(flow, machine());
    if (!reasons.isEmpty()) {
      throw LinerateException.user(reasons.getFirst().cause(), reasons.getFirst().remedy());
    }
    return switch (flow.rate()) {
      case Rate.Search search ->
          new BuiltinSearch(client, server, flow, search, fixedPort.orElse(0), door(flow))
              .run(observer::rate);
      case Rate.Fixed _, Rate.Unlimited _ -> {
        if (!warmUp.isZero() && warm.add(flow.protocol())) {
          warmUp(client, server, flow);
        }
        yield trial(client, server, flow, observer).run();
      }
    };
  }

  private BuiltinTrial trial(Endpoint client, Endpoint server, Flow flow, TrialObserver observer) {
    return new BuiltinTrial(client, server, flow, fixedPort.orElse(0), door(flow), observer);
  }

  private NamespaceThread.Door door(Flow flow) {
    return flow.inside() ? new ContainerDoor(door) : door;
  }

  /** What it says is thrown away: the trial proper fails of the same. */
  private void warmUp(Endpoint client, Endpoint server, Flow flow) {
    try {
      trial(client, server, flow.withDuration(warmUp), _ -> {}).run();
    } catch (InterruptedMeasurement e) {
      throw new InterruptedMeasurement(
          new Measurement(
              e.partial().failure(),
              Optional.empty(),
              List.of(),
              e.partial().version(),
              e.partial().commands()),
          e);
    }
  }

  private static String machine() {
    return System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
  }

  private static void enter(NetNs namespace) {
    try {
      NetworkNamespace.enter(Path.of(namespace.path()));
    } catch (LinuxException e) {
      throw LinerateException.environment(
          "cannot enter the network namespace " + namespace.path() + ": " + e.getMessage(),
          "Run as root",
          e);
    }
  }
}
