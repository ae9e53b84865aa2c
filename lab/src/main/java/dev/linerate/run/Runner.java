package dev.linerate.run;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.host.Parallel;
import dev.linerate.lab.Lab;
import dev.linerate.lab.LabSpec;
import dev.linerate.network.EndpointPair;
import dev.linerate.network.Layout;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.ownership.Cleanup;
import dev.linerate.ownership.Leftover;
import dev.linerate.ownership.Owner;
import dev.linerate.ownership.Owners;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Plan;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Path;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import dev.linerate.result.Trial;
import dev.linerate.run.RunEvent.TrialPosition;
import dev.linerate.store.ResultStore;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.tool.InterruptedMeasurement;
import dev.linerate.tool.Measurement;
import dev.linerate.tool.TrafficTool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/** Executes plans: check, provision, measure in interleaved rounds, store, tear down. */
public final class Runner {
  private final RunParts parts;
  private final Map<String, NetworkDriver> drivers;
  private final Map<String, TrafficTool> tools;
  private final ResultStore store;
  private final RunListener listener;
  private final Clock clock;

  /**
   * A runner of any number of plans, one after the other.
   *
   * @param drivers by name
   * @param tools by name: those that plans can ask for
   */
  public Runner(
      RunParts parts,
      Map<String, NetworkDriver> drivers,
      Map<String, TrafficTool> tools,
      ResultStore store,
      RunListener listener,
      Clock clock) {
    this.parts = parts;
    this.drivers = drivers;
    this.tools = tools;
    this.store = store;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Runs the plan to its end, or until the thread is interrupted; then nothing it made is left, and
   * what was measured is stored. Of what cannot be removed the listener is told.
   *
   * @throws LinerateException before anything is made when nothing of the plan can run here; after
   *     everything is torn down when the lab cannot be made or results cannot be stored
   */
  public Run execute(Plan plan) {
    return execute(plan, RunExtras.NONE);
  }

  /**
   * The same with more than the plan asks for.
   *
   * @throws LinerateException as {@link #execute(Plan)}
   */
  public Run execute(Plan plan, RunExtras extras) {
    Feasibility feasibility = Feasibility.of(plan, parts.machine(), drivers, tools);
    try (Owner owner = Owner.create(parts.stateRoot())) {
      return execute(plan, extras, feasibility, owner);
    }
  }

  private Run execute(Plan plan, RunExtras extras, Feasibility feasibility, Owner owner) {
    Host machine = parts.owned().apply(owner);
    Provisioning provisioning = new Provisioning();
    try {
      Instant start = clock.instant();
      Recorder recorder =
          new Recorder(store, plan, RunIds.of(start, owner.id()), parts.version(), start);
      try {
        recorder.end(
            carryOut(plan, extras, feasibility, machine, owner, provisioning, recorder),
            clock.instant());
      } catch (RuntimeException e) {
        endAfter(e, recorder);
        throw e;
      }
      return recorder.run();
    } finally {
      tearDown(provisioning, owner, machine);
    }
  }

  private Run.State carryOut(
      Plan plan,
      RunExtras extras,
      Feasibility feasibility,
      Host machine,
      Owner owner,
      Provisioning provisioning,
      Recorder recorder) {
    try {
      leaveOut(feasibility, recorder);
      AtomicReference<List<Host>> made = new AtomicReference<>();
      Parallel.all(
          () -> recorder.facts(parts.calibration().get()),
          () -> made.set(provide(plan, feasibility, machine, owner, provisioning, recorder)));
      List<Host> hosts = Objects.requireNonNull(made.get());
      recorder.facts(feasibility.pins().facts());
      recorder.facts(extras.facts());
      SickCases sick = new SickCases(parts.doctor(), hosts, recorder, listener);
      List<PlannedCase> cases = open(feasibility, provisioning, recorder, sick);
      measure(cases, plan, extras, feasibility.pins(), provisioning, recorder, sick);
      return Run.State.COMPLETE;
    } catch (CancellationException e) {
      listener.on(new RunEvent.Warning("interrupted: what was measured is kept"));
      return Run.State.INTERRUPTED;
    }
  }

  /** Notes the end of a run that failed; a second failure does not hide the first. */
  private void endAfter(RuntimeException failure, Recorder recorder) {
    try {
      recorder.end(Run.State.INTERRUPTED, clock.instant());
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void leaveOut(Feasibility feasibility, Recorder recorder) {
    for (var entry : feasibility.networkReasons().entrySet()) {
      NetworkRecord skipped =
          NetworkRecord.unbuilt(entry.getKey(), Status.SKIPPED, entry.getValue());
      recorder.network(skipped);
      listener.on(new RunEvent.NetworkDone(skipped, Duration.ZERO));
    }
    for (PlannedCase planned : feasibility.cases()) {
      feasibility
          .reason(planned)
          .ifPresent(reason -> leaveOut(planned, Status.SKIPPED, reason, recorder));
    }
  }

  private void leaveOut(PlannedCase planned, Status status, String reason, Recorder recorder) {
    CaseRecord record = record(planned, Optional.empty(), status, reason);
    recorder.open(record);
    listener.on(new RunEvent.CaseLeftOut(record));
  }

  private static CaseRecord record(
      PlannedCase planned, Optional<Path> path, Status status, String reason) {
    return new CaseRecord(
        planned.number(),
        planned.spec(),
        planned.tool().name(),
        path,
        status,
        Optional.of(reason),
        List.of());
  }

  /** The hosts, the platform's facts and the networks, as far as they can be built. */
  private List<Host> provide(
      Plan plan,
      Feasibility feasibility,
      Host machine,
      Owner owner,
      Provisioning provisioning,
      Recorder recorder) {
    List<Host> hosts =
        feasibility.drivers().stream().anyMatch(NetworkDriver::needsLabHosts)
            ? labUp(machine, plan, owner).hosts()
            : List.of(machine);
    Parallel.all(
        () -> recorder.platform(parts.platform().apply(hosts.getFirst())),
        () -> build(plan, feasibility, hosts, owner, provisioning, recorder));
    return hosts;
  }

  private Lab labUp(Host machine, Plan plan, Owner owner) {
    String what = plan.hosts() + " lab hosts on a " + plan.link().rate().nominal() + " switch";
    listener.on(new RunEvent.StepStarted(what));
    long start = System.nanoTime();
    Lab lab = Lab.up(machine, owner, new LabSpec(plan.hosts(), plan.link()));
    listener.on(new RunEvent.StepDone(what, since(start)));
    return lab;
  }

  private void build(
      Plan plan,
      Feasibility feasibility,
      List<Host> hosts,
      Owner owner,
      Provisioning provisioning,
      Recorder recorder) {
    List<String> names = feasibility.drivers().stream().map(NetworkDriver::name).toList();
    listener.on(new RunEvent.StepStarted("building " + String.join(", ", names)));
    provisioning.build(
        feasibility.drivers(),
        plan,
        hosts,
        owner,
        (record, took) -> {
          recorder.network(record);
          listener.on(new RunEvent.NetworkDone(record, took));
        });
  }

  /** Opens the cases that will be measured and gives them in the plan's order. */
  private List<PlannedCase> open(
      Feasibility feasibility, Provisioning provisioning, Recorder recorder, SickCases sick) {
    List<PlannedCase> open = new ArrayList<>();
    for (PlannedCase planned : feasibility.cases()) {
      if (feasibility.reason(planned).isPresent()) {
        continue;
      }
      String driver = planned.spec().network();
      Optional<Network> network = provisioning.network(driver);
      if (network.isEmpty()) {
        String reason = "not built: " + provisioning.failure(driver);
        leaveOut(planned, Status.FAILED, reason, recorder);
        sick.unbuilt(planned.number());
      } else {
        Path path = path(planned.spec(), network.get());
        String reason = "the run ended before its first trial";
        recorder.open(record(planned, Optional.of(path), Status.FAILED, reason));
        open.add(planned);
      }
    }
    return open;
  }

  private static Path path(CaseSpec spec, Network network) {
    EndpointPair pair = network.endpoints(spec.placement());
    return new Path(
        pair.client().description(),
        pair.server().description(),
        Math.min(pair.client().mtu().bytes(), pair.server().mtu().bytes()),
        network.encapsulation(),
        spec.placement() == Placement.CROSS_HOST);
  }

  private void measure(
      List<PlannedCase> cases,
      Plan plan,
      RunExtras extras,
      Pins pins,
      Provisioning provisioning,
      Recorder recorder,
      SickCases sick) {
    Schedule schedule = new Schedule(cases, plan.repeat(), plan.effort().precision());
    GsoLimitsReader gso = new GsoLimitsReader();
    Optional<PathWatch> previous = Optional.empty();
    for (Optional<TrialPosition> next = schedule.next(); next.isPresent(); next = schedule.next()) {
      TrialPosition at = next.get();
      listener.on(new RunEvent.TrialStarted(at, schedule.left()));
      long start = System.nanoTime();
      Network network = provisioning.network(at.spec().network()).orElseThrow();
      TrafficTool tool = cases.get(at.position() - 1).tool();
      Layout layout = provisioning.layout(at.spec().network());
      EndpointPair pair = pins.place(at.spec(), network.endpoints(at.spec().placement()));
      Optional<PathWatch> last = previous;
      Supplier<PathWatch> path =
          () ->
              last.flatMap(watch -> watch.next(pair))
                  .orElseGet(() -> PathWatch.begin(layout, pair));
      Trial trial;
      try (TrialTelemetry telemetry =
          TrialTelemetry.start(plan.telemetryRate(), pair, path, gso, live(at))) {
        Treatment treatment = extras.treatment(at.number());
        trial = trial(at, tool, pair, treatment, telemetry, recorder);
        // the doctor's own packets do not count as the next trial's
        previous = SickCases.sick(trial) ? Optional.empty() : telemetry.path();
      }
      if (plan.effort().cutWarmUp()) {
        trial = WarmUp.cut(trial);
      }
      recorder.trial(at.number(), trial);
      listener.on(new RunEvent.TrialDone(at, trial));
      sick.after(at.number(), trial, pair);
      schedule.finished(at, trial, since(start));
    }
    schedule.unsettled().forEach(sentence -> listener.on(new RunEvent.Warning(sentence)));
  }

  private DoubleConsumer live(TrialPosition at) {
    long start = System.nanoTime();
    return rate -> listener.on(new RunEvent.Live(at, rate, since(start)));
  }

  private Trial trial(
      TrialPosition at,
      TrafficTool tool,
      EndpointPair pair,
      Treatment treatment,
      TrialTelemetry telemetry,
      Recorder recorder) {
    Instant started = clock.instant();
    try (Treatment.Applied _ = treatment.apply(pair)) {
      Measurement measured =
          tool.measure(pair.client(), pair.server(), at.spec().flow(), telemetry);
      return trial(at, started, measured).withTelemetry(watched(telemetry));
    } catch (InterruptedMeasurement e) {
      recorder.trial(
          at.number(), trial(at, started, e.partial()).withTelemetry(watched(telemetry)));
      throw e;
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      return trial(
          at,
          started,
          new Measurement(Optional.of(Reason.of(e)), Optional.empty(), List.of(), "", List.of()));
    }
  }

  /** A trial counts without it. */
  private Optional<Telemetry> watched(TrialTelemetry telemetry) {
    try {
      return telemetry.end();
    } catch (IllegalStateException e) {
      listener.on(new RunEvent.Warning("a trial has no telemetry: " + e.getMessage()));
      return Optional.empty();
    }
  }

  private static Trial trial(TrialPosition at, Instant started, Measurement measured) {
    boolean ok = measured.failure().isEmpty() && measured.totals().isPresent();
    return new Trial(
        at.repeat(),
        started,
        ok ? Status.MEASURED : Status.FAILED,
        measured.failure(),
        measured.totals(),
        measured.search(),
        measured.intervals(),
        measured.version(),
        measured.commands(),
        Optional.empty());
  }

  /**
   * Goes to its end even when the thread is interrupted again. What cannot be removed is told and
   * no failure: it must not hide what was measured.
   */
  private void tearDown(Provisioning provisioning, Owner owner, Host machine) {
    boolean interrupted = Thread.interrupted();
    listener.on(new RunEvent.StepStarted("removing networks and lab hosts"));
    long start = System.nanoTime();
    provisioning.remove(listener);
    try {
      removeAll(owner, machine);
      listener.on(new RunEvent.StepDone("networks and lab hosts removed", since(start)));
    } catch (LinerateException e) {
      listener.on(new RunEvent.Warning("something is left: " + e.sentence()));
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void removeAll(Owner owner, Host machine) {
    Leftover all =
        new Owners(parts.stateRoot())
            .find(owner.id())
            .orElseThrow(() -> LinerateException.internal("the run's journal is gone", ""));
    new Cleanup(machine, parts.reclaimers()).remove(all);
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
