package dev.linerate.imports;

import dev.linerate.tool.BoundedTree;
import dev.linerate.tool.Iperf3Json;
import dev.linerate.tool.JsonInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The tests of a log of iperf3's JSON: a document each, or made up of events. */
final class Iperf3Documents {
  /** Tests that take turns in one log; more are a log without ends. */
  private static final int MOST_OPEN = 64;

  private final Tests tests;
  private final List<Iperf3Document> streaming = new ArrayList<>();

  /** Of the event that is being read. */
  private final JsonInterval interval = new JsonInterval();

  Iperf3Documents(Tests tests) {
    this.tests = tests;
  }

  /**
   * Takes the object that the parser stands at the beginning of.
   *
   * @param line where the parser is
   */
  void object(JsonParser parser, LongSupplier line) {
    long first = line.getAsLong();
    if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
      tests.problem(first, "an empty object");
    } else if (parser.currentName().equals("event")) {
      event(parser, first);
    } else {
      document(parser, first, line);
    }
  }

  /** What stands before damage is kept. */
  private void document(JsonParser parser, long begin, LongSupplier line) {
    Iperf3Document document = new Iperf3Document(tests, begin, line);
    try {
      Iperf3Json.members(parser, document.report());
    } finally {
      document.close();
    }
  }

  /** The log has no more. */
  void end() {
    streaming.forEach(Iperf3Document::close);
    streaming.clear();
  }

  private void event(JsonParser parser, long line) {
    String event = "";
    JsonNode data = MissingNode.getInstance();
    interval.clear();
    for (; parser.currentToken() == JsonToken.PROPERTY_NAME; parser.nextToken()) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("data") && event.equals("interval")) {
        interval.read(parser);
      } else if (name.equals("data")) {
        data = BoundedTree.read(parser);
      } else if (name.equals("event")) {
        event = BoundedTree.read(parser).asString("");
      } else {
        parser.skipChildren();
      }
    }
    event(event, data, line);
  }

  private void event(String event, JsonNode data, long line) {
    switch (event) {
      case "start" -> {
        crowd();
        Iperf3Document document = new Iperf3Document(tests, line, () -> line);
        document.report().start(data);
        streaming.add(document);
      }
      case "interval" -> which(line).ifPresent(document -> document.interval(interval, line));
      case "end" -> ending(data, line).ifPresent(document -> document.report().end(data));
      case "error" -> ending(data, line).ifPresent(document -> document.report().error(data));
      default -> {} // of a release that has more of them
    }
    streaming.stream().filter(Iperf3Document::isEnded).forEach(Iperf3Document::close);
    streaming.removeIf(Iperf3Document::isEnded);
  }

  private void crowd() {
    if (streaming.size() == MOST_OPEN) {
      streaming.removeFirst().close();
    }
  }

  /** The one test whose samples end where this interval begins. */
  private Optional<Iperf3Document> which(long line) {
    if (streaming.isEmpty()) {
      Iperf3Document headless = new Iperf3Document(tests, line, () -> line);
      streaming.add(headless);
      tests.problem(line, "an interval of a test whose start is missing");
    }
    if (streaming.size() == 1) {
      return Optional.of(streaming.getFirst());
    }
    List<Iperf3Document> fitting = streaming.stream().filter(d -> d.continues(interval)).toList();
    boolean alike = fitting.stream().map(Iperf3Document::likeness).distinct().count() == 1;
    if (alike) {
      return Optional.of(fitting.getFirst());
    }
    tests.problem(line, "an interval that may belong to several of the tests in this log");
    return Optional.empty();
  }

  /** The one that ended last is the one that says so. */
  private Optional<Iperf3Document> ending(JsonNode data, long line) {
    if (streaming.isEmpty()) {
      tests.problem(line, "the end of a test whose start is missing");
      return Optional.empty();
    }
    if (streaming.size() == 1) {
      return Optional.of(streaming.getFirst());
    }
    Optional<Iperf3Document> nearest = Iperf3Document.nearest(streaming, data);
    if (nearest.isEmpty()) {
      tests.problem(line, "an end that may be of several of the tests in this log");
    }
    return nearest;
  }
}
