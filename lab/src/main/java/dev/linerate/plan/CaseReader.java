package dev.linerate.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code cases}: each entry is every network × placement × flow × pinning it names. */
final class CaseReader {
  static final List<String> KEYS = List.of("networks", "placements", "flows", "pinning");

  private static final Map<String, String> HINTS =
      Map.of(
          "network", "networks: [host]",
          "placement", "placements: [same-host]",
          "flow", "flows: [tcp]",
          "pin", "pinning: auto",
          "affinity", "pinning: auto");

  private final Map<String, Set<Placement>> known;
  private final Map<String, Optional<Flow>> flows;
  private final Problems problems;

  /** With the line it comes from, in the order of the plan. */
  private final Map<CaseSpec, Integer> found = new LinkedHashMap<>();

  private record Name(String text, int line, String path) {}

  /**
   * @param known networks with their placements
   * @param flows by name; empty for those that have problems of their own
   */
  CaseReader(
      Map<String, Set<Placement>> known, Map<String, Optional<Flow>> flows, Problems problems) {
    this.known = known;
    this.flows = flows;
    this.problems = problems;
  }

  List<CaseSpec> read(Node node) {
    if (!(node instanceof Node.Sequence sequence)) {
      problems.add(node.line(), "cases", "is " + node.kind() + "; it must be a list of cases");
      return List.of();
    }
    if (sequence.items().isEmpty()) {
      problems.add(node.line(), "cases", "is empty; there is nothing to measure");
    }
    for (int i = 0; i < sequence.items().size() && found.size() <= Limits.CASES; i++) {
      entry(sequence.items().get(i), "cases[" + i + "]");
    }
    if (found.size() > Limits.CASES) {
      problems.add(node.line(), "cases", "more than " + Limits.CASES + " of them in one plan");
    }
    return List.copyOf(found.keySet());
  }

  private void entry(Node node, String path) {
    Section.open(node, path, problems, KEYS, HINTS).ifPresent(section -> expand(section, path));
  }

  private void expand(Section section, String path) {
    section.required("networks", "networks: [host]");
    section.required("flows", "flows: [tcp]");
    List<Name> networks = names(section, path, "network", known.keySet());
    List<Name> placements = names(section, path, "placement", Words.PLACEMENTS.keySet());
    List<Name> flowNames = names(section, path, "flow", flows.keySet());
    List<Pinning> pinnings = PinningReader.read(section, path, problems);
    List<CaseSpec> repeated = new ArrayList<>();
    for (Name network : networks) {
      for (Placement placement : placements(section, network, placements)) {
        for (Name flow : flowNames) {
          specs(network, placement, flow, pinnings)
              .filter(spec -> found.putIfAbsent(spec, section.line()) != null)
              .forEach(repeated::add);
        }
      }
    }
    refuse(repeated, section.line(), path);
  }

  /** Pinnings stand together, so that they meet the machine in the same state. */
  private Stream<CaseSpec> specs(
      Name network, Placement placement, Name flow, List<Pinning> pinnings) {
    return flows.getOrDefault(flow.text(), Optional.empty()).stream()
        .flatMap(
            f -> pinnings.stream().map(pin -> new CaseSpec(network.text(), placement, f, pin)));
  }

  /** One sentence for all of them: a whole entry given twice is one mistake. */
  private void refuse(List<CaseSpec> repeated, int line, String path) {
    if (!repeated.isEmpty()) {
      CaseSpec first = repeated.getFirst();
      int others = repeated.size() - 1;
      problems.add(
          line,
          path,
          first.label()
              + (others > 0 ? " and " + others + " more are" : " is")
              + " given already in line "
              + found.get(first));
    }
  }

  /** Those asked for, or all that the network has. */
  private Set<Placement> placements(Section section, Name network, List<Name> asked) {
    Set<Placement> has = known.getOrDefault(network.text(), Set.of());
    if (!section.has("placements")) {
      return has.isEmpty() ? has : EnumSet.copyOf(has);
    }
    Set<Placement> chosen = new LinkedHashSet<>();
    for (Name name : asked) {
      Optional<Placement> placement = Optional.ofNullable(Words.PLACEMENTS.get(name.text()));
      placement.filter(has::contains).ifPresent(chosen::add);
      if (placement.filter(has::contains).isEmpty()) {
        problems.add(
            name.line(),
            name.path(),
            network.text() + " has no " + name.text() + "; it has " + words(has));
      }
    }
    return chosen;
  }

  private static String words(Set<Placement> placements) {
    return placements.stream().sorted().map(Placement::word).collect(Collectors.joining(", "));
  }

  /** The names in a list that are known and not repeated; the others are noted. */
  private List<Name> names(Section section, String path, String what, Collection<String> there) {
    String key = what + "s";
    Optional<Node> node = section.node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof Node.Sequence list) || list.items().isEmpty()) {
      section.problem(
          key,
          node.get() instanceof Node.Sequence
              ? "is an empty list; there are " + String.join(", ", there)
              : "is " + node.get().kind() + "; it must be a list, as [" + example(there) + "]");
      return List.of();
    }
    Map<String, Name> names = new LinkedHashMap<>();
    for (int i = 0; i < list.items().size(); i++) {
      String at = path + "." + key + "[" + i + "]";
      name(list.items().get(i), at, what, there)
          .filter(name -> names.putIfAbsent(name.text(), name) != null)
          .ifPresent(again -> problems.add(again.line(), at, again.text() + " is listed twice"));
    }
    return List.copyOf(names.values());
  }

  private Optional<Name> name(Node item, String at, String what, Collection<String> there) {
    if (!(item instanceof Node.Scalar scalar)) {
      problems.add(item.line(), at, "is " + item.kind() + "; it must be the name of a " + what);
      return Optional.empty();
    }
    if (!there.contains(scalar.text())) {
      problems.add(item.line(), at, ClosestMatch.sentence(what, scalar.text(), there));
      return Optional.empty();
    }
    return Optional.of(new Name(scalar.text(), item.line(), at));
  }

  private static String example(Collection<String> there) {
    return there.stream().findFirst().orElse("");
  }
}
