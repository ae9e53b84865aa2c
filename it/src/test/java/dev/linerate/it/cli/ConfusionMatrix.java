package dev.linerate.it.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What was caused for real, and what was then said of it: the table of docs/FINDINGS.md. */
final class ConfusionMatrix {
  private static final String HEAD = "| made for real |";

  private final Map<String, Row> rows = new LinkedHashMap<>();

  /**
   * One cause.
   *
   * @param right findings of which one has to be first; the clean case has a single one
   * @param shares by finding in the order in which they were said; empty without a share
   */
  private record Row(List<String> right, Map<String, String> shares) {
    String first() {
      return shares.keySet().stream().findFirst().orElse("");
    }

    String cell(String id) {
      if (!shares.containsKey(id)) {
        return "";
      }
      String share = shares.get(id).isEmpty() ? "said" : shares.get(id);
      return id.equals(first()) ? "**" + share + "**" : share;
    }
  }

  /** Notes what was said; call it before asserting, so that a wrong verdict is in the table too. */
  void add(String made, List<String> right, JsonNode explanation) {
    Map<String, String> shares = new LinkedHashMap<>();
    for (JsonNode finding : explanation.path("findings")) {
      JsonNode share = finding.path("share");
      shares.put(
          finding.path("id").asString(),
          share.isNumber() ? Math.round(share.asDouble() * 100) + " %" : "");
    }
    rows.put(made, new Row(List.copyOf(right), shares));
  }

  /** Lines of Markdown. */
  List<String> table() {
    Set<String> ids =
        rows.values().stream()
            .flatMap(row -> row.shares().keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> lines = new ArrayList<>();
    lines.add(
        HEAD
            + " "
            + ids.stream().map(id -> id.substring(3) + " |").collect(Collectors.joining(" ")));
    lines.add("|---|" + "---|".repeat(ids.size()));
    rows.forEach((made, row) ->
        lines.add(
            "| "
                + made
                + " |"
                + ids.stream().map(id -> " " + row.cell(id) + " |").collect(Collectors.joining())));
    return lines;
  }

  /** Whether a page has this table, as far as what was made and what was said first. */
  List<String> disagreements(String page) {
    Map<String, String> said = firsts(page);
    List<String> wrong = new ArrayList<>();
    rows.forEach((made, row) -> {
      String documented = said.getOrDefault(made, "nothing");
      if (!row.right().contains(documented)) {
        wrong.add("%s: the page has %s, right is %s".formatted(made, documented, row.right()));
      }
    });
    said.keySet().stream()
        .filter(made -> !rows.containsKey(made))
        .forEach(made -> wrong.add(made + ": is on the page and was not made"));
    return wrong;
  }

  /** The finding in bold type of each row of a page's table. */
  private static Map<String, String> firsts(String page) {
    Map<String, String> firsts = new LinkedHashMap<>();
    List<String> lines = page.lines().dropWhile(line -> !line.startsWith(HEAD)).toList();
    if (lines.isEmpty()) {
      return firsts;
    }
    List<String> ids = cells(lines.getFirst());
    for (String line : lines.stream().skip(2).takeWhile(line -> line.startsWith("|")).toList()) {
      List<String> cells = cells(line);
      for (int i = 1; i < Math.min(ids.size(), cells.size()); i++) {
        if (cells.get(i).startsWith("**")) {
          firsts.put(cells.getFirst(), "LR-" + ids.get(i));
        }
      }
    }
    return firsts;
  }

  private static List<String> cells(String line) {
    return List.of(line.substring(1).split("\\|", -1)).stream().map(String::strip).toList();
  }
}
