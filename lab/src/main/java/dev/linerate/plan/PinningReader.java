package dev.linerate.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code pinning} of an entry of {@code cases}: one, or a list of them. */
final class PinningReader {
  private static final String KEY = "pinning";

  private final Problems problems;

  private PinningReader(Problems problems) {
    this.problems = problems;
  }

  /** Those that can be read, {@code none} where the key is not there; the others are noted. */
  static List<Pinning> read(Section section, String path, Problems problems) {
    return section
        .node(KEY)
        .map(node -> new PinningReader(problems).pinnings(node, path + "." + KEY))
        .orElse(List.of(Pinning.NONE));
  }

  private List<Pinning> pinnings(Node node, String path) {
    if (!(node instanceof Node.Sequence list)) {
      return pinning(node, path).stream().toList();
    }
    if (list.items().isEmpty()) {
      problems.add(node.line(), path, "is an empty list; there are " + Pinning.FORMS);
    }
    Set<Pinning> found = new LinkedHashSet<>();
    for (int i = 0; i < list.items().size(); i++) {
      Node item = list.items().get(i);
      String at = path + "[" + i + "]";
      pinning(item, at)
          .filter(pinning -> !found.add(pinning))
          .ifPresent(again -> problems.add(item.line(), at, again.word() + " is listed twice"));
    }
    return List.copyOf(found);
  }

  private Optional<Pinning> pinning(Node node, String path) {
    if (!(node instanceof Node.Scalar scalar) || scalar.isEmpty()) {
      problems.add(node.line(), path, "is " + node.kind() + "; it must be " + Pinning.FORMS);
      return Optional.empty();
    }
    // [none, 0,1] is three items to YAML
    if (scalar.text().matches("\\d+")) {
      problems.add(
          node.line(),
          path,
          "one core alone; write the sender's and the receiver's in quotes: \"0,1\"");
      return Optional.empty();
    }
    try {
      return Optional.of(Pinning.parse(scalar.text()));
    } catch (IllegalArgumentException e) {
      problems.add(node.line(), path, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
