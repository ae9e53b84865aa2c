package dev.linerate.iperf;

import dev.linerate.search.SearchGoal;
import dev.linerate.search.SearchResult;
import dev.linerate.search.TrialResult;
import dev.linerate.unit.Durations;
import java.io.Writer;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** A search as one JSON document: goal, trials and bounds. What is unknown is left out. */
public final class RateSearchJson {
  private final JsonGenerator json;

  private RateSearchJson(JsonGenerator json) {
    this.json = json;
  }

  /** Writes to {@code out}, which stays open. */
  public static void write(Writer out, RateSearchReport report) {
    Json.indented(out, json -> new RateSearchJson(json).members(report));
  }

  private void members(RateSearchReport report) {
    Json.object(json, "start", () -> start(report));
    Json.object(json, "goal", () -> goal(report.options().goal()));
    Json.array(json, "trials", report.result().trials(), this::trial);
    Json.object(json, "end", () -> end(report.result()));
    report.error().ifPresent(error -> json.writeStringProperty("error", error));
  }

  private void start(RateSearchReport report) {
    TestStart probe = report.probe();
    json.writeStringProperty("version", probe.version());
    json.writeStringProperty("system_info", probe.systemInfo());
    json.writeStringProperty("time", probe.time().toString());
    json.writeStringProperty("host", probe.peer().host());
    json.writeNumberProperty("port", probe.peer().port());
    json.writeNumberProperty("datagram_bytes", report.datagramBytes());
    json.writeNumberProperty("num_streams", probe.parameters().streams());
    json.writeBooleanProperty("reverse", probe.parameters().direction() == Direction.REVERSE);
    Json.real(json, "time_limit_seconds", Durations.seconds(report.options().time()));
  }

  private void goal(SearchGoal goal) {
    Json.real(json, "loss_ratio", goal.lossRatio());
    Json.real(json, "width", goal.width());
    Json.real(json, "final_trial_seconds", Durations.seconds(goal.finalTrial()));
    Json.real(json, "duration_sum_seconds", Durations.seconds(goal.durationSum()));
    Json.real(json, "exceed_ratio", goal.exceedRatio());
  }

  private void trial(TrialResult result) {
    json.writeNumberProperty("bits_per_second", result.trial().bitsPerSecond());
    Json.real(json, "seconds", Durations.seconds(result.trial().duration()));
    Json.real(json, "sending_seconds", Durations.seconds(result.sending()));
    json.writeNumberProperty("packets", result.sent());
    json.writeNumberProperty("lost_packets", result.lost());
    Json.real(json, "loss_ratio", result.lossRatio());
    json.writeBooleanProperty("sender_too_slow", result.senderTooSlow());
  }

  private void end(SearchResult result) {
    result.lowerBits().ifPresent(bits -> json.writeNumberProperty("relevant_lower_bound", bits));
    result.upperBits().ifPresent(bits -> json.writeNumberProperty("relevant_upper_bound", bits));
    result
        .conditionalThroughput()
        .ifPresent(bits -> Json.real(json, "conditional_throughput", bits));
    json.writeBooleanProperty("confirmed", result.confirmed());
    json.writeBooleanProperty("goal_met", result.end().goalMet());
    json.writeBooleanProperty("sender_limited", result.senderLimited());
    json.writeStringProperty("stopped", result.end().name().toLowerCase(Locale.ROOT));
  }
}
