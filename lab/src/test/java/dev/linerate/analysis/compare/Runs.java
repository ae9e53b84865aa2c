package dev.linerate.analysis.compare;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Path;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Runs whose trials have chosen bit rates; everything else is the same in all of them. */
public final class Runs {
  private static final Instant START = Instant.parse("2026-11-22T10:15:30Z");

  private final String id;
  private final List<CaseRecord> cases = new ArrayList<>();
  private final Map<String, String> facts = new LinkedHashMap<>();
  private LinkSpec link = LinkSpec.GIGABIT;
  private int mtu = 1500;
  private String tool = "iperf 3.12";
  private Instant started = START;

  private Runs(String id) {
    this.id = id;
  }

  public static Runs named(String id) {
    return new Runs(id);
  }

  public Runs fact(String key, String value) {
    facts.put(key, value);
    return this;
  }

  public Runs link(LinkSpec other) {
    link = other;
    return this;
  }

  public Runs mtu(int other) {
    mtu = other;
    return this;
  }

  public Runs tool(String version) {
    tool = version;
    return this;
  }

  public Runs started(Instant when) {
    started = when;
    return this;
  }

  /** A TCP case over the wire with a trial for each rate, bit/s. */
  public Runs overlay(String network, double... rates) {
    return measured(spec(network, Placement.CROSS_HOST, Protocol.TCP), rates);
  }

  /** A TCP case within a host. */
  public Runs bridge(String network, double... rates) {
    return measured(spec(network, Placement.SAME_HOST, Protocol.TCP), rates);
  }

  public Runs measured(CaseSpec spec, double... rates) {
    List<Trial> trials = new ArrayList<>();
    for (double rate : rates) {
      trials.add(trial(trials.size() + 1, rate));
    }
    return add(spec, Status.MEASURED, Optional.empty(), trials);
  }

  /** A UDP case over the wire at one bit rate, with a trial for each share of lost datagrams. */
  public Runs lossy(String network, double... lostPercent) {
    List<Trial> trials = new ArrayList<>();
    for (double percent : lostPercent) {
      Trial trial = trial(trials.size() + 1, 800e6);
      trials.add(
          with(
              trial,
              OptionalLong.of(Math.round(percent * 1000)),
              OptionalLong.of(100_000),
              OptionalDouble.empty()));
    }
    return add(
        spec(network, Placement.CROSS_HOST, Protocol.UDP),
        Status.MEASURED,
        Optional.empty(),
        trials);
  }

  /** A TCP case within a host at one bit rate, with a trial for each share of a core, %. */
  public Runs busy(String network, double... cpuPercent) {
    List<Trial> trials = new ArrayList<>();
    for (double percent : cpuPercent) {
      Trial trial = trial(trials.size() + 1, 8e9);
      trials.add(
          with(trial, OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.of(percent)));
    }
    return add(
        spec(network, Placement.SAME_HOST, Protocol.TCP),
        Status.MEASURED,
        Optional.empty(),
        trials);
  }

  private static Trial with(
      Trial trial, OptionalLong lost, OptionalLong packets, OptionalDouble cpuPercent) {
    Totals plain = trial.totals().orElseThrow();
    Totals totals =
        new Totals(
            plain.seconds(),
            plain.bytesSent(),
            plain.bytesReceived(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            lost,
            packets,
            OptionalLong.empty(),
            cpuPercent,
            cpuPercent);
    return new Trial(
        trial.repeat(),
        trial.started(),
        Status.MEASURED,
        Optional.empty(),
        Optional.of(totals),
        List.of(),
        trial.toolVersion(),
        List.of());
  }

  public Runs unmeasured(CaseSpec spec, Status status, String reason) {
    return add(spec, status, Optional.of(reason), List.of());
  }

  public Run run() {
    return new Run(
        id,
        "test",
        started,
        Optional.of(started.plusSeconds(60)),
        Run.State.COMPLETE,
        "0.1.0",
        2,
        link,
        3,
        new Platform(facts),
        List.of(),
        cases);
  }

  public static CaseSpec spec(String network, Placement placement, Protocol protocol) {
    return new CaseSpec(
        network, placement, Flow.of(protocol, Duration.ofSeconds(10)), Pinning.NONE);
  }

  private Runs add(CaseSpec spec, Status status, Optional<String> reason, List<Trial> trials) {
    boolean wire = spec.placement() == Placement.CROSS_HOST;
    Path path = new Path("a", "b", mtu, 0, wire);
    cases.add(
        new CaseRecord(
            cases.size() + 1, spec, "iperf3", Optional.of(path), status, reason, trials));
    return this;
  }

  private Trial trial(int repeat, double rate) {
    Totals totals =
        new Totals(
            10,
            Math.round(rate * 10 / 8),
            Math.round(rate * 10 / 8),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());
    return new Trial(
        repeat,
        started,
        Status.MEASURED,
        Optional.empty(),
        Optional.of(totals),
        List.of(),
        tool,
        List.of());
  }
}
