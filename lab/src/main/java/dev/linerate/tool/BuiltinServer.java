package dev.linerate.tool;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Endpoint;
import dev.linerate.iperf.Server;
import dev.linerate.iperf.ServerOptions;
import dev.linerate.iperf.TestListener;
import java.time.Duration;
import java.util.function.Supplier;

/** The engine's server inside an endpoint's namespace. */
final class BuiltinServer {
  private static final Duration READY = Duration.ofSeconds(10);

  private BuiltinServer() {}

  /**
   * Listens when it returns: binding finds a port that is free in the namespace, and whoever
   * connects from now on waits.
   *
   * @throws LinerateException when it may not enter the namespace, or the port is taken
   */
  static Server start(
      Endpoint endpoint,
      ServerOptions options,
      Supplier<TestListener> listeners,
      NamespaceThread.Door door) {
    return NamespaceThread.start(
            "trial-server", door, endpoint.netns(), () -> start(endpoint, options, listeners))
        .result(READY);
  }

  private static Server start(
      Endpoint endpoint, ServerOptions options, Supplier<TestListener> listeners) {
    try {
      return Server.start(options, listeners);
    } catch (LinerateException e) {
      throw LinerateException.environment(
          "server in " + endpoint.label() + ": " + e.getMessage(), e.nextStep(), e);
    }
  }
}
