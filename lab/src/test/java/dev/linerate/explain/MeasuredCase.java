package dev.linerate.explain;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.Path;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Side;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.unit.BitRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A case with trials of a second, each of a given bit rate. */
final class MeasuredCase {
  static final Instant START = Instant.parse("2026-11-23T10:15:30Z");

  private Flow flow = Flow.of(Protocol.TCP, Duration.ofSeconds(1));
  private Pinning pinning = Pinning.NONE;
  private Placement placement = Placement.SAME_HOST;
  private String tool = "builtin";
  private double loss;
  private Optional<Telemetry> telemetry = Optional.empty();

  static MeasuredCase tcp() {
    return new MeasuredCase();
  }

  /** One UDP stream of that rate, of which so much is lost. */
  static MeasuredCase udp(double bitsPerSecond, double loss) {
    MeasuredCase udp = new MeasuredCase();
    udp.flow =
        Flow.of(Protocol.UDP, Duration.ofSeconds(1)).withRate(Rate.of(new BitRate(bitsPerSecond)));
    udp.loss = loss;
    return udp;
  }

  MeasuredCase with(Flow other) {
    flow = other;
    return this;
  }

  MeasuredCase pinned(String word) {
    pinning = Pinning.parse(word);
    return this;
  }

  MeasuredCase overTheWire() {
    placement = Placement.CROSS_HOST;
    return this;
  }

  MeasuredCase tool(String name) {
    tool = name;
    return this;
  }

  MeasuredCase watched(Telemetry seen) {
    telemetry = Optional.of(seen);
    return this;
  }

  CaseRecord record(int number, double... bitsPerSecond) {
    List<Trial> trials = new ArrayList<>();
    for (double rate : bitsPerSecond) {
      trials.add(trial(trials.size() + 1, rate));
    }
    Status status = trials.isEmpty() ? Status.FAILED : Status.MEASURED;
    return new CaseRecord(
        number,
        new CaseSpec("linux-bridge", placement, flow, pinning),
        tool,
        Optional.of(new Path("a", "b", 1500, 0, placement == Placement.CROSS_HOST)),
        status,
        status == Status.FAILED ? Optional.of("nothing arrived") : Optional.empty(),
        trials);
  }

  private Trial trial(int repeat, double bitsPerSecond) {
    long received = Math.round(bitsPerSecond / 8);
    long packets = flow.protocol() == Protocol.UDP ? 10_000 : 0;
    Totals totals =
        new Totals(
            1,
            Math.round(received / (1 - loss)),
            received,
            OptionalLong.empty(),
            OptionalDouble.empty(),
            packets > 0 ? OptionalLong.of(Math.round(loss * packets)) : OptionalLong.empty(),
            packets > 0 ? OptionalLong.of(packets) : OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());
    return new Trial(
            repeat,
            START.plusSeconds(repeat),
            Status.MEASURED,
            Optional.empty(),
            Optional.of(totals),
            List.of(received(received)),
            "builtin",
            List.of())
        .withTelemetry(telemetry);
  }

  /** All of it in one interval. */
  private static Interval received(long bytes) {
    OptionalLong none = OptionalLong.empty();
    return new Interval(
        Side.RECEIVER,
        false,
        0,
        0,
        1,
        bytes,
        none,
        none,
        none,
        none,
        OptionalDouble.empty(),
        none,
        none,
        none,
        false);
  }

  static Run run(Map<String, String> facts, CaseRecord... cases) {
    return new Run(
        "20261123-101530-abcde",
        "test",
        START,
        Optional.of(START.plusSeconds(60)),
        Run.State.COMPLETE,
        "0.1.0",
        2,
        LinkSpec.GIGABIT,
        7,
        new Platform(facts),
        List.of(),
        List.of(cases));
  }

  static List<Explanation> explanations(Run run) {
    List<CaseSummary> summaries =
        run.cases().stream()
            .map(record -> CaseSummary.of(record, run.link(), run.platform()))
            .toList();
    return new Explainer(summaries, run.platform()).all();
  }

  /** An explanation with nothing but that finding. */
  static Explanation found(Run run, Cause cause) {
    CaseSummary summary = CaseSummary.of(run.cases().getFirst(), run.link(), run.platform());
    return new Explanation(
        summary,
        Optional.empty(),
        OptionalDouble.empty(),
        List.of(new Finding(cause, List.of("seen"), "why", "remedy", OptionalDouble.of(1))),
        OptionalDouble.of(0));
  }
}
