package dev.linerate.run;

import dev.linerate.plan.Plan;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.DoctorFinding;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import dev.linerate.result.Trial;
import dev.linerate.store.ResultStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a run down as it happens, so that a kill loses at most the trial under way. */
final class Recorder {
  private final ResultStore store;
  private final Map<Integer, CaseRecord> cases = new TreeMap<>();
  private final List<NetworkRecord> networks = new ArrayList<>();
  private Run run;

  Recorder(ResultStore store, Plan plan, String runId, String version, Instant started) {
    this.store = store;
    this.run =
        new Run(
            runId,
            plan.name(),
            started,
            Optional.empty(),
            Run.State.RUNNING,
            version,
            plan.hosts(),
            plan.link(),
            plan.repeat(),
            new Platform(Map.of()),
            List.of(),
            List.of());
    store.begin(run, plan.cases().size() * plan.tool().tools().size());
  }

  /** Facts noted before come after its own. */
  synchronized void platform(Platform platform) {
    note(platform.with(run.platform().facts()));
  }

  /** Adds to the platform's facts. */
  synchronized void facts(Map<String, String> more) {
    if (!more.isEmpty()) {
      note(run.platform().with(more));
    }
  }

  private void note(Platform platform) {
    store.platform(run.id(), platform);
    run = copy(run.state(), run.ended(), platform);
  }

  synchronized void network(NetworkRecord network) {
    store.network(run.id(), network);
    networks.add(network);
  }

  void open(CaseRecord record) {
    store.caseRecord(run.id(), record);
    cases.put(record.number(), record);
  }

  /** Adds a trial; the case counts as measured from its first measured trial on. */
  void trial(int caseNumber, Trial trial) {
    CaseRecord before = cases.get(caseNumber);
    if (before == null) {
      throw new IllegalStateException("trial of case " + caseNumber + ", which was never opened");
    }
    List<Trial> trials = new ArrayList<>(before.trials());
    trials.add(trial);
    boolean measured = trials.stream().anyMatch(t -> t.status() == Status.MEASURED);
    CaseRecord after =
        new CaseRecord(
            before.number(),
            before.spec(),
            before.tool(),
            before.path(),
            measured ? Status.MEASURED : Status.FAILED,
            measured ? Optional.empty() : trial.reason().or(before::reason),
            trials,
            before.findings());
    store.caseRecord(run.id(), after);
    store.trial(run.id(), caseNumber, trial);
    cases.put(caseNumber, after);
  }

  /** Adds what the doctor found about a case. */
  void findings(int caseNumber, List<DoctorFinding> findings) {
    CaseRecord before = cases.get(caseNumber);
    if (before == null) {
      throw new IllegalStateException("findings of case " + caseNumber + ", never opened");
    }
    CaseRecord after = before.withFindings(findings);
    store.caseRecord(run.id(), after);
    cases.put(caseNumber, after);
  }

  void end(Run.State state, Instant ended) {
    store.end(run.id(), state, ended);
    run = copy(state, Optional.of(ended), run.platform());
  }

  /** The run as written so far. */
  synchronized Run run() {
    return copy(run.state(), run.ended(), run.platform());
  }

  private Run copy(Run.State state, Optional<Instant> ended, Platform platform) {
    return new Run(
        run.id(),
        run.plan(),
        run.started(),
        ended,
        state,
        run.version(),
        run.hosts(),
        run.link(),
        run.repeat(),
        platform,
        networks,
        List.copyOf(cases.values()));
  }
}
