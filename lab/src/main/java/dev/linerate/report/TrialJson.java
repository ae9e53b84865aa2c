package dev.linerate.report;

import static dev.linerate.report.JsonMembers.put;
import static dev.linerate.report.JsonMembers.rounded;
import static dev.linerate.report.JsonMembers.texts;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.result.Search;
import dev.linerate.result.TelemetryJson;
import dev.linerate.result.Totals;
import dev.linerate.result.Transactions;
import dev.linerate.result.Trial;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A trial as JSON, but for its intervals: {@code $defs/trial} of the run's schema. */
final class TrialJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TrialJson() {}

  /**
   * What the machine did meanwhile, what the trial is among the others, and what its intervals say
   * together.
   */
  static ObjectNode afterIntervals(CaseSummary summary, Trial trial) {
    ObjectNode json = NODES.objectNode();
    trial.telemetry().ifPresent(t -> json.set("telemetry", TelemetryJson.tree(t)));
    if (summary.isOutlier(trial)) {
      json.put("outlier", true);
    }
    List<Levels.Stretch> stretches = Levels.of(trial, summary.record().spec().flow().interval());
    if (!stretches.isEmpty()) {
      ArrayNode levels = json.putArray("levels");
      for (Levels.Stretch stretch : stretches) {
        ObjectNode level = levels.addObject();
        level.put("from", rounded(stretch.from()));
        level.put("to", rounded(stretch.to()));
        level.put("bitrate", Math.round(stretch.bitsPerSecond()));
      }
    }
    return json;
  }

  /** What was run, and the figures of the whole. */
  static ObjectNode beforeIntervals(Trial trial) {
    ObjectNode json = NODES.objectNode();
    json.put("repeat", trial.repeat());
    json.put("started", trial.started().toString());
    json.put("status", trial.status().word());
    put(json, "reason", trial.reason());
    json.put("tool_version", trial.toolVersion());
    json.set("commands", texts(trial.commands()));
    trial.totals().ifPresent(totals -> json.set("totals", totals(totals)));
    trial.search().ifPresent(search -> json.set("search", search(search)));
    return json;
  }

  private static ObjectNode search(Search search) {
    ObjectNode json = NODES.objectNode();
    search.lower().ifPresent(rate -> json.put("lower_bound", Math.round(rate.bitsPerSecond())));
    search.upper().ifPresent(rate -> json.put("upper_bound", Math.round(rate.bitsPerSecond())));
    json.put("tests", search.tests());
    json.put("sender_limited", search.senderLimited());
    put(json, "unmet", search.unmet());
    return json;
  }

  private static ObjectNode transactions(Transactions transactions) {
    ObjectNode json = NODES.objectNode();
    json.put("per_second", rounded(transactions.perSecond()));
    put(json, "min_us", rounded(transactions.minMicros()));
    put(json, "mean_us", rounded(transactions.meanMicros()));
    put(json, "p50_us", rounded(transactions.p50Micros()));
    put(json, "p90_us", rounded(transactions.p90Micros()));
    put(json, "p99_us", rounded(transactions.p99Micros()));
    put(json, "p99_9_us", rounded(transactions.p999Micros()));
    put(json, "max_us", rounded(transactions.maxMicros()));
    return json;
  }

  private static ObjectNode totals(Totals totals) {
    ObjectNode json = NODES.objectNode();
    json.put("seconds", totals.seconds());
    json.put("bytes_sent", totals.bytesSent());
    json.put("bytes_received", totals.bytesReceived());
    json.put("bitrate", Math.round(totals.bitsPerSecond()));
    put(json, "retransmits", totals.retransmits());
    put(json, "jitter_ms", totals.jitterMillis());
    put(json, "lost", totals.lost());
    put(json, "packets", totals.packets());
    put(json, "lost_percent", Columns.lostPercent(totals.lost(), totals.packets()));
    put(json, "out_of_order", totals.outOfOrder());
    put(json, "sender_cpu_percent", rounded(totals.senderCpuPercent()));
    put(json, "receiver_cpu_percent", rounded(totals.receiverCpuPercent()));
    totals.transactions().ifPresent(t -> json.set("transactions", transactions(t)));
    return json;
  }
}
