package dev.linerate.run;

import dev.linerate.host.Endpoint;
import dev.linerate.network.EndpointPair;
import dev.linerate.telemetry.End;
import dev.linerate.telemetry.NamespacePlace;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.telemetry.TelemetrySampler;
import dev.linerate.telemetry.Work;
import dev.linerate.telemetry.Worker;
import dev.linerate.tool.TrafficWorker;
import dev.linerate.tool.TrialObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/** Watches the machine during one trial: what the tool tells goes to the sampler. */
final class TrialTelemetry implements TrialObserver, AutoCloseable {
  /** A busy machine is measured without it rather than not at all. */
  private static final Duration READY = Duration.ofSeconds(3);

  private final Optional<TelemetrySampler> sampler;
  private final Optional<PathWatch> path;
  private final DoubleConsumer live;

  private TrialTelemetry(
      Optional<TelemetrySampler> sampler, Optional<PathWatch> path, DoubleConsumer live) {
    this.sampler = sampler;
    this.path = path;
    this.live = live;
  }

  /**
   * Starts to watch, and returns when all is open.
   *
   * @param rate samples a second; 0 watches nothing
   * @param path begins to watch what is between the two endpoints
   * @param live told the bit rate
   * @throws CancellationException when the thread is interrupted
   */
  static TrialTelemetry start(
      double rate,
      EndpointPair pair,
      Supplier<PathWatch> path,
      GsoLimitsReader gso,
      DoubleConsumer live) {
    if (rate == 0) {
      return new TrialTelemetry(Optional.empty(), Optional.empty(), live);
    }
    TelemetrySampler sampler = TelemetrySampler.start(rate, places(pair, gso));
    try {
      PathWatch watch = path.get();
      sampler.awaitReady(READY);
      return new TrialTelemetry(Optional.of(sampler), Optional.of(watch), live);
    } catch (InterruptedException e) {
      sampler.close();
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    } catch (RuntimeException e) {
      sampler.close();
      throw e;
    }
  }

  private static List<NamespacePlace> places(EndpointPair pair, GsoLimitsReader gso) {
    Endpoint client = pair.client();
    Endpoint server = pair.server();
    return client.netns().equals(server.netns())
        ? List.of(place(client, List.of(End.CLIENT, End.SERVER), gso))
        : List.of(place(client, List.of(End.CLIENT), gso), place(server, List.of(End.SERVER), gso));
  }

  private static NamespacePlace place(Endpoint endpoint, List<End> ends, GsoLimitsReader gso) {
    return new NamespacePlace(
        endpoint.label(), ends, Path.of(endpoint.netns().path()), gso.of(endpoint));
  }

  @Override
  public void rate(double bitsPerSecond) {
    live.accept(bitsPerSecond);
  }

  @Override
  public void began(long nanoTime) {
    sampler.ifPresent(s -> s.begin(nanoTime));
  }

  @Override
  public void works(TrafficWorker worker) {
    sampler.ifPresent(s -> watch(s, worker));
  }

  private static void watch(TelemetrySampler sampler, TrafficWorker worker) {
    End end =
        switch (worker.end()) {
          case CLIENT -> End.CLIENT;
          case SERVER -> End.SERVER;
        };
    Work work = worker.sends() ? (worker.receives() ? Work.BOTH : Work.SENDS) : Work.RECEIVES;
    if (worker.tid().isPresent()) {
      sampler.watch(new Worker(end, work, worker.stream(), worker.pid(), worker.tid().getAsLong()));
    } else {
      sampler.watchProcess(end, work, worker.pid());
    }
  }

  /**
   * Ends the watching.
   *
   * @return what was seen; empty when nothing was watched, or the traffic never began
   * @throws IllegalStateException when sampling failed
   */
  Optional<Telemetry> end() {
    return sampler
        .flatMap(TelemetrySampler::end)
        .map(seen -> path.map(watch -> watch.addTo(seen)).orElse(seen));
  }

  /** What watched the path; empty when nothing was watched. */
  Optional<PathWatch> path() {
    return path;
  }

  @Override
  public void close() {
    sampler.ifPresent(TelemetrySampler::close);
  }
}
