package dev.linerate.run;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.host.Parallel;
import dev.linerate.lab.Lab;
import dev.linerate.lab.LabSpec;
import dev.linerate.network.EndpointPair;
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
import dev.linerate.tool.InterruptedMeasurement;
import dev.linerate.tool.Measurement;
import dev.linerate.tool.TrafficTool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Executes plans: check, provision, measure in interleaved rounds, store, tear down. */
public final class Runner {
  private final RunParts parts;
  private final Map<String, NetworkDriver> drivers;
  private final TrafficTool tool;
  private final ResultStore store;
  private final RunListener listener;
  private final Clock clock;

  public Runner(
      RunParts parts,
      Map<String, NetworkDriver> drivers,
      TrafficTool tool,
      ResultStore store,
      RunListener listener,
      Clock clock) {
    this.parts = parts;
    this.drivers = drivers;
    this.tool = tool;
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
    Feasibility feasibility = Feasibility.of(plan, parts.machine(), drivers, tool);
    try (Owner owner = Owner.create(parts.stateRoot())) {
      return execute(plan, feasibility, owner);
    }
  }

  private Run execute(Plan plan, Feasibility feasibility, Owner owner) {
    Host machine = parts.owned().apply(owner);
    Provisioning provisioning = new Provisioning();
    try {
      Instant start = clock.instant();
      Recorder recorder =
          new Recorder(store, plan, RunIds.of(start, owner.id()), parts.version(), start);
      try {
        recorder.end(
            carryOut(plan, feasibility, machine, owner, provisioning, recorder), clock.instant());
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
      Feasibility feasibility,
      Host machine,
      Owner owner,
      Provisioning provisioning,
      Recorder recorder) {
    try {
      leaveOut(plan, feasibility, recorder);
      Lab lab = labUp(machine, plan, owner);
      Parallel.all(
          () -> recorder.platform(parts.platform().apply(lab.hosts().getFirst())),
          () -> build(plan, feasibility, lab, owner, provisioning, recorder));
      measure(open(plan, feasibility, provisioning, recorder), plan, provisioning, recorder);
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

  private void leaveOut(Plan plan, Feasibility feasibility, Recorder recorder) {
    for (var entry : feasibility.networkReasons().entrySet()) {
      NetworkRecord skipped =
          NetworkRecord.unbuilt(entry.getKey(), Status.SKIPPED, entry.getValue());
      recorder.network(skipped);
      listener.on(new RunEvent.NetworkDone(skipped, Duration.ZERO));
    }
    for (int i = 0; i < plan.cases().size(); i++) {
      CaseSpec spec = plan.cases().get(i);
      Optional<String> reason = feasibility.reason(i + 1, spec);
      if (reason.isPresent()) {
        leaveOut(i + 1, spec, Status.SKIPPED, reason.get(), recorder);
      }
    }
  }

  private void leaveOut(
      int number, CaseSpec spec, Status status, String reason, Recorder recorder) {
    CaseRecord record =
        new CaseRecord(
            number, spec, tool.name(), Optional.empty(), status, Optional.of(reason), List.of());
    recorder.open(record);
    listener.on(new RunEvent.CaseLeftOut(record));
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
      Lab lab,
      Owner owner,
      Provisioning provisioning,
      Recorder recorder) {
    List<String> names = feasibility.drivers().stream().map(NetworkDriver::name).toList();
    listener.on(new RunEvent.StepStarted("building " + String.join(", ", names)));
    provisioning.build(
        feasibility.drivers(),
        plan,
        lab.hosts(),
        owner,
        (record, took) -> {
          recorder.network(record);
          listener.on(new RunEvent.NetworkDone(record, took));
        });
  }

  /** Opens the cases that will be measured and gives them in the plan's order. */
  private List<Schedule.Numbered> open(
      Plan plan, Feasibility feasibility, Provisioning provisioning, Recorder recorder) {
    List<Schedule.Numbered> open = new ArrayList<>();
    for (int i = 0; i < plan.cases().size(); i++) {
      CaseSpec spec = plan.cases().get(i);
      if (feasibility.reason(i + 1, spec).isPresent()) {
        continue;
      }
      Optional<Network> network = provisioning.network(spec.network());
      if (network.isEmpty()) {
        String reason = "not built: " + provisioning.failure(spec.network());
        leaveOut(i + 1, spec, Status.FAILED, reason, recorder);
      } else {
        recorder.open(
            new CaseRecord(
                i + 1,
                spec,
                tool.name(),
                Optional.of(path(spec, network.get())),
                Status.FAILED,
                Optional.of("the run ended before its first trial"),
                List.of()));
        open.add(new Schedule.Numbered(i + 1, spec));
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
      List<Schedule.Numbered> cases, Plan plan, Provisioning provisioning, Recorder recorder) {
    Schedule schedule = new Schedule(cases, plan.repeat());
    for (TrialPosition at : schedule.trials()) {
      listener.on(new RunEvent.TrialStarted(at, schedule.left()));
      long start = System.nanoTime();
      Network network = provisioning.network(at.spec().network()).orElseThrow();
      Trial trial = trial(at, network.endpoints(at.spec().placement()), recorder);
      recorder.trial(at.number(), trial);
      listener.on(new RunEvent.TrialDone(at, trial));
      schedule.finished(at, since(start));
    }
  }

  private Trial trial(TrialPosition at, EndpointPair pair, Recorder recorder) {
    Instant started = clock.instant();
    long start = System.nanoTime();
    try {
      Measurement measured =
          tool.measure(
              pair.client(),
              pair.server(),
              at.spec().flow(),
              rate -> listener.on(new RunEvent.Live(at, rate, since(start))));
      return trial(at, started, measured);
    } catch (InterruptedMeasurement e) {
      recorder.trial(at.number(), trial(at, started, e.partial()));
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

  private static Trial trial(TrialPosition at, Instant started, Measurement measured) {
    boolean ok = measured.failure().isEmpty() && measured.totals().isPresent();
    return new Trial(
        at.repeat(),
        started,
        ok ? Status.MEASURED : Status.FAILED,
        measured.failure(),
        measured.totals(),
        measured.intervals(),
        measured.version(),
        measured.commands());
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
