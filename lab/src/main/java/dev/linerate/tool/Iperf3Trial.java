package dev.linerate.tool;

import dev.linerate.host.Endpoint;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.result.Totals;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;

/** One run of a client against its server, from the server's start to both reports. */
final class Iperf3Trial {
  private static final Duration READY = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration SLACK = Duration.ofSeconds(15);
  private static final Duration SERVER_END = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Endpoint client;
  private final Endpoint server;
  private final Flow flow;
  private final Iperf3Version clientVersion;
  private final Iperf3Version serverVersion;
  private final LongSupplier nanoClock;
  private final List<String> commands = new ArrayList<>();

  Iperf3Trial(
      Endpoint client,
      Endpoint server,
      Flow flow,
      Iperf3Version clientVersion,
      Iperf3Version serverVersion,
      LongSupplier nanoClock) {
    this.client = client;
    this.server = server;
    this.flow = flow;
    this.clientVersion = clientVersion;
    this.serverVersion = serverVersion;
    this.nanoClock = nanoClock;
  }

  /** How long a flow takes at most until its client has ended. */
  static Duration limit(Flow flow) {
    return Duration.ofSeconds(
            Iperf3Arguments.wholeSeconds(flow.duration())
                + Iperf3Arguments.wholeSeconds(flow.omit()))
        .plus(SLACK);
  }

  /** How long its server lives at most. */
  static Duration serverLifetime(Flow flow) {
    return limit(flow).plus(READY).plus(SERVER_END).plus(SLACK);
  }

  Measurement run(Iperf3Server listening, TrialObserver observer) {
    Optional<String> deaf = listening.listen(READY);
    listening.commandText().ifPresent(commands::add);
    if (deaf.isPresent()) {
      return failed("iperf3 server in " + server.label() + ": " + deaf.get());
    }
    observer.works(worker(End.SERVER, listening.process()));
    // it takes some milliseconds more until it sends, and does not say when it does
    long start = System.nanoTime();
    try (Iperf3Process sender = startClient(listening.port())) {
      observer.works(worker(End.CLIENT, sender));
      observer.began(start);
      commands.add(sender.commandText());
      return exchange(sender, listening.process(), observer);
    }
  }

  private TrafficWorker worker(End end, Iperf3Process process) {
    boolean receives = Iperf3Arguments.receives(flow.direction(), end);
    boolean sends = !receives || flow.direction() == Direction.BIDIR;
    return new TrafficWorker(
        end, sends, receives, OptionalInt.empty(), process.pid(), OptionalLong.empty());
  }

  private Iperf3Process startClient(int port) {
    List<String> arguments = Iperf3Arguments.client(flow, clientVersion, server.address(), port);
    return new Iperf3Process(
        client
            .host()
            .start(
                client
                    .command(arguments.toArray(String[]::new))
                    .within(limit(flow).plus(SERVER_END))),
        End.CLIENT,
        clientVersion.jsonStream());
  }

  private Measurement exchange(
      Iperf3Process clientProcess, Iperf3Process serverProcess, TrialObserver observer) {
    try {
      boolean inTime = watch(clientProcess, rate(clientProcess, serverProcess), observer);
      if (!inTime) {
        stop(clientProcess, serverProcess);
        return partial(
            clientProcess,
            serverProcess,
            "the iperf3 client in "
                + client.label()
                + " had not ended after "
                + Durations.human(limit(flow))
                + ", "
                + Durations.human(SLACK)
                + " longer than its traffic");
      }
      return judged(clientProcess, serverProcess);
    } catch (CancellationException e) {
      stop(clientProcess, serverProcess);
      throw new InterruptedMeasurement(partial(clientProcess, serverProcess, "interrupted"), e);
    }
  }

  /** Waits for the client and tells the rate meanwhile; false when it takes too long. */
  private boolean watch(Iperf3Process clientProcess, LiveRate rate, TrialObserver observer) {
    long deadline = nanoClock.getAsLong() + limit(flow).toNanos();
    while (!clientProcess.ended(LOOK)) {
      OptionalDouble now = rate.sample();
      if (now.isPresent()) {
        observer.rate(now.getAsDouble());
      }
      if (nanoClock.getAsLong() - deadline >= 0) {
        return false;
      }
    }
    return true;
  }

  private LiveRate rate(Iperf3Process clientProcess, Iperf3Process serverProcess) {
    boolean clientTells =
        clientVersion.jsonStream() || !Iperf3Arguments.receives(flow.direction(), End.CLIENT);
    boolean serverTells =
        serverVersion.jsonStream() || !Iperf3Arguments.receives(flow.direction(), End.SERVER);
    return clientTells && serverTells
        ? new StreamRate(clientProcess, serverProcess, flow.direction())
        : new CounterRate(
            server.host(), serverProcess.pid(), countedInterface(), flow.direction(), nanoClock);
  }

  /**
   * Between two ends in one namespace the kernel uses the loopback interface (RFC 1122, 3.2.1.3).
   */
  private String countedInterface() {
    boolean local = client.host().equals(server.host()) && client.netns().equals(server.netns());
    return local || server.address().startsWith("127.") ? "lo" : server.iface();
  }

  private Measurement judged(Iperf3Process clientProcess, Iperf3Process serverProcess) {
    EndReport clientReport = clientProcess.report();
    boolean clientFailed = clientReport.failure().isPresent();
    // A client that could not connect leaves a server that waits for ever.
    boolean serverEnded = serverProcess.ended(clientFailed ? LOOK : SERVER_END);
    if (!serverEnded) {
      serverProcess.stop(GRACE);
    }
    EndReport serverReport = serverProcess.report();
    Totals totals = TrialTotals.of(clientReport, serverReport);
    Optional<String> failure = failure(clientReport, serverReport, serverEnded, totals);
    return new Measurement(
        failure,
        failure.isPresent() ? Optional.empty() : Optional.of(totals),
        TrialTotals.intervals(clientReport, serverReport),
        versionText(),
        commands);
  }

  private Optional<String> failure(
      EndReport clientReport, EndReport serverReport, boolean serverEnded, Totals totals) {
    List<String> causes = new ArrayList<>();
    clientReport
        .failure()
        .ifPresent(f -> causes.add("iperf3 client in " + client.label() + ": " + f));
    if (serverEnded) {
      serverReport
          .failure()
          .ifPresent(f -> causes.add("iperf3 server in " + server.label() + ": " + f));
    } else if (causes.isEmpty()) {
      causes.add(
          "the iperf3 server in "
              + server.label()
              + " had not ended "
              + Durations.human(SERVER_END)
              + " after its client");
    }
    if (causes.isEmpty()) {
      NothingArrived.sentence(totals, flow, client, server).ifPresent(causes::add);
    }
    return causes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", causes));
  }

  /** The client first: it tells the server, which then ends with a report of its own. */
  private static void stop(Iperf3Process clientProcess, Iperf3Process serverProcess) {
    try {
      clientProcess.stop(GRACE);
    } finally {
      if (!serverProcess.ended(LOOK)) {
        serverProcess.stop(GRACE);
      }
    }
  }

  private Measurement partial(
      Iperf3Process clientProcess, Iperf3Process serverProcess, String reason) {
    return new Measurement(
        Optional.of(reason),
        Optional.empty(),
        TrialTotals.intervals(clientProcess.report(), serverProcess.report()),
        versionText(),
        commands);
  }

  private Measurement failed(String reason) {
    return new Measurement(
        Optional.of(reason), Optional.empty(), List.of(), versionText(), commands);
  }

  private String versionText() {
    return clientVersion.equals(serverVersion)
        ? "iperf " + clientVersion
        : "iperf " + clientVersion + " (server " + serverVersion + ")";
  }
}
