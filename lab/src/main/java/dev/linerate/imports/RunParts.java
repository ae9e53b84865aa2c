package dev.linerate.imports;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.plan.Transaction;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Path;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Search;
import dev.linerate.result.SenderLimits;
import dev.linerate.result.Side;
import dev.linerate.result.Status;
import dev.linerate.result.Topology;
import dev.linerate.result.Totals;
import dev.linerate.result.Transactions;
import dev.linerate.result.Trial;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import dev.linerate.unit.Mtu;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of an exported run as records: what {@code report.RunJson} writes, read back. */
final class RunParts {
  private static final int MOST_STREAMS = 100_000;
  private static final int MOST_REPEATS = 1_000_000;
  private static final int MOST_HOSTS = 100_000;

  private RunParts() {}

  /** Without networks and cases. */
  static Run run(Fields run, Map<String, String> more) throws Unreadable {
    Map<String, String> facts = new LinkedHashMap<>();
    run.object()
        .path("platform")
        .properties()
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asString("")));
    facts.putAll(more);
    return new Run(
        run.text("id"),
        run.text("plan"),
        run.instant("started"),
        run.optionalInstant("ended"),
        run.word("state", Run.State.class),
        run.text("version"),
        run.smallCount("hosts", 1, MOST_HOSTS),
        link(run.in("link")),
        run.smallCount("repeat", 1, MOST_REPEATS),
        new Platform(facts),
        List.of(),
        List.of());
  }

  private static LinkSpec link(Fields link) throws Unreadable {
    return link.object().isMissingNode()
        ? LinkSpec.UNKNOWN
        : new LinkSpec(
            new BitRate(link.number("rate")), new Mtu(link.smallCount("mtu", 68, 65_536)));
  }

  static NetworkRecord network(Fields network) throws Unreadable {
    return new NetworkRecord(
        network.text("driver"),
        network.word("status", Status.class),
        network.optionalText("reason"),
        network.optionalText("datapath").orElse(""),
        network.texts("notes"),
        topology(network.in("topology")),
        network.texts("commands"));
  }

  private static Topology topology(Fields topology) throws Unreadable {
    List<Topology.Box> boxes = new ArrayList<>();
    for (Fields box : topology.each("boxes")) {
      boxes.add(
          new Topology.Box(
              box.text("id"),
              box.text("label"),
              box.word("kind", Topology.BoxKind.class),
              box.optionalText("inside")));
    }
    List<Topology.Port> ports = new ArrayList<>();
    for (Fields port : topology.each("ports")) {
      ports.add(port(port));
    }
    List<Topology.Wire> wires = new ArrayList<>();
    for (Fields wire : topology.each("wires")) {
      wires.add(
          new Topology.Wire(
              wire.text("from"), wire.text("to"), wire.word("kind", Topology.WireKind.class)));
    }
    return new Topology(boxes, ports, wires);
  }

  private static Topology.Port port(Fields port) throws Unreadable {
    return new Topology.Port(
        port.text("id"),
        port.text("box"),
        port.text("name"),
        port.text("kind"),
        port.optionalText("master"),
        port.smallCount("mtu", 0, Integer.MAX_VALUE),
        port.texts("addresses"),
        port.optionalSmallCount("vni", 1 << 24),
        port.optionalText("detail"));
  }

  /** Without its trials. */
  static CaseRecord caseRecord(Fields record) throws Unreadable {
    return new CaseRecord(
        record.smallCount("number", 1, Integer.MAX_VALUE),
        new CaseSpec(
            record.text("network"),
            record.word("placement", Placement.class),
            flow(record.in("flow")),
            new Pinning(record.text("pinning"))),
        record.text("tool"),
        record.has("path") ? Optional.of(path(record.in("path"))) : Optional.empty(),
        record.word("status", Status.class),
        record.optionalText("reason"),
        List.of());
  }

  private static Flow flow(Fields flow) throws Unreadable {
    return new Flow(
        flow.word("protocol", Protocol.class),
        flow.word("direction", Direction.class),
        flow.smallCount("streams", 1, MOST_STREAMS),
        rate(flow),
        bytes(flow, "length"),
        bytes(flow, "window"),
        flow.optionalSmallCount("mss", 65_535),
        flow.optionalText("congestion"),
        flow.truth("zerocopy"),
        flow.duration("duration"),
        flow.duration("omit"),
        flow.duration("interval"),
        flow.has("inside") && flow.truth("inside"),
        flow.has("transaction")
            ? Optional.of(transaction(flow.in("transaction")))
            : Optional.empty());
  }

  private static Transaction transaction(Fields transaction) throws Unreadable {
    return new Transaction(
        transaction.word("kind", Transaction.Kind.class),
        bytes(transaction, "request"),
        bytes(transaction, "response"));
  }

  private static Rate rate(Fields flow) throws Unreadable {
    if (flow.optionalText("rate").filter("search"::equals).isPresent()) {
      double ratio = flow.number("loss_ratio");
      if (ratio >= 1) {
        throw new Unreadable("flow's loss_ratio is " + ratio + "; it must be below 1");
      }
      return new Rate.Search(ratio);
    }
    return flow.has("rate") ? Rate.of(new BitRate(flow.number("rate"))) : Rate.UNLIMITED;
  }

  private static Optional<ByteCount> bytes(Fields flow, String name) throws Unreadable {
    return flow.has(name) ? Optional.of(new ByteCount(flow.count(name))) : Optional.empty();
  }

  private static Path path(Fields path) throws Unreadable {
    return new Path(
        path.text("client"),
        path.text("server"),
        path.smallCount("mtu", 0, Integer.MAX_VALUE),
        path.smallCount("encapsulation", 0, 65_535),
        path.truth("over_wire"));
  }

  /** Without its intervals. */
  static Trial trial(Fields trial, Optional<Telemetry> telemetry) throws Unreadable {
    return new Trial(
        trial.smallCount("repeat", 1, MOST_REPEATS),
        trial.instant("started"),
        trial.word("status", Status.class),
        trial.optionalText("reason"),
        trial.has("totals") ? Optional.of(totals(trial.in("totals"))) : Optional.empty(),
        trial.has("search") ? Optional.of(search(trial.in("search"))) : Optional.empty(),
        List.of(),
        trial.text("tool_version"),
        trial.texts("commands"),
        telemetry);
  }

  private static Totals totals(Fields totals) throws Unreadable {
    return new Totals(
        totals.number("seconds"),
        totals.count("bytes_sent"),
        totals.count("bytes_received"),
        totals.optionalCount("retransmits"),
        totals.optionalNumber("jitter_ms"),
        totals.optionalWhole("lost"),
        totals.optionalCount("packets"),
        totals.optionalCount("out_of_order"),
        totals.optionalNumber("sender_cpu_percent"),
        totals.optionalNumber("receiver_cpu_percent"),
        totals.has("transactions")
            ? Optional.of(transactions(totals.in("transactions")))
            : Optional.empty());
  }

  private static Transactions transactions(Fields transactions) throws Unreadable {
    return new Transactions(
        transactions.number("per_second"),
        transactions.optionalNumber("min_us"),
        transactions.optionalNumber("mean_us"),
        transactions.optionalNumber("p50_us"),
        transactions.optionalNumber("p90_us"),
        transactions.optionalNumber("p99_us"),
        transactions.optionalNumber("p99_9_us"),
        transactions.optionalNumber("max_us"));
  }

  private static Search search(Fields search) throws Unreadable {
    return new Search(
        bound(search, "lower_bound"),
        bound(search, "upper_bound"),
        search.smallCount("tests", 0, Integer.MAX_VALUE),
        search.truth("sender_limited"),
        search.optionalText("unmet"));
  }

  private static Optional<BitRate> bound(Fields search, String name) throws Unreadable {
    return search.has(name) ? Optional.of(new BitRate(search.number(name))) : Optional.empty();
  }

  static Interval interval(Fields interval) throws Unreadable {
    return new Interval(
        interval.word("side", Side.class),
        interval.word("direction", Direction.class) == Direction.REVERSE,
        interval.smallCount("stream", 0, MOST_STREAMS),
        interval.number("start"),
        interval.number("seconds"),
        interval.count("bytes"),
        interval.optionalCount("retransmits"),
        interval.optionalCount("cwnd"),
        interval.optionalCount("rtt_us"),
        interval.optionalCount("rttvar_us"),
        interval.optionalNumber("jitter_ms"),
        interval.optionalWhole("lost"),
        interval.optionalCount("packets"),
        interval.optionalCount("out_of_order"),
        interval.truth("omitted"),
        interval.has("busy_us") ? Optional.of(limits(interval)) : Optional.empty(),
        interval.optionalCount("socket_drops"));
  }

  private static SenderLimits limits(Fields interval) throws Unreadable {
    return new SenderLimits(
        interval.optionalCount("pacing_rate"),
        interval.optionalCount("delivery_rate"),
        interval.count("busy_us"),
        interval.count("rwnd_limited_us"),
        interval.count("sndbuf_limited_us"));
  }
}
