package dev.linerate.plan;

import dev.linerate.fault.LinerateException;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Durations;
import dev.linerate.unit.Mtu;
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
 * <p>The first three lists choose cases and put them in the order given; an empty list chooses all.
 *
 * @param networks names of network drivers
 * @param pinnings of every case, instead of those of the plan; empty leaves the plan's
 * @param repeat trials of each case
 * @param linkRate rate of the link between lab hosts
 * @param mtu of that link, bytes
 * @param hosts lab hosts
 * @param tool what makes the traffic
 * @param telemetryRate samples of the machine a second; 0 for none
 * @param flow what changes in every flow
 * @param effort what is done for good numbers
 */
public record PlanOptions(
    List<String> networks,
    List<Placement> placements,
    List<Protocol> protocols,
    List<Pinning> pinnings,
    OptionalInt repeat,
    Optional<BitRate> linkRate,
    OptionalInt mtu,
    OptionalInt hosts,
    Optional<ToolChoice> tool,
    OptionalDouble telemetryRate,
    FlowOptions flow,
    EffortOptions effort) {

  /** Changes nothing. */
  public static final PlanOptions NONE =
      new PlanOptions(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          OptionalInt.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          FlowOptions.NONE,
          EffortOptions.NONE);

  public PlanOptions {
    networks = List.copyOf(networks);
    placements = List.copyOf(placements);
    protocols = List.copyOf(protocols);
    pinnings = List.copyOf(pinnings);
  }

  /**
   * The plan with these changes.
   *
   * @throws LinerateException (user) naming every option that is out of range or chooses nothing
   */
  public Plan apply(Plan plan) {
    List<String> problems = new ArrayList<>(outOfRange());
    fraction(plan).ifPresent(problems::add);
    search(plan).ifPresent(problems::add);
    inside(plan).ifPresent(problems::add);
    problems.addAll(flow.problems());
    problems.addAll(effort.problems(plan.effort()));
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
    // two cases may differ by nothing but what was overridden
    List<CaseSpec> changed = cases.stream().flatMap(this::changed).distinct().toList();
    if (changed.size() > Limits.CASES) {
      throw LinerateException.user(
          "--pin: " + changed.size() + " cases, more than the " + Limits.CASES + " of one plan",
          "Choose fewer with --networks, --placements or --protocols");
    }
    return new Plan(
        plan.name(),
        hosts.orElse(plan.hosts()),
        new LinkSpec(
            linkRate.orElse(plan.link().rate()),
            mtu.isPresent() ? new Mtu(mtu.getAsInt()) : plan.link().mtu()),
        repeat.orElse(plan.repeat()),
        tool.orElse(plan.tool()),
        changed,
        telemetryRate.orElse(plan.telemetryRate()),
        effort.apply(plan.effort(), repeat.isPresent()));
  }

  private List<String> outOfRange() {
    return Stream.of(
            violation("repeat", Limits.REPEAT, boxed(repeat), Object::toString),
            violation("link", Limits.LINK_RATE, linkRate, BitRate::toString),
            violation("mtu", Limits.MTU, boxed(mtu), Object::toString),
            violation("hosts", Limits.HOSTS, boxed(hosts), Object::toString),
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
        .map(spec -> flow.duration().orElse(spec.flow().duration()))
        .filter(time -> !Limits.isWhole(time))
        .findFirst()
        .map(time ->
            (flow.duration().isPresent() ? "--duration: " : "--tool: flows of the plan take ")
                + Durations.text(time)
                + (flow.duration().isPresent() ? " is" : ",")
                + " no whole number of seconds, which is all that iperf3 takes");
  }

  /** As the plan's reader has looked: what the options make of its searches. */
  private Optional<String> search(Plan plan) {
    List<Flow> searches =
        plan.cases().stream()
            .filter(this::chosen)
            .flatMap(this::changed)
            .map(CaseSpec::flow)
            .filter(each -> each.rate() instanceof Rate.Search)
            .toList();
    if (searches.isEmpty()) {
      return Optional.empty();
    }
    if (tool.orElse(plan.tool()).hasIperf3()) {
      return Optional.of(
          (flow.udpRate().isPresent() ? "--udp-rate" : "--tool")
              + ": only the built-in tool searches for a rate; add --tool builtin");
    }
    return searches.stream().anyMatch(each -> each.direction() == Direction.BIDIR)
        ? Optional.of("--udp-rate: a search is one of one direction, and the plan has bidir flows")
        : Optional.empty();
  }

  private Optional<String> inside(Plan plan) {
    if (!tool.orElse(plan.tool()).hasIperf3()
        || (!flow.inside() && plan.cases().stream().noneMatch(spec -> spec.flow().inside()))) {
      return Optional.empty();
    }
    return Optional.of(
        (flow.inside() ? "--inside" : "--tool")
            + ": only the built-in tool goes into a container's control groups; add --tool builtin");
  }

  static <T extends Comparable<T>> Optional<String> violation(
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

  private Stream<CaseSpec> changed(CaseSpec spec) {
    CaseSpec changed = spec.with(flow.apply(spec.flow()));
    return pinnings.isEmpty() ? Stream.of(changed) : pinnings.stream().map(changed::with);
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

  static Optional<Integer> boxed(OptionalInt value) {
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
  }
}
