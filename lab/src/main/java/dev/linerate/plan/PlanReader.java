package dev.linerate.plan;

import dev.linerate.fault.LinerateException;
import dev.linerate.unit.Mtu;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a plan from YAML: raw text to a resolved {@link Plan}, or every problem at once.
 *
 * <p>docs/schema/plan.schema.json describes the same format for editors.
 */
public final class PlanReader {
  /** Characters; a plan of a thousand cases is a tenth of it. */
  public static final int LONGEST_TEXT = 256 * 1024;

  static final List<String> KEYS =
      List.of(
          "name",
          "hosts",
          "link",
          "repeat",
          "tool",
          "telemetry-rate",
          "omit",
          "precision",
          "budget",
          "defaults",
          "flows",
          "cases");
  static final List<String> LINK_KEYS = List.of("rate", "mtu");

  /** Names appear in file names, tables and options. */
  static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}");

  private static final int DEFAULT_HOSTS = 3;
  private static final int DEFAULT_REPEAT = 3;

  private final Problems problems;
  private final Map<String, Set<Placement>> known;

  private PlanReader(Problems problems, Map<String, Set<Placement>> known) {
    this.problems = problems;
    this.known = known;
  }

  /**
   * @param fileName what messages call the text: {@code plans/mine.yaml}
   * @param knownNetworks names of network drivers with the placements they have, in the order in
   *     which messages list them
   * @throws LinerateException (user) whose message has one line for each problem: {@code file:line:
   *     path: what is wrong; what there is}
   */
  public static Plan read(String fileName, String text, Map<String, Set<Placement>> knownNetworks) {
    Problems problems = new Problems(fileName);
    Optional<Plan> plan = new PlanReader(problems, knownNetworks).read(text);
    return plan.filter(p -> !problems.any()).orElseThrow(problems::exception);
  }

  private Optional<Plan> read(String text) {
    try {
      Node root = YamlTree.parse(text);
      if (root instanceof Node.Scalar scalar && scalar.isEmpty()) {
        problems.add(1, "", "the plan is empty; it must have name, flows and cases");
        return Optional.empty();
      }
      return Section.open(root, "", problems, KEYS, Map.of()).map(this::plan);
    } catch (Malformed e) {
      problems.add(e.line(), "", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Plan plan(Section section) {
    section.required("name", "name: my-study");
    String name = section.text("name", PlanReader::name).orElse("");
    int hosts = section.count("hosts", Limits.HOSTS).orElse(DEFAULT_HOSTS);
    int repeat = section.count("repeat", Limits.REPEAT).orElse(DEFAULT_REPEAT);
    LinkSpec link = section.node("link").map(this::link).orElse(LinkSpec.GIGABIT);
    ToolChoice tool = section.word("tool", Words.TOOLS).orElse(ToolChoice.BUILTIN);
    double telemetryRate =
        section
            .quantity("telemetry-rate", Limits.TELEMETRY_RATE)
            .orElse(Plan.DEFAULT_TELEMETRY_RATE);
    Timing usual = Timing.DEFAULT.of(tool);
    Timing timing = section.node("defaults").map(node -> defaults(node, usual)).orElse(usual);
    Map<String, Optional<Flow>> flows =
        section
            .required("flows", "flows: {tcp: {protocol: tcp}}")
            .map(node -> flows(node, timing))
            .orElse(Map.of());
    List<CaseSpec> cases =
        section
            .required("cases", "cases: [{networks: [host], flows: [tcp]}]")
            .map(node -> new CaseReader(known, flows, problems).read(node))
            .orElse(List.of());
    return new Plan(name, hosts, link, repeat, tool, cases, telemetryRate, effort(section));
  }

  private Effort effort(Section section) {
    boolean auto = section.text("omit", PlanReader::auto).isPresent();
    Optional<Double> share = section.quantity("precision", Limits.PRECISION);
    Optional<Duration> budget = section.quantity("budget", Limits.BUDGET);
    if (section.has("budget") && !section.has("precision")) {
      section.problem("budget", "is for precision, which is missing; write for example 2%");
    }
    return new Effort(
        auto, share.map(s -> new Precision(s, budget.orElse(Precision.USUAL.budget()))));
  }

  private static String auto(String text) {
    if (!text.equals("auto")) {
      throw new IllegalArgumentException(
          "of the whole plan can only be auto; flows and defaults take a time");
    }
    return text;
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          Quote.of(text) + " is no name; use letters, digits, dots and dashes, at most 64");
    }
    return text;
  }

  private LinkSpec link(Node node) {
    return Section.open(node, "link", problems, LINK_KEYS, Map.of())
        .map(section ->
            new LinkSpec(
                section.quantity("rate", Limits.LINK_RATE).orElse(LinkSpec.GIGABIT.rate()),
                section.count("mtu", Limits.MTU).map(Mtu::new).orElse(LinkSpec.GIGABIT.mtu())))
        .orElse(LinkSpec.GIGABIT);
  }

  private Timing defaults(Node node, Timing usual) {
    return Section.open(node, "defaults", problems, Timing.KEYS, Map.of())
        .map(section -> Timing.read(section, usual))
        .orElse(usual);
  }

  private Map<String, Optional<Flow>> flows(Node node, Timing timing) {
    Map<String, Optional<Flow>> flows = new LinkedHashMap<>();
    Section.open(node, "flows", problems)
        .map(Section::entries)
        .orElse(Map.of())
        .forEach((name, entry) -> flows.put(name, flow(entry, timing)));
    if (flows.isEmpty() && node instanceof Node.Mapping) {
      problems.add(node.line(), "flows", "is empty; write for example tcp: {protocol: tcp}");
    }
    return flows;
  }

  private Optional<Flow> flow(Node.Entry entry, Timing timing) {
    String path = "flows." + entry.key();
    if (!NAME.matcher(entry.key()).matches()) {
      problems.add(entry.line(), path, "no name of a flow; use letters, digits, dots and dashes");
    }
    return FlowReader.read(entry.value(), path, timing, problems);
  }
}
