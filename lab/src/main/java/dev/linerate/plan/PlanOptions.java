package dev.linerate.plan;

import dev.linerate.fault.LinerateException;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Durations;
import dev.linerate.unit.Mtu;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the command line changes in a plan.
 *
 * <p>The three lists choose cases and put them in the order given; an empty list chooses all.
 *
 * @param networks names of network drivers
 * @param duration measured time of each trial
 * @param repeat trials of each case
 * @param linkRate rate of the link between lab hosts
 * @param mtu of that link, bytes
 * @param hosts lab hosts
 * @param streams parallel connections of every flow
 * @param tool what makes the traffic
 * @param telemetryRate samples of the machine a second; 0 for none
 */
public record PlanOptions(
    List<String> networks,
    List<Placement> placements,
    List<Protocol> protocols,
    Optional<Duration> duration,
    OptionalInt repeat,
    Optional<BitRate> linkRate,
    OptionalInt mtu,
    OptionalInt hosts,
    OptionalInt streams,
    Optional<ToolChoice> tool,
    OptionalDouble telemetryRate) {

  /** Changes nothing. */
  public static final PlanOptions NONE =
      new PlanOptions(
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          OptionalDouble.empty());

  public PlanOptions {
    networks = List.copyOf(networks);
    placements = List.copyOf(placements);
    protocols = List.copyOf(protocols);
  }

  /**
   * The plan with these changes.
   *
   * @throws LinerateException (user) naming every option that is out of range or chooses nothing
   */
  public Plan apply(Plan plan) {
    List<String> problems = new ArrayList<>(outOfRange());
    fraction(plan).ifPresent(problems::add);
    choosesNothing(plan, "networks", networks, CaseSpec::network).forEach(problems::add);
    choosesNothing(
            plan, "placements", words(placements, Placement::word), s -> s.placement().word())
        .forEach(problems::add);
    choosesNothing(
            plan, "protocols", words(protocols, Protocol::word), s -> s.flow().protocol().word())
        .forEach(problems::add);
    if (!problems.isEmpty()) {
      throw LinerateException.user(String.join("\n", problems), "");
    }
    List<CaseSpec> cases = plan.cases().stream().filter(this::chosen).sorted(order()).toList();
    if (cases.isEmpty()) {
      throw LinerateException.user(
          "--networks, --placements and --protocols together leave no case of the plan "
              + plan.name(),
          "It has " + labels(plan));
    }
    return new Plan(
        plan.name(),
        hosts.orElse(plan.hosts()),
        new LinkSpec(
            linkRate.orElse(plan.link().rate()),
            mtu.isPresent() ? new Mtu(mtu.getAsInt()) : plan.link().mtu()),
        repeat.orElse(plan.repeat()),
        tool.orElse(plan.tool()),
        // two flows may differ by nothing but what was overridden
        cases.stream().map(this::changed).distinct().toList(),
        telemetryRate.orElse(plan.telemetryRate()));
  }

  private List<String> outOfRange() {
    return Stream.of(
            violation("duration", Limits.DURATION, duration, Durations::text),
            violation("repeat", Limits.REPEAT, boxed(repeat), Object::toString),
            violation("link", Limits.LINK_RATE, linkRate, BitRate::toString),
            violation("mtu", Limits.MTU, boxed(mtu), Object::toString),
            violation("hosts", Limits.HOSTS, boxed(hosts), Object::toString),
            violation("streams", Limits.STREAMS, boxed(streams), Object::toString),
            violation(
                "telemetry-rate",
                Limits.TELEMETRY_RATE,
                telemetryRate.stream().boxed().findFirst(),
                Object::toString))
        .flatMap(Optional::stream)
        .toList();
  }

  /** iperf3 counts whole seconds; the plan's reader has looked, but the options change both. */
  private Optional<String> fraction(Plan plan) {
    if (!tool.orElse(plan.tool()).hasIperf3()) {
      return Optional.empty();
    }
    return plan.cases().stream()
        .map(spec -> duration.orElse(spec.flow().duration()))
        .filter(time -> !Limits.isWhole(time))
        .findFirst()
        .map(time ->
            (duration.isPresent() ? "--duration: " : "--tool: flows of the plan take ")
                + Durations.text(time)
                + (duration.isPresent() ? " is" : ",")
                + " no whole number of seconds, which is all that iperf3 takes");
  }

  private static <T extends Comparable<T>> Optional<String> violation(
      String option, Range<T> range, Optional<T> value, Function<T, String> text) {
    return value
        .flatMap(v -> range.violation(v, text.apply(v)))
        .map(sentence -> "--" + option + ": " + sentence);
  }

  private static Stream<String> choosesNothing(
      Plan plan, String option, List<String> chosen, Function<CaseSpec, String> word) {
    List<String> there = plan.cases().stream().map(word).distinct().toList();
    String what = option.substring(0, option.length() - 1);
    return chosen.stream()
        .distinct()
        .filter(name -> !there.contains(name))
        .map(name ->
            "--"
                + option
                + ": the plan "
                + plan.name()
                + " has "
                + ClosestMatch.sentence(what, name, there));
  }

  private boolean chosen(CaseSpec spec) {
    return (networks.isEmpty() || networks.contains(spec.network()))
        && (placements.isEmpty() || placements.contains(spec.placement()))
        && (protocols.isEmpty() || protocols.contains(spec.flow().protocol()));
  }

  /** Networks first; sorting is stable, so that the rest stays as in the plan. */
  private Comparator<CaseSpec> order() {
    return Comparator.<CaseSpec>comparingInt(s -> networks.indexOf(s.network()))
        .thenComparingInt(s -> placements.indexOf(s.placement()))
        .thenComparingInt(s -> protocols.indexOf(s.flow().protocol()));
  }

  private CaseSpec changed(CaseSpec spec) {
    Flow timed = duration.map(spec.flow()::withDuration).orElse(spec.flow());
    Flow flow = streams.isPresent() ? timed.withStreams(streams.getAsInt()) : timed;
    return new CaseSpec(spec.network(), spec.placement(), flow, spec.pinning());
  }

  private static <T> List<String> words(List<T> values, Function<T, String> word) {
    return values.stream().map(word).toList();
  }

  private static String labels(Plan plan) {
    List<String> labels = plan.cases().stream().map(CaseSpec::label).toList();
    int shown = Math.min(labels.size(), 12);
    String text = String.join(", ", labels.subList(0, shown));
    return shown < labels.size() ? text + " and " + (labels.size() - shown) + " more" : text;
  }

  private static Optional<Integer> boxed(OptionalInt value) {
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
  }
}
