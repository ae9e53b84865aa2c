package dev.linerate.tool;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Endpoint;
import dev.linerate.iperf.Program;
import dev.linerate.iperf.RateSearchClient;
import dev.linerate.iperf.RateSearchOptions;
import dev.linerate.iperf.RateSearchReport;
import dev.linerate.iperf.Server;
import dev.linerate.iperf.TestListener;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Rate;
import dev.linerate.search.TrialResult;
import dev.linerate.tool.TrialWatch.Ending;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;

/** One search of the engine for the highest rate without loss: many tests of one server. */
final class BuiltinSearch {
  /** Beyond the time that the search keeps: its first test, and one that is late. */
  private static final Duration SLACK = Duration.ofSeconds(60);

  /** Longer than the engine waits for any answer. */
  private static final Duration LAST_WORD = Duration.ofSeconds(60);

  private final Endpoint client;
  private final Endpoint server;
  private final Flow flow;
  private final Rate.Search rate;
  private final int wantedPort;
  private final NamespaceThread.Door door;
  private final TrialWatch watch = new TrialWatch();
  private final long beganNanos = System.nanoTime();
  private final List<Double> starts = new ArrayList<>();

  /** What the client's thread brings back: a report, or why there is none. */
  private record Outcome(Optional<RateSearchReport> report, Optional<String> refusal) {}

  /**
   * A search that has not begun.
   *
   * @param rate the flow's
   * @param wantedPort 0 takes one that is free
   */
  BuiltinSearch(
      Endpoint client,
      Endpoint server,
      Flow flow,
      Rate.Search rate,
      int wantedPort,
      NamespaceThread.Door door) {
    this.client = client;
    this.server = server;
    this.flow = flow;
    this.rate = rate;
    this.wantedPort = wantedPort;
    this.door = door;
  }

  Measurement run(DoubleConsumer live) {
    Server listening =
        BuiltinServer.start(
            server,
            BuiltinOptions.searched(server, flow, rate, wantedPort),
            () -> TestListener.NONE,
            door);
    List<String> commands =
        List.of(
            BuiltinArguments.searched(server, flow, listening.port()),
            BuiltinArguments.search(client, server, flow, rate, listening.port()));
    NamespaceThread<Outcome> searching;
    Ending ending;
    RateSearchOptions options = BuiltinOptions.search(client, server, flow, rate, listening.port());
    try {
      searching = start(options);
      ending = watch.end(options.time().plus(SLACK), live);
      if (ending != Ending.ENDED) {
        searching.interrupt();
      }
    } finally {
      listening.close();
    }
    Measurement measured = measured(searching.result(LAST_WORD), ending, options, commands);
    if (ending == Ending.INTERRUPTED) {
      // a second interrupt asks for nothing more
      Thread.interrupted();
      throw new InterruptedMeasurement(measured, new CancellationException("interrupted"));
    }
    return measured;
  }

  private NamespaceThread<Outcome> start(RateSearchOptions options) {
    return NamespaceThread.start(
        "search-client",
        door,
        client.netns(),
        () -> {
          try {
            return new Outcome(
                Optional.of(new RateSearchClient(options, this::progress).run()), Optional.empty());
          } catch (LinerateException e) {
            return new Outcome(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
          }
        },
        watch::clientEnded);
  }

  /** In the client's thread, at the end of each test; connecting counts as the test's. */
  private void progress(TrialResult test) {
    double now = (System.nanoTime() - beganNanos) / 1e9;
    starts.add(Math.max(0, now - Durations.seconds(test.spent())));
    watch.received(End.SERVER, test.trial().bitsPerSecond() * (1 - test.lossRatio()));
  }

  private Measurement measured(
      Outcome outcome, Ending ending, RateSearchOptions options, List<String> commands) {
    Optional<String> failure =
        switch (ending) {
          case INTERRUPTED -> Optional.of("interrupted");
          case LATE -> Optional.of(late(options));
          case ENDED -> failure(outcome);
        };
    Optional<BuiltinSearchReport> found =
        outcome.report().map(report -> BuiltinSearchReport.of(report, starts, flow.direction()));
    return new Measurement(
        failure,
        failure.isPresent() ? Optional.empty() : found.flatMap(BuiltinSearchReport::totals),
        found.map(BuiltinSearchReport::search),
        found.map(BuiltinSearchReport::intervals).orElse(List.of()),
        Program.version(),
        commands);
  }

  private String late(RateSearchOptions options) {
    return "the search from "
        + client.label()
        + " had not ended after "
        + Durations.human(options.time().plus(SLACK));
  }

  private Optional<String> failure(Outcome outcome) {
    return outcome
        .refusal()
        .or(() -> outcome.report().flatMap(RateSearchReport::error))
        .map(why -> "client in " + client.label() + ": " + why)
        .or(() -> outcome.report().flatMap(BuiltinSearch::nothing));
  }

  private static Optional<String> nothing(RateSearchReport report) {
    return report.result().lowerBits().isPresent()
        ? Optional.empty()
        : Optional.of("no rate without loss was found: " + report.result().end().reason());
  }
}
