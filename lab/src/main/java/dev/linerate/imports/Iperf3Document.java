package dev.linerate.imports;

import dev.linerate.result.Interval;
import dev.linerate.tool.JsonFields;
import dev.linerate.tool.JsonInterval;
import dev.linerate.tool.JsonReport;
import dev.linerate.tool.JsonSample;
import dev.linerate.tool.JsonSample.Field;
import dev.linerate.tool.SampleListener;
import dev.linerate.tool.TestHeading;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;

/** One test of a log of iperf3's JSON, and the report it is read into. */
final class Iperf3Document implements SampleListener {
  /** Seconds; the parts of one test end and begin at the same printed microsecond. */
  private static final double SAME = 2e-6;

  private static final String TOOL = "iperf3";

  private final Tests tests;
  private final LoggedTest test;
  private final JsonReport report;
  private final Map<Long, Double> ends = new HashMap<>();
  private LongSupplier line;
  private boolean closed;

  /**
   * @param begin the line on which it begins
   * @param line where the reading is, for what is wrong there
   */
  Iperf3Document(Tests tests, long begin, LongSupplier line) {
    this.tests = tests;
    this.line = line;
    this.test = tests.open(begin, TOOL);
    this.report = new JsonReport(tests.setting().end(), this);
    test.readBy(report);
  }

  JsonReport report() {
    return report;
  }

  boolean isEnded() {
    return report.isEnded();
  }

  @Override
  public void sample(Interval sample) {
    test.sample(sample);
  }

  @Override
  public void fault(String why) {
    tests.problem(line.getAsLong(), why);
  }

  void close() {
    if (!closed) {
      closed = true;
      test.close();
    }
  }

  /** Takes an interval that came as an event. */
  void interval(JsonInterval data, long at) {
    line = () -> at;
    report.interval(data);
    for (JsonSample stream : data.streams()) {
      ends.put(socket(stream), stream.number(Field.END).orElse(0));
    }
  }

  /** Whether its streams end where these begin. */
  boolean continues(JsonInterval data) {
    if (data.streams().isEmpty()) {
      return false;
    }
    JsonSample stream = data.streams().getFirst();
    double before = ends.getOrDefault(socket(stream), 0.0);
    OptionalDouble start = stream.number(Field.START);
    return start.isPresent()
        && (Math.abs(start.getAsDouble() - before) < SAME
            || (ends.isEmpty() && start.getAsDouble() == 0));
  }

  private static long socket(JsonSample stream) {
    return stream.whole(Field.SOCKET).orElse(0);
  }

  /** What is the same of tests between which it does not matter which is which. */
  Object likeness() {
    TestHeading heading = report.heading();
    return List.of(
        report.report().role(),
        heading.protocol(),
        heading.streams(),
        heading.rate(),
        heading.length(),
        heading.duration(),
        heading.omit());
  }

  /** The test whose samples end nearest to the given end; empty when two are as near. */
  static Optional<Iperf3Document> nearest(List<Iperf3Document> open, JsonNode end) {
    OptionalDouble at = endOf(end);
    if (at.isEmpty()) {
      return Optional.empty();
    }
    List<Iperf3Document> sorted =
        open.stream()
            .sorted(Comparator.comparingDouble(d -> d.distance(at.getAsDouble())))
            .toList();
    double first = sorted.get(0).distance(at.getAsDouble());
    double second = sorted.get(1).distance(at.getAsDouble());
    boolean clear =
        second - first > SAME || sorted.get(0).likeness().equals(sorted.get(1).likeness());
    return clear ? Optional.of(sorted.getFirst()) : Optional.empty();
  }

  private static OptionalDouble endOf(JsonNode end) {
    JsonNode stream = end.path("streams").path(0);
    JsonNode own = stream.has("udp") ? stream.path("udp") : stream.path("sender");
    return JsonFields.number(own, "end");
  }

  private double distance(double end) {
    return Math.abs(ends.values().stream().mapToDouble(d -> d).max().orElse(0) - end);
  }
}
