package dev.linerate.report;

import dev.linerate.report.Panel.Point;
import dev.linerate.report.Panel.Trace;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The values of the charts for the page's script, as JSON that may stand in a script element. */
final class ChartData {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ChartData() {}

  static String of(List<Chart> charts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Chart chart : charts) {
      json.set(chart.id(), chart(chart));
    }
    return inScript(MAPPER.writeValueAsString(json));
  }

  /** Nothing in it can end the script element or open a comment. */
  static String inScript(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static ObjectNode chart(Chart chart) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("seconds", chart.seconds());
    ArrayNode names = json.putArray("trials");
    chart.trials().forEach(names::add);
    ArrayNode times = json.putArray("times");
    if (!chart.panels().isEmpty()) {
      chart.panels().getFirst().traces().forEach(t -> times.add(numbers(t, Point::time, 3)));
    }
    ArrayNode panels = json.putArray("panels");
    for (Panel panel : chart.panels()) {
      ObjectNode node = panels.addObject();
      node.put("title", panel.title());
      node.put("unit", panel.unit());
      ArrayNode values = node.putArray("values");
      panel.traces().forEach(t -> values.add(numbers(t, Point::value, 4)));
      if (panel.traces().stream().anyMatch(Trace::spans)) {
        ArrayNode lows = node.putArray("lows");
        panel.traces().forEach(t -> lows.add(numbers(t, Point::low, 4)));
        ArrayNode highs = node.putArray("highs");
        panel.traces().forEach(t -> highs.add(numbers(t, Point::high, 4)));
      }
    }
    chart.watched().ifPresent(watched -> json.set("watched", WatchedData.of(watched)));
    return json;
  }

  /** Significant digits as many as a reader needs; null where there is no value. */
  private static ArrayNode numbers(Trace trace, ToDoubleFunction<Point> column, int digits) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Point point : trace.points()) {
      double value = column.applyAsDouble(point);
      if (Double.isNaN(value)) {
        json.addNull();
      } else {
        json.add(rounded(value, digits));
      }
    }
    return json;
  }

  private static BigDecimal rounded(double value, int digits) {
    BigDecimal exact = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }
}
