package dev.linerate.tool;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Output;
import dev.linerate.plan.Flow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The server of one trial: finds a port, starts, and waits until it listens. */
final class Iperf3Server implements AutoCloseable {
  private static final int MOST_TRIES = 20;
  private static final String TAKEN = "Address already in use";
  private static final List<String> TABLES = List.of("tcp", "tcp6");

  private final Endpoint endpoint;
  private final Flow flow;
  private final Iperf3Version version;
  private final Duration lifetime;
  private final PortLeases leases;
  private final OptionalInt fixedPort;
  private final Set<Integer> taken = new HashSet<>();
  private OptionalInt leased = OptionalInt.empty();
  private Optional<Iperf3Process> process = Optional.empty();
  private int port;

  /**
   * @param lifetime time limit of the server process
   */
  Iperf3Server(
      Endpoint endpoint,
      Flow flow,
      Iperf3Version version,
      Duration lifetime,
      PortLeases leases,
      OptionalInt fixedPort) {
    this.endpoint = endpoint;
    this.flow = flow;
    this.version = version;
    this.lifetime = lifetime;
    this.leases = leases;
    this.fixedPort = fixedPort;
  }

  /**
   * Starts it and waits until clients can connect.
   *
   * @return why it does not listen; empty when it does
   * @throws LinerateException when the port the user wants, or every port tried, is taken
   */
  Optional<String> listen(Duration limit) {
    taken.addAll(portsInUse());
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      choosePort();
      Optional<String> failure = startOnce(limit);
      if (failure.isEmpty() || !failure.get().contains(TAKEN)) {
        return failure;
      }
      taken.add(port);
      close();
    }
    throw LinerateException.environment(
        MOST_TRIES + " ports from " + PortLeases.FIRST + " are taken in " + where(),
        "End the programs that listen there: ss -ltnp");
  }

  /** The started server; there is none before {@link #listen}. */
  Iperf3Process process() {
    return process.orElseThrow();
  }

  /** The command as it was executed; empty before it was started. */
  Optional<String> commandText() {
    return process.map(Iperf3Process::commandText);
  }

  int port() {
    return port;
  }

  /** Ends the process and gives the port back. */
  @Override
  public void close() {
    try {
      process.ifPresent(Iperf3Process::close);
    } finally {
      leased.ifPresent(leases::giveBack);
      leased = OptionalInt.empty();
    }
  }

  private void choosePort() {
    if (fixedPort.isPresent()) {
      port = fixedPort.getAsInt();
      if (taken.contains(port)) {
        throw LinerateException.environment(
            "port " + port + " is taken in " + where(),
            "End the program that listens on it (ss -ltnp), or leave the port to linerate");
      }
    } else {
      port = leases.lease(taken);
      leased = OptionalInt.of(port);
    }
  }

  private Optional<String> startOnce(Duration limit) {
    List<String> arguments = Iperf3Arguments.server(flow, version, endpoint.address(), port);
    Iperf3Process started =
        new Iperf3Process(
            endpoint
                .host()
                .start(endpoint.command(Iperf3Arguments.on(endpoint, arguments)).within(lifetime)),
            End.SERVER,
            version.jsonStream());
    process = Optional.of(started);
    boolean settled = Await.until(limit, () -> !started.alive() || listening(started.pid()));
    if (!settled) {
      return Optional.of("did not listen on port " + port + " within " + limit.toSeconds() + " s");
    }
    return started.alive()
        ? Optional.empty()
        : Optional.of(started.report().failure().orElse("it ended at once"));
  }

  /**
   * Until it has become iperf3 it is still on its way into the namespace, and what listens is
   * somebody else's.
   */
  private boolean listening(long pid) {
    String name = endpoint.host().read("/proc/" + pid + "/comm").orElse("").strip();
    return name.equals("iperf3") && portsListenedOn(pid).contains(port);
  }

  /** Where no known process is in the namespace yet, a short one has to look. */
  private Set<Integer> portsInUse() {
    OptionalLong holder = endpoint.netns().process();
    return holder.isPresent() ? portsListenedOn(holder.getAsLong()) : portsByCommand();
  }

  /** /proc/PID/net shows the namespace that the process is in. */
  private Set<Integer> portsListenedOn(long pid) {
    Set<Integer> ports = new HashSet<>();
    for (String table : TABLES) {
      String text = endpoint.host().read("/proc/" + pid + "/net/" + table).orElse("");
      ports.addAll(ListeningPorts.parse(text));
    }
    return ports;
  }

  private Set<Integer> portsByCommand() {
    List<String> command = new ArrayList<>(List.of("cat"));
    TABLES.forEach(table -> command.add("/proc/net/" + table));
    // Without IPv6 there is no tcp6; the exit status does not matter then.
    Output output = endpoint.host().run(endpoint.command(command.toArray(String[]::new)));
    return ListeningPorts.parse(output.out());
  }

  private String where() {
    return endpoint.label() + " (" + endpoint.netns().path() + ")";
  }
}
