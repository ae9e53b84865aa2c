package dev.linerate.report;

import dev.linerate.analysis.compare.FactDifference;
import dev.linerate.analysis.compare.Trend;
import dev.linerate.analysis.compare.Trend.Point;
import dev.linerate.analysis.compare.Trend.Series;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A trend as JSON, after {@code docs/schema/trend.schema.json}. */
public final class TrendJson {
  /** The schema's identifier. */
  public static final String SCHEMA = "urn:linerate:schema:trend:1";

  private static final JsonMapper MAPPER = new JsonMapper();

  private TrendJson() {}

  /** Indented text that ends in a line break. */
  public static String of(Trend trend) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("$schema", SCHEMA);
    json.put("network", trend.network());
    ArrayNode all = json.putArray("series");
    trend.series().forEach(series -> all.add(series(series)));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static ObjectNode series(Series series) {
    ObjectNode json = ComparisonJson.spec(series.spec());
    ArrayNode conditions = json.putArray("conditions");
    series.conditions().forEach(conditions::add);
    ArrayNode points = json.putArray("points");
    series.points().forEach(point -> points.add(point(point)));
    return json;
  }

  private static ObjectNode point(Point point) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("run", point.run());
    json.put("started", point.started().toString());
    json.set("bitrate", ComparisonJson.bitrate(point.bitrate()));
    point.transactions().ifPresent(t -> json.set("transactions", ComparisonJson.median(t)));
    ArrayNode changes = json.putArray("changes");
    for (FactDifference change : point.changes()) {
      ObjectNode one = changes.addObject();
      one.put("what", change.key());
      change.from().ifPresent(from -> one.put("from", from));
      change.to().ifPresent(to -> one.put("to", to));
    }
    return json;
  }
}
