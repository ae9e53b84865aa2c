package dev.linerate.imports;

import dev.linerate.result.Interval;
import dev.linerate.tool.Iperf3Text;
import dev.linerate.tool.TestHeading;
import java.util.List;

/** One test of a log of iperf3's tables. */
final class Iperf3Table {
  private static final String TOOL = "iperf3";

  private final LoggedTest test;
  private final Iperf3Text text;

  Iperf3Table(Tests tests, long line) {
    this.test = tests.open(line, TOOL);
    this.text = new Iperf3Text(tests.setting().end(), this::sample);
    test.readBy(text);
  }

  private void sample(Interval sample) {
    test.sample(sample);
  }

  Iperf3Text text() {
    return text;
  }

  void close() {
    test.close();
  }

  /** What is the same of tests between which it does not matter which is which. */
  Object likeness() {
    TestHeading heading = text.heading();
    return List.of(
        text.report().role(),
        heading.protocol(),
        heading.streams(),
        heading.rate(),
        heading.length(),
        heading.duration(),
        heading.omit());
  }
}
