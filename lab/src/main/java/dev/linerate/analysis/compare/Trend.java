package dev.linerate.analysis.compare;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MedianInterval;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Placement;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Path;
import dev.linerate.result.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network over the runs that measured it: a series for each of its cases.
 *
 * @param network the driver's name
 * @param series in the order in which they first appear
 */
public record Trend(String network, List<Series> series) {
  /** Versions whose change is marked, by the platform's key, and what people call them. */
  private static final Map<String, String> VERSIONS = versions();

  public Trend {
    series = List.copyOf(series);
  }

  /**
   * Runs that measured the same: case, traffic tool, and over the wire link and MTU.
   *
   * @param conditions what they share beside the case: {@code builtin}, {@code 1 Gbit/s, MTU 1450}
   */
  public record Series(CaseSpec spec, List<String> conditions, List<Point> points) {
    public Series {
      conditions = List.copyOf(conditions);
      points = List.copyOf(points);
    }
  }

  /**
   * One run's number.
   *
   * @param bitrate received, bit/s
   * @param transactions a second, of a case of requests and responses
   * @param changes of versions since the point before
   */
  public record Point(
      String run,
      Instant started,
      MedianInterval bitrate,
      Optional<MedianInterval> transactions,
      List<FactDifference> changes) {
    public Point {
      changes = List.copyOf(changes);
    }

    /** What it is shown by: transactions a second where it has them, else the bit rate. */
    public MedianInterval rate() {
      return transactions.orElse(bitrate);
    }
  }

  /** Collects a trend from runs that are given one after the other, and keeps none of them. */
  public static final class Collector {
    private final String network;
    private final Map<Object, Gathered> gathered = new LinkedHashMap<>();

    public Collector(String network) {
      this.network = network;
    }

    private static final class Gathered {
      private final CaseSpec spec;
      private final List<String> conditions;
      private final List<Point> points = new ArrayList<>();
      private Map<String, String> before = Map.of();

      Gathered(CaseSpec spec, List<String> conditions) {
        this.spec = spec;
        this.conditions = conditions;
      }
    }

    /** Adds a run, which is later than those before it. */
    public void add(Run run) {
      for (CaseRecord record : run.cases()) {
        if (record.spec().network().equals(network)) {
          CaseSummary summary = CaseSummary.of(record, run.link(), run.platform());
          summary.bitrate().ifPresent(rate -> add(run, summary, rate));
        }
      }
    }

    /** What was collected. */
    public Trend trend() {
      return new Trend(
          network,
          gathered.values().stream().map(g -> new Series(g.spec, g.conditions, g.points)).toList());
    }

    private void add(Run run, CaseSummary summary, MedianInterval rate) {
      CaseRecord record = summary.record();
      List<String> conditions = conditions(run, record);
      CaseSpec spec = record.spec();
      List<Object> identity =
          List.of(spec.placement(), spec.flow().label(), spec.pinning(), conditions);
      Gathered series = gathered.computeIfAbsent(identity, _ -> new Gathered(spec, conditions));
      Map<String, String> now = known(run);
      List<FactDifference> changes =
          series.points.isEmpty() ? List.of() : changes(series.before, now);
      series.points.add(
          new Point(run.id(), run.started(), rate, summary.transactionRate(), changes));
      series.before = now;
    }

    private static List<String> conditions(Run run, CaseRecord record) {
      List<String> conditions = new ArrayList<>();
      if (record.spec().placement() == Placement.CROSS_HOST) {
        if (!run.link().rate().isUnlimited()) {
          conditions.add(run.link().rate().nominal());
        }
        record.path().map(Path::mtu).ifPresent(mtu -> conditions.add("MTU " + mtu));
      }
      conditions.add("by " + record.tool());
      return conditions;
    }

    private Map<String, String> known(Run run) {
      Map<String, String> known = new LinkedHashMap<>();
      VERSIONS.forEach((key, name) -> {
        boolean other =
            (key.startsWith("docker") && !network.startsWith("docker"))
                || (key.startsWith("ovs") && !network.startsWith("ovs"));
        Optional.ofNullable(run.platform().facts().get(key))
            .filter(_ -> !other)
            .ifPresent(value -> known.put(name, value.strip()));
      });
      known.put("linerate", run.version());
      return known;
    }

    private static List<FactDifference> changes(
        Map<String, String> before, Map<String, String> now) {
      return now.entrySet().stream()
          .filter(e -> before.containsKey(e.getKey()))
          .filter(e -> !e.getValue().equals(before.get(e.getKey())))
          .map(e ->
              new FactDifference(
                  e.getKey(),
                  Optional.ofNullable(before.get(e.getKey())),
                  Optional.of(e.getValue())))
          .toList();
    }
  }

  private static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("kernel.release", "kernel");
    versions.put("docker.version", "Docker");
    versions.put("ovs.version", "Open vSwitch");
    versions.put("cpu.model", "processor");
    return versions;
  }
}
