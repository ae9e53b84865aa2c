package dev.linerate.imports;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Rate;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Path;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import dev.linerate.tool.Connection;
import dev.linerate.tool.End;
import dev.linerate.tool.TestHeading;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Puts trials together that are of the same case. */
final class CaseBook {
  /** What a network is called of which nobody said the name. */
  static final String UNNAMED = "unnamed";

  /** Networks that put packets into packets of VXLAN: 50 bytes over IPv4. */
  private static final Set<String> OVERLAYS = Set.of("vxlan", "docker-overlay", "ovs-overlay");

  private static final int VXLAN_BYTES = 50;
  private static final String ALONE =
      "only the sender's log was read, and UDP's sender does not know what arrived."
          + " Import the server's log too";

  private final Origin origin;
  private final Instant started;
  private final Map<Key, List<LoggedTrial>> cases = new LinkedHashMap<>();

  private record Key(CaseSpec spec, String tool) {}

  /**
   * @param started of trials that do not say when they began
   */
  CaseBook(Origin origin, Instant started) {
    this.origin = origin;
    this.started = started;
  }

  void add(LoggedTrial trial) {
    String tool = trial.first().tool();
    cases.computeIfAbsent(new Key(spec(trial), tool), _ -> new ArrayList<>()).add(trial);
  }

  /** The cases in the order of their first trials, without intervals. */
  List<CaseRecord> records() {
    List<CaseRecord> records = new ArrayList<>();
    cases.forEach((key, trials) -> records.add(record(records.size() + 1, key, trials)));
    return records;
  }

  /** For each case, by which numbers the shelf knows its trials. */
  List<List<Integer>> numbers() {
    return cases.values().stream()
        .map(trials -> trials.stream().map(LoggedTrial::number).toList())
        .toList();
  }

  private CaseRecord record(int number, Key key, List<LoggedTrial> logged) {
    List<Trial> trials = new ArrayList<>();
    logged.forEach(trial -> trials.add(trial(trials.size() + 1, trial)));
    boolean measured = trials.stream().anyMatch(t -> t.status() == Status.MEASURED);
    return new CaseRecord(
        number,
        key.spec,
        key.tool,
        path(key.spec, logged.getFirst()),
        measured ? Status.MEASURED : Status.FAILED,
        measured ? Optional.empty() : trials.getFirst().reason(),
        trials);
  }

  private Trial trial(int repeat, LoggedTrial logged) {
    Optional<Totals> totals = logged.totals();
    return new Trial(
        repeat,
        logged.started().orElse(started),
        totals.isPresent() ? Status.MEASURED : Status.FAILED,
        totals.isPresent() ? Optional.empty() : Optional.of(ALONE),
        totals,
        List.of(),
        logged.toolVersion(),
        logged.commands());
  }

  private CaseSpec spec(LoggedTrial trial) {
    Setting setting = trial.setting();
    return new CaseSpec(
        setting.network().orElse(UNNAMED),
        setting.placement().orElseGet(() -> placement(trial)),
        flow(trial, setting),
        setting.pinning().orElse(Pinning.NONE));
  }

  /** Two ends with one address are on one host; of others nothing can be told. */
  private static Placement placement(LoggedTrial trial) {
    return trial.said(TestHeading::connection).filter(Connection::isWithinHost).isPresent()
        ? Placement.SAME_HOST
        : Placement.CROSS_HOST;
  }

  private static Flow flow(LoggedTrial trial, Setting setting) {
    Duration duration = setting.duration().or(() -> asked(trial)).orElseGet(() -> length(trial));
    return new Flow(
        trial.protocol(),
        trial.direction(),
        streams(trial),
        setting.rate().or(() -> trial.said(TestHeading::rate)).orElse(Rate.UNLIMITED),
        trial.said(TestHeading::length),
        trial.said(TestHeading::window),
        trial.said(h -> boxed(h.mss())).map(OptionalInt::of).orElse(OptionalInt.empty()),
        Optional.empty(),
        false,
        duration,
        trial.said(TestHeading::omit).orElse(Duration.ZERO),
        interval(trial, duration),
        false,
        trial.transaction());
  }

  /** Unless it was stopped before half of it. */
  private static Optional<Duration> asked(LoggedTrial trial) {
    return trial
        .said(TestHeading::duration)
        .filter(duration -> 2 * trial.seconds() >= Durations.seconds(duration));
  }

  private static Optional<Integer> boxed(OptionalInt value) {
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
  }

  private static int streams(LoggedTrial trial) {
    int counted = trial.tests().stream().mapToInt(t -> t.count().streams()).max().orElse(1);
    return trial.said(h -> boxed(h.streams())).orElse(Math.max(1, counted));
  }

  /** As long as it went on, in whole seconds, which is what people ask for. */
  private static Duration length(LoggedTrial trial) {
    double seconds = trial.seconds();
    return seconds < 1
        ? Duration.ofMillis(Math.max(100, Math.round(seconds * 10) * 100))
        : Duration.ofSeconds(Math.round(seconds));
  }

  /** Of the first sample, the client's where there is one, in hundredths of a second. */
  private static Duration interval(LoggedTrial trial, Duration duration) {
    OptionalDouble nominal =
        trial.tests().stream().flatMapToDouble(t -> t.count().nominal().stream()).findFirst();
    Duration interval = Duration.ofMillis(Math.max(1, Math.round(nominal.orElse(1) * 100)) * 10);
    return interval.compareTo(duration) > 0 ? duration : interval;
  }

  /** Only over a link that is known: the wire limit is all that it is for. */
  private Optional<Path> path(CaseSpec spec, LoggedTrial trial) {
    if (spec.placement() != Placement.CROSS_HOST || origin.link().isEmpty()) {
      return Optional.empty();
    }
    LinkSpec link = origin.link().get();
    int encapsulation = OVERLAYS.contains(spec.network()) ? VXLAN_BYTES : 0;
    Optional<Connection> connection = trial.said(TestHeading::connection);
    boolean client = trial.first().end().report().role() == End.CLIENT;
    String local = connection.map(Connection::localHost).orElse("client");
    String remote = connection.map(Connection::remoteHost).orElse("server");
    return Optional.of(
        new Path(
            client ? local : remote,
            client ? remote : local,
            link.mtu().bytes() - encapsulation,
            encapsulation,
            true));
  }
}
