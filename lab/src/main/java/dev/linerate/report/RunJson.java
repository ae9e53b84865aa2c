package dev.linerate.report;

import static dev.linerate.report.JsonMembers.put;
import static dev.linerate.report.JsonMembers.rounded;
import static dev.linerate.report.JsonMembers.texts;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MedianInterval;
import dev.linerate.explain.Explanation;
import dev.linerate.plan.CorePair;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Rate;
import dev.linerate.plan.ToolChoice;
import dev.linerate.plan.Transaction;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.DoctorFinding;
import dev.linerate.result.FactKeys;
import dev.linerate.result.IntervalSource;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Path;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Topology;
import dev.linerate.result.Topology.Box;
import dev.linerate.result.Topology.Port;
import dev.linerate.result.Topology.Wire;
import dev.linerate.result.Trial;
import dev.linerate.unit.ByteCount;
import dev.linerate.unit.Durations;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as JSON, after {@code docs/schema/run.schema.json}. What is unavailable is absent, never
 * null or zero.
 */
public final class RunJson {
  /** The schema's identifier. */
  public static final String SCHEMA = "urn:linerate:schema:run:1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectWriter WRITER =
      new JsonMapper()
          .writerWithDefaultPrettyPrinter()
          .without(StreamWriteFeature.AUTO_CLOSE_TARGET);

  private RunJson() {}

  /** The run as indented text that ends in a line break. */
  public static String of(ReportModel model) {
    StringWriter text = new StringWriter();
    write(model, IntervalSource.HELD, text);
    return text.toString();
  }

  /**
   * Writes what {@link #of} gives, with intervals as they come, so that it takes no more memory
   * than the rest of the run.
   *
   * @param out is flushed and left open
   */
  public static void write(ReportModel model, IntervalSource intervals, Writer out) {
    try (JsonGenerator json = WRITER.createGenerator(out)) {
      json.writeStartObject();
      members(json, head(model.run()));
      json.writeName("cases");
      json.writeStartArray();
      for (CaseSummary summary : model.summaries()) {
        oneCase(json, model, summary, intervals);
      }
      json.writeEndArray();
      model
          .proof()
          .ifPresent(proof -> {
            json.writeName("proof");
            json.writeTree(ProofJson.node(proof));
          });
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void members(JsonGenerator json, ObjectNode object) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      json.writeName(member.getKey());
      json.writeTree(member.getValue());
    }
  }

  private static void oneCase(
      JsonGenerator json, ReportModel model, CaseSummary summary, IntervalSource intervals) {
    json.writeStartObject();
    members(json, oneCase(summary, model.run().platform(), model.explanation(summary)));
    json.writeName("trials");
    json.writeStartArray();
    for (Trial trial : summary.record().trials()) {
      json.writeStartObject();
      members(json, TrialJson.beforeIntervals(trial));
      json.writeName("intervals");
      json.writeStartArray();
      intervals.each(summary.record(), trial, interval -> IntervalJson.write(json, interval));
      json.writeEndArray();
      members(json, TrialJson.afterIntervals(summary, trial));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** What stands before the cases. */
  private static ObjectNode head(Run run) {
    ObjectNode json = NODES.objectNode();
    json.put("$schema", SCHEMA);
    json.put("id", run.id());
    json.put("plan", run.plan());
    json.put("started", run.started().toString());
    run.ended().ifPresent(ended -> json.put("ended", ended.toString()));
    json.put("state", run.state().word());
    json.put("version", run.version());
    json.put("hosts", run.hosts());
    json.put("repeat", run.repeat());
    if (run.link().isKnown()) {
      ObjectNode link = json.putObject("link");
      link.put("rate", Math.round(run.link().rate().bitsPerSecond()));
      link.put("mtu", run.link().mtu().bytes());
    }
    ObjectNode platform = json.putObject("platform");
    run.platform().facts().forEach(platform::put);
    ArrayNode networks = json.putArray("networks");
    run.networks().forEach(network -> networks.add(network(network)));
    return json;
  }

  private static ObjectNode network(NetworkRecord network) {
    ObjectNode json = NODES.objectNode();
    json.put("driver", network.driver());
    json.put("status", network.status().word());
    put(json, "reason", network.reason());
    put(json, "datapath", Optional.of(network.datapath()).filter(d -> !d.isEmpty()));
    json.set("notes", texts(network.notes()));
    json.set("topology", topology(network.topology()));
    json.set("commands", texts(network.commands()));
    return json;
  }

  private static ObjectNode topology(Topology topology) {
    ObjectNode json = NODES.objectNode();
    ArrayNode boxes = json.putArray("boxes");
    topology.boxes().forEach(box -> boxes.add(box(box)));
    ArrayNode ports = json.putArray("ports");
    topology.ports().forEach(port -> ports.add(port(port)));
    ArrayNode wires = json.putArray("wires");
    topology.wires().forEach(wire -> wires.add(wire(wire)));
    return json;
  }

  private static ObjectNode box(Box box) {
    ObjectNode json = NODES.objectNode();
    json.put("id", box.id());
    json.put("label", box.label());
    json.put("kind", box.kind().name().toLowerCase(Locale.ROOT));
    put(json, "inside", box.inside());
    return json;
  }

  private static ObjectNode port(Port port) {
    ObjectNode json = NODES.objectNode();
    json.put("id", port.id());
    json.put("box", port.box());
    json.put("name", port.name());
    json.put("kind", port.kind());
    put(json, "master", port.master());
    json.put("mtu", port.mtu());
    json.set("addresses", texts(port.addresses()));
    put(json, "vni", port.vni());
    put(json, "detail", port.detail());
    return json;
  }

  private static ObjectNode wire(Wire wire) {
    ObjectNode json = NODES.objectNode();
    json.put("from", wire.from());
    json.put("to", wire.to());
    json.put("kind", wire.kind().name().toLowerCase(Locale.ROOT));
    return json;
  }

  /** Without its trials. */
  private static ObjectNode oneCase(
      CaseSummary summary, Platform platform, Optional<Explanation> explanation) {
    CaseRecord record = summary.record();
    ObjectNode json = NODES.objectNode();
    json.put("number", record.number());
    json.put("network", record.spec().network());
    json.put("placement", record.spec().placement().word());
    json.put("protocol", record.spec().flow().protocol().word());
    json.set("flow", flow(record.spec().flow()));
    json.put("pinning", record.spec().pinning().word());
    List<CorePair> pairs = cores(record, platform);
    if (!pairs.isEmpty()) {
      json.set("cores", cores(pairs));
    }
    json.put("tool", record.tool());
    json.put("status", record.status().word());
    put(json, "reason", record.reason());
    record.path().ifPresent(path -> json.set("path", path(path)));
    summary.bitrate().ifPresent(bitrate -> json.set("bitrate", bitrate(bitrate)));
    summary
        .wireLimit()
        .ifPresent(l -> json.put("wire_limit", Math.round(l.goodput().bitsPerSecond())));
    put(json, "wire_limit_share", rounded(summary.wireLimitShare()));
    if (summary.wireLimit().isPresent() && summary.bitrate().isPresent()) {
      json.put("at_wire_limit", summary.atWireLimit());
    }
    put(json, "host_share", rounded(summary.hostShare()));
    put(json, "loss_share", rounded(summary.lossShare()));
    put(json, "retransmits", summary.retransmits());
    put(json, "cpu_seconds_per_gigabyte", rounded(summary.cpuSecondsPerGigabyte()));
    json.set("warnings", texts(summary.warnings()));
    explanation.ifPresent(e -> json.set("explanation", ExplanationJson.node(e)));
    if (!record.findings().isEmpty()) {
      ArrayNode findings = json.putArray("findings");
      record.findings().forEach(finding -> findings.add(finding(finding)));
    }
    return json;
  }

  private static ObjectNode finding(DoctorFinding finding) {
    ObjectNode json = NODES.objectNode();
    json.put("id", finding.id());
    json.put("severity", finding.severity());
    json.put("place", finding.place());
    json.put("symptom", finding.symptom());
    json.set("evidence", texts(finding.evidence()));
    json.put("cause", finding.cause());
    json.put("remedy", finding.remedy());
    json.set("commands", texts(finding.commands()));
    return json;
  }

  /** Those that were named, or that {@code auto} chose for so many streams. */
  private static List<CorePair> cores(CaseRecord record, Platform platform) {
    Pinning pinning = record.spec().pinning();
    if (!pinning.equals(Pinning.AUTO)) {
      return pinning.cores().stream().toList();
    }
    Map<String, String> facts = platform.facts();
    int streams = record.spec().flow().streams();
    String word = facts.get(FactKeys.autoCores(streams));
    // of a linerate that kept all streams on two cores
    String chosen = word == null ? facts.getOrDefault(FactKeys.AUTO_CORES, "") : word;
    List<CorePair> pairs = CorePair.list(chosen);
    return record.tool().equals(ToolChoice.IPERF3.word()) && pairs.size() > 1
        ? pairs.subList(0, 1)
        : pairs;
  }

  /** The first stream's, and each stream's where they have cores of their own. */
  private static ObjectNode cores(List<CorePair> pairs) {
    ObjectNode json = cores(pairs.getFirst());
    if (pairs.size() > 1) {
      ArrayNode streams = json.putArray("streams");
      pairs.forEach(pair -> streams.add(cores(pair)));
    }
    return json;
  }

  private static ObjectNode cores(CorePair cores) {
    ObjectNode json = NODES.objectNode();
    json.put("sender", cores.sender());
    json.put("receiver", cores.receiver());
    return json;
  }

  private static ObjectNode flow(Flow flow) {
    ObjectNode json = NODES.objectNode();
    json.put("protocol", flow.protocol().word());
    json.put("direction", flow.direction().word());
    json.put("streams", flow.streams());
    switch (flow.rate()) {
      case Rate.Fixed fixed -> json.put("rate", Math.round(fixed.perStream().bitsPerSecond()));
      case Rate.Unlimited _ -> {}
      case Rate.Search search -> {
        json.put("rate", "search");
        json.put("loss_ratio", search.lossRatio());
      }
    }
    flow.length().map(ByteCount::bytes).ifPresent(bytes -> json.put("length", bytes));
    flow.window().map(ByteCount::bytes).ifPresent(bytes -> json.put("window", bytes));
    put(json, "mss", flow.mss());
    put(json, "congestion", flow.congestion());
    flow.transaction().ifPresent(t -> json.set("transaction", transaction(t)));
    json.put("zerocopy", flow.zerocopy());
    json.put("inside", flow.inside());
    json.put("duration", Durations.seconds(flow.duration()));
    json.put("omit", Durations.seconds(flow.omit()));
    json.put("interval", Durations.seconds(flow.interval()));
    return json;
  }

  private static ObjectNode transaction(Transaction transaction) {
    ObjectNode json = NODES.objectNode();
    json.put("kind", transaction.kind().word());
    transaction.request().map(ByteCount::bytes).ifPresent(bytes -> json.put("request", bytes));
    transaction.response().map(ByteCount::bytes).ifPresent(bytes -> json.put("response", bytes));
    return json;
  }

  private static ObjectNode path(Path path) {
    ObjectNode json = NODES.objectNode();
    json.put("client", path.client());
    json.put("server", path.server());
    json.put("mtu", path.mtu());
    json.put("encapsulation", path.encapsulation());
    json.put("over_wire", path.overWire());
    return json;
  }

  private static ObjectNode bitrate(MedianInterval bitrate) {
    ObjectNode json = NODES.objectNode();
    json.put("median", Math.round(bitrate.median()));
    json.put("low", Math.round(bitrate.low()));
    json.put("high", Math.round(bitrate.high()));
    json.put("n", bitrate.n());
    json.put("confidence", rounded(bitrate.confidence()));
    return json;
  }
}
