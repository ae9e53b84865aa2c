package dev.linerate.tool;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Endpoint;
import dev.linerate.iperf.Client;
import dev.linerate.iperf.Program;
import dev.linerate.iperf.Server;
import dev.linerate.plan.Flow;
import dev.linerate.result.Totals;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** One test of the engine against itself, each end in threads inside its endpoint's namespace. */
final class BuiltinTrial {
  private static final Duration READY = Duration.ofSeconds(10);
  private static final Duration SLACK = Duration.ofSeconds(15);

  /** A client that was told to end still exchanges results, when its server answers. */
  private static final Duration STOPPED = Duration.ofSeconds(2);

  /** Longer than the engine waits for any answer. */
  private static final Duration LAST_WORD = Duration.ofSeconds(60);

  private final Endpoint client;
  private final Endpoint server;
  private final Flow flow;
  private final int wantedPort;
  private final NamespaceThread.Door door;
  private final TrialWatch watch = new TrialWatch();
  private final TrialObserver observer;
  private final BuiltinEnd clientEnd;
  private final BuiltinEnd serverEnd;
  private final List<String> commands = new ArrayList<>();

  /** How the waiting came to its end. */
  private enum Ending {
    ENDED,
    LATE,
    INTERRUPTED
  }

  /**
   * A trial that has not begun.
   *
   * @param wantedPort 0 takes one that is free
   */
  BuiltinTrial(
      Endpoint client,
      Endpoint server,
      Flow flow,
      int wantedPort,
      NamespaceThread.Door door,
      TrialObserver observer) {
    this.client = client;
    this.server = server;
    this.flow = flow;
    this.wantedPort = wantedPort;
    this.door = door;
    this.observer = observer;
    clientEnd = new BuiltinEnd(End.CLIENT, watch, observer);
    serverEnd = new BuiltinEnd(End.SERVER, watch, observer);
  }

  Measurement run() {
    Server listening = listen();
    NamespaceThread<Optional<String>> traffic;
    Ending ending;
    try (Client sender =
        new Client(BuiltinOptions.client(server, flow, listening.port()), clientEnd)) {
      commands.add(BuiltinArguments.server(server, flow, listening.port()));
      commands.add(BuiltinArguments.client(client, server, flow, listening.port()));
      traffic = start(sender);
      ending = await();
      if (ending != Ending.ENDED) {
        stop(sender);
      }
    } finally {
      listening.close();
    }
    Optional<String> refusal = traffic.result(LAST_WORD);
    return switch (ending) {
      case ENDED -> judged(refusal);
      case LATE -> partial(late());
      case INTERRUPTED -> {
        // a second interrupt asks for nothing more
        Thread.interrupted();
        throw new InterruptedMeasurement(
            partial("interrupted"), new CancellationException("interrupted"));
      }
    };
  }

  /** Binding finds a port that is free in the namespace, and whoever connects from now on waits. */
  private Server listen() {
    return NamespaceThread.start("trial-server", door, server.netns(), this::startServer)
        .result(READY);
  }

  private Server startServer() {
    try {
      return Server.start(BuiltinOptions.server(server, flow, wantedPort), () -> serverEnd);
    } catch (LinerateException e) {
      throw LinerateException.environment(
          "server in " + server.label() + ": " + e.getMessage(), e.nextStep(), e);
    }
  }

  /** Its result is why the test did not begin; empty when it did. */
  private NamespaceThread<Optional<String>> start(Client sender) {
    NamespaceThread.Door telling =
        namespace -> {
          try {
            door.enter(namespace);
          } catch (RuntimeException e) {
            watch.clientEnded();
            throw e;
          }
        };
    return NamespaceThread.start(
        "trial-client",
        telling,
        client.netns(),
        () -> {
          try {
            sender.run();
            return Optional.empty();
          } catch (LinerateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
          } finally {
            watch.clientEnded();
          }
        });
  }

  /** Waits for the client and tells the rate meanwhile. */
  private Ending await() {
    long deadline = System.nanoTime() + limit().toNanos();
    try {
      while (!watch.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        watch.rate().ifPresent(observer::rate);
        if (System.nanoTime() - deadline >= 0) {
          return Ending.LATE;
        }
      }
      return Ending.ENDED;
    } catch (InterruptedException e) {
      return Ending.INTERRUPTED;
    }
  }

  /** Leaves both ends some time for their results, unless this thread is interrupted once more. */
  private void stop(Client sender) {
    sender.close();
    long deadline = System.nanoTime() + STOPPED.toNanos();
    try {
      while (System.nanoTime() - deadline < 0
          && !watch.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        watch.rate();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration limit() {
    return flow.duration().plus(flow.omit()).plus(SLACK);
  }

  private String late() {
    return "the test from "
        + client.label()
        + " had not ended after "
        + Durations.human(limit())
        + ", "
        + Durations.human(SLACK)
        + " longer than its traffic";
  }

  private Measurement judged(Optional<String> refusal) {
    EndReport clientReport = clientEnd.report();
    EndReport serverReport = serverEnd.report();
    Totals totals = TrialTotals.of(clientReport, serverReport);
    Optional<String> failure =
        refusal
            .map(why -> "client in " + client.label() + ": " + why)
            .or(() -> failure("client in " + client.label(), clientReport))
            .or(() -> failure("server in " + server.label(), serverReport))
            .or(() -> NothingArrived.sentence(totals, flow, client, server));
    return new Measurement(
        failure,
        failure.isPresent() ? Optional.empty() : Optional.of(totals),
        TrialTotals.intervals(clientReport, serverReport),
        Program.version(),
        commands);
  }

  private static Optional<String> failure(String who, EndReport report) {
    return report.failure().map(why -> who + ": " + why);
  }

  private Measurement partial(String reason) {
    return new Measurement(
        Optional.of(reason),
        Optional.empty(),
        TrialTotals.intervals(clientEnd.report(), serverEnd.report()),
        Program.version(),
        commands);
  }
}
