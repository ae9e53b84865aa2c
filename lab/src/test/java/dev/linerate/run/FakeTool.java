package dev.linerate.run;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.plan.Flow;
import dev.linerate.result.Totals;
import dev.linerate.tool.Measurement;
import dev.linerate.tool.TrafficTool;
import dev.linerate.tool.TrialObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/** A traffic tool whose trials end at once, as the test tells it. */
final class FakeTool implements TrafficTool {
  private final String name;
  private final List<String> measured = new ArrayList<>();
  private IntFunction<Measurement> trials = trial -> success();
  private Consumer<TrialObserver> told = _ -> {};
  private Function<Flow, Support> support = flow -> Support.YES;

  FakeTool(String name) {
    this.name = name;
  }

  /** What each trial says; they count from 1. */
  FakeTool trials(IntFunction<Measurement> script) {
    trials = script;
    return this;
  }

  FakeTool support(Function<Flow, Support> answer) {
    support = answer;
    return this;
  }

  /** What each trial tells. */
  FakeTool tells(Consumer<TrialObserver> script) {
    told = script;
    return this;
  }

  /** The clients of the trials so far, in order. */
  List<String> measured() {
    return measured;
  }

  static Measurement success() {
    return new Measurement(
        Optional.empty(), Optional.of(totals()), List.of(), "fake 1.0", List.of("fake -c b"));
  }

  static Measurement failure(String reason) {
    return new Measurement(
        Optional.of(reason), Optional.empty(), List.of(), "fake 1.0", List.of("fake -c b"));
  }

  static Totals totals() {
    OptionalLong none = OptionalLong.empty();
    OptionalDouble no = OptionalDouble.empty();
    return new Totals(2, 250_000_000, 250_000_000, none, no, none, none, none, no, no);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Support check(Host host, Flow flow) {
    return support.apply(flow);
  }

  @Override
  public Measurement measure(Endpoint client, Endpoint server, Flow flow, TrialObserver observer) {
    measured.add(client.label());
    told.accept(observer);
    observer.rate(1e9);
    return trials.apply(measured.size());
  }
}
