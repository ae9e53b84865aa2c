package dev.linerate.imports;

import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Placement;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.FactKeys;
import dev.linerate.result.Interval;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import dev.linerate.result.Topology;
import dev.linerate.tool.End;
import dev.linerate.tool.TestHeading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads logs into one run. Samples go to the {@link Shelf} as they are read; what stays here is a
 * few sums for each trial.
 */
public final class Importer {
  private static final int MOST_NAMES = 10;

  private final Shelves shelves;
  private final String id;
  private final Origin origin;
  private final List<Imported> whole = new ArrayList<>();
  private Optional<Shelf> shelf = Optional.empty();
  private long placed;
  private final ProblemList problems = new ProblemList();
  private final List<LoggedTrial> trials = new ArrayList<>();
  private final Map<String, LoggedTrial> byKey = new HashMap<>();
  private final Map<Format, List<String>> logs = new LinkedHashMap<>();
  private Optional<Instant> modified = Optional.empty();

  /**
   * @param shelves where samples go
   * @param id of the run that logs of single tests are put together to
   */
  public Importer(Shelves shelves, String id, Origin origin) {
    this.shelves = shelves;
    this.id = id;
    this.origin = origin;
  }

  /**
   * Reads a log to its end.
   *
   * @param forced its format; empty finds out
   */
  public void read(LogSource source, Optional<Format> forced) {
    LogText text = new LogText(source);
    Optional<Format> format = forced.or(() -> FormatDetection.of(text.head()));
    if (format.isEmpty()) {
      problems.add(source.name(), 1, "nothing that linerate can read; --from forces a format");
      return;
    }
    modified = modified.or(source::modified);
    logs.computeIfAbsent(format.get(), _ -> new ArrayList<>()).add(source.name());
    Tests tests = new Tests(source.name(), origin.settingOf(source.name()), this::place, problems);
    long before = findings();
    reader(format.get()).read(text, tests);
    if (findings() == before) {
      problems.add(source.name(), 1, "no test in it");
    }
  }

  private long findings() {
    return placed + whole.size() + problems.count();
  }

  private LogReader reader(Format format) {
    return switch (format) {
      case IPERF3_JSON -> new Iperf3JsonReader();
      case IPERF3_TEXT -> new Iperf3TextReader();
      case NETPERF -> new NetperfReader();
      case LINERATE_JSON -> new RunJsonReader(shelves, whole::add);
      case LINERATE_CSV -> new RunCsvReader();
    };
  }

  /** What could not be read so far. */
  public List<Problem> problems() {
    return problems.first();
  }

  /** How many problems there were, those above included. */
  public long problemCount() {
    return problems.count();
  }

  /**
   * Ends the import.
   *
   * @param version linerate's
   * @return the runs that were read: those of linerate's own, and one of all other logs; none when
   *     nothing could be read
   */
  public List<Imported> finish(String version, Instant now) {
    List<LoggedTrial> readable = new ArrayList<>();
    for (LoggedTrial trial : trials) {
      if (trial.samples() > 0 || trial.totals().isPresent()) {
        readable.add(trial);
      } else {
        LoggedTest test = trial.first();
        problems.add(test.log(), test.line(), "a test without a sample");
      }
    }
    if (!readable.isEmpty()) {
      whole.add(together(readable, version, now));
    }
    return List.copyOf(whole);
  }

  private Imported together(List<LoggedTrial> readable, String version, Instant now) {
    Instant usual = origin.started().or(() -> modified).orElse(now);
    CaseBook book = new CaseBook(origin, usual);
    readable.forEach(book::add);
    Run run = run(version, book.records(), usual);
    shelf.orElseThrow().finish(run, book.numbers());
    long samples = readable.stream().mapToLong(LoggedTrial::samples).sum();
    return new Imported(run, readable.size(), samples);
  }

  private Run run(String version, List<CaseRecord> cases, Instant usual) {
    Instant started =
        cases.stream()
            .flatMap(record -> record.trials().stream())
            .map(trial -> trial.started())
            .min(Instant::compareTo)
            .orElse(usual);
    boolean cross = cases.stream().anyMatch(c -> c.spec().placement() == Placement.CROSS_HOST);
    return new Run(
        id,
        origin.name().orElse("import"),
        started,
        Optional.of(started),
        Run.State.COMPLETE,
        version,
        cross ? 2 : 1,
        origin.link().orElse(LinkSpec.UNKNOWN),
        cases.stream().mapToInt(record -> record.trials().size()).max().orElse(1),
        new Platform(origin.facts()).with(Map.of(FactKeys.IMPORTED_FROM, from())),
        networks(cases),
        cases);
  }

  private List<NetworkRecord> networks(List<CaseRecord> cases) {
    return cases.stream()
        .map(record -> record.spec().network())
        .distinct()
        .map(name ->
            new NetworkRecord(
                name,
                Status.MEASURED,
                Optional.empty(),
                "",
                List.of("imported from " + from()),
                Topology.EMPTY,
                List.of()))
        .toList();
  }

  /** {@code iperf3-text: client.txt, server.txt}. */
  private String from() {
    return logs.entrySet().stream()
        .filter(entry -> entry.getKey() != Format.LINERATE_JSON)
        .map(entry -> entry.getKey() + ": " + names(entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String names(List<String> names) {
    String shown = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return names.size() > MOST_NAMES ? shown + ", … " + names.size() + " in all" : shown;
  }

  /** The trial of the same cookie, or between the same ports, whose other end was read before. */
  private Consumer<Interval> place(LoggedTest test) {
    placed++;
    End role = test.end().report().role();
    TestHeading heading = test.end().heading();
    Optional<String> key =
        heading.cookie().or(() -> heading.connection().map(connection -> connection.key()));
    Optional<LoggedTrial> known = key.map(byKey::get);
    if (known.isPresent() && !known.get().lacks(role) && heading.cookie().isPresent()) {
      LoggedTest before = known.get().tests().getFirst();
      problems.add(
          test.log(),
          test.line(),
          "the test is the one of " + before.log() + ":" + before.line() + ", so it is left out");
      return _ -> {};
    }
    LoggedTrial trial = known.filter(t -> t.lacks(role)).orElseGet(this::open);
    trial.add(role, test);
    key.ifPresent(k -> byKey.put(k, trial));
    Shelf target = shelf.orElseThrow();
    return sample -> target.add(trial.number(), sample);
  }

  private LoggedTrial open() {
    if (shelf.isEmpty()) {
      shelf = Optional.of(shelves.open(id));
    }
    LoggedTrial trial = new LoggedTrial(shelf.get().open());
    trials.add(trial);
    return trial;
  }
}
