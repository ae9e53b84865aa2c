package dev.linerate.report;

import dev.linerate.analysis.compare.Gate;
import dev.linerate.analysis.compare.Gate.GatedCase;
import dev.linerate.analysis.compare.Gate.Outcome;
import dev.linerate.result.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * A gate in the XML of Apache Ant's JUnit task, which CI systems read: a suite, a test for each
 * case. A case that regressed is a failure, a broken one an error.
 */
public final class GateJunit {
  private GateJunit() {}

  /** The document; ends in a line break. */
  public static String of(Gate gate) {
    Run run = gate.comparison().runs().getLast();
    List<String> lines = new ArrayList<>();
    lines.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    lines.add(
        "<testsuite name=\"linerate gate\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"0\" timestamp=\"%s\">"
            .formatted(
                gate.cases().size(),
                gate.count(Outcome.REGRESSED),
                gate.count(Outcome.BROKEN),
                gate.count(Outcome.SKIPPED),
                run.started().toString().replaceFirst("(\\.\\d+)?Z$", "")));
    lines.add("  <properties>");
    lines.add(property("baseline", gate.comparison().runs().getFirst().id()));
    lines.add(property("run", run.id()));
    lines.add(property("max-regression", ComparisonRow.percent(gate.maxRegression())));
    lines.add("  </properties>");
    gate.cases().forEach(gated -> lines.add(test(gated)));
    lines.add("</testsuite>");
    return String.join("\n", lines) + "\n";
  }

  private static String property(String name, String value) {
    return "    <property name=\"" + name + "\" value=\"" + Xml.escape(value) + "\"/>";
  }

  private static String test(GatedCase gated) {
    String says = Xml.escape(GateWords.sentence(gated));
    String inside =
        switch (gated.outcome()) {
          case PASSED -> "<system-out>" + says + "</system-out>";
          case REGRESSED -> "<failure type=\"regression\" message=\"" + says + "\"/>";
          case BROKEN -> "<error type=\"broken\" message=\"" + says + "\"/>";
          case SKIPPED -> "<skipped message=\"" + says + "\"/>";
        };
    return "  <testcase classname=\""
        + Xml.escape("linerate." + gated.compared().spec().network())
        + "\" name=\""
        + Xml.escape(GateWords.name(gated))
        + "\" time=\"0\">"
        + inside
        + "</testcase>";
  }
}
