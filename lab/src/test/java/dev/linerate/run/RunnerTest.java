package dev.linerate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.host.ScriptedHost;
import dev.linerate.host.Support;
import dev.linerate.network.EndpointPair;
import dev.linerate.network.NetworkDriver;
import dev.linerate.ownership.Owners;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Plan;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.ToolChoice;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.DoctorFinding;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import dev.linerate.result.Trial;
import dev.linerate.store.ResultStore;
import dev.linerate.telemetry.GsoLimits;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.telemetry.Work;
import dev.linerate.tool.End;
import dev.linerate.tool.InterruptedMeasurement;
import dev.linerate.tool.TrafficTool;
import dev.linerate.tool.TrafficWorker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {
  private static final Instant START = Instant.parse("2026-11-23T10:15:30Z");

  private final Path folder;
  private final ScriptedHost machine = machine();
  private final Map<String, NetworkDriver> drivers = new LinkedHashMap<>();
  private final FakeDriver host = driver("host");
  private final FakeDriver vxlan = driver("vxlan");
  private final FakeTool tool = new FakeTool("builtin");
  private final FakeTool iperf3 = new FakeTool("iperf3");
  private final Map<String, TrafficTool> tools = Map.of("builtin", tool, "iperf3", iperf3);
  private final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
  private Consumer<RunEvent> onEvent = event -> {};
  private final List<String> examined = new ArrayList<>();
  private List<DoctorFinding> doctor = List.of();
  private final ResultStore store;

  RunnerTest(@TempDir Path folder) {
    this.folder = folder;
    store = ResultStore.open(folder.resolve("results.sqlite"));
  }

  private static ScriptedHost machine() {
    ScriptedHost machine = new ScriptedHost().says("ip", "").says("tc", "");
    List.of("nsenter", "setsid", "umount").forEach(machine::program);
    return machine
        .file("/proc/self/status", "Name:\tjava\nUid:\t0\t0\t0\t0\n")
        .file("/proc/self/uid_map", "         0          0 4294967295\n");
  }

  private FakeDriver driver(String name) {
    FakeDriver driver = new FakeDriver(name);
    drivers.put(name, driver);
    return driver;
  }

  @AfterEach
  void nothingIsLeft() {
    store.close();
    assertThat(Thread.interrupted()).isFalse();
    assertThat(new Owners(folder.resolve("state")).list()).isEmpty();
    assertThat(host.closed()).isEqualTo(host.made().size());
    assertThat(vxlan.closed()).isEqualTo(vxlan.made().size());
  }

  private Run execute(Plan plan) {
    return runner().execute(plan);
  }

  private Runner runner() {
    RunParts parts =
        new RunParts(
            machine,
            owner -> machine,
            folder.resolve("state"),
            List.of(),
            first -> new Platform(Map.of("host", first.name())),
            () -> Map.of("measured", "once"),
            this::examine,
            "0.1.0");
    return new Runner(parts, drivers, tools, store, this::hear, Clock.fixed(START, ZoneOffset.UTC));
  }

  private List<DoctorFinding> examine(List<Host> hosts, Optional<EndpointPair> path) {
    examined.add(hosts.size() + " hosts" + path.map(p -> ", " + p.client().label()).orElse(""));
    return doctor;
  }

  private void hear(RunEvent event) {
    events.add(event);
    onEvent.accept(event);
  }

  private <E extends RunEvent> List<E> heard(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private List<String> warnings() {
    return heard(RunEvent.Warning.class).stream().map(RunEvent.Warning::text).toList();
  }

  private static CaseRecord first(Run run) {
    return run.cases().getFirst();
  }

  private static NetworkRecord network(Run run, String driver) {
    return run.networks().stream().filter(n -> n.driver().equals(driver)).findFirst().orElseThrow();
  }

  @Test
  void measuresInRoundsAndStoresWhatItGives() {
    Run run = execute(Plans.of(2, "host", "vxlan"));
    assertThat(tool.measured()).containsExactly("host a", "vxlan a", "host a", "vxlan a");
    assertThat(run.state()).isEqualTo(Run.State.COMPLETE);
    assertThat(run.id()).matches("20261123-101530-[a-z0-9]{5}");
    assertThat(run.platform().facts()).containsEntry("host", "h1");
    assertThat(run.cases()).extracting(CaseRecord::status).containsOnly(Status.MEASURED);
    assertThat(first(run).trials()).extracting(Trial::repeat).containsExactly(1, 2);
    assertThat(run.networks()).extracting(NetworkRecord::driver).containsExactly("host", "vxlan");
    assertThat(store.run(run.id())).contains(run);
  }

  @Test
  void aCaseKnowsItsPathAndTheSmallerMtu() {
    Run run = execute(Plans.of(1, "vxlan"));
    assertThat(first(run).path())
        .hasValueSatisfying(path -> {
          assertThat(path.client()).isEqualTo("vxlan a eth0 10.0.0.1");
          assertThat(path.mtu()).isEqualTo(1400);
          assertThat(path.overWire()).isTrue();
        });
  }

  @Test
  void aDriverIsAskedForThePlacementsOfItsCasesOnAllHosts() {
    execute(Plans.of(1, "vxlan"));
    assertThat(vxlan.made()).hasSize(1);
    assertThat(vxlan.made().getFirst().placements()).containsExactly(Placement.CROSS_HOST);
    assertThat(vxlan.made().getFirst().hosts()).hasSize(2);
    assertThat(host.made()).isEmpty();
  }

  @Test
  void tellsEveryStepInOrder() {
    execute(Plans.of(1, "host"));
    assertThat(events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly(
            "StepStarted",
            "StepDone",
            "StepStarted",
            "NetworkDone",
            "TrialStarted",
            "Live",
            "TrialDone",
            "StepStarted",
            "StepDone");
  }

  @Test
  void aNetworkThatCannotRunHereIsSkippedWithTheReason() {
    vxlan.unsupported("this kernel has no vxlan", "load it");
    Run run = execute(Plans.of(1, "vxlan", "host"));
    assertThat(first(run).status()).isEqualTo(Status.SKIPPED);
    assertThat(first(run).reason()).contains("this kernel has no vxlan: load it");
    assertThat(network(run, "vxlan").status()).isEqualTo(Status.SKIPPED);
    assertThat(run.cases().getLast().status()).isEqualTo(Status.MEASURED);
    assertThat(vxlan.made()).isEmpty();
    assertThat(heard(RunEvent.CaseLeftOut.class)).hasSize(1);
    assertThat(heard(RunEvent.TrialStarted.class).getFirst().at().cases()).isEqualTo(1);
    assertThat(store.run(run.id())).contains(run);
  }

  @Test
  void aFlowTheToolCannotRunIsSkippedAndTheOthersAreMeasured() {
    tool.support(
        flow -> flow.protocol() == Protocol.UDP ? Support.no("no UDP", "newer tool") : Support.YES);
    Run run =
        execute(
            new Plan(
                "test",
                2,
                LinkSpec.GIGABIT,
                1,
                ToolChoice.BUILTIN,
                List.of(Plans.udp("host"), Plans.tcp("host"))));
    assertThat(run.cases())
        .extracting(CaseRecord::number, CaseRecord::status)
        .containsExactly(tuple(1, Status.SKIPPED), tuple(2, Status.MEASURED));
    assertThat(first(run).reason()).contains("no UDP: newer tool");
  }

  @Test
  void aTreatmentIsInEffectDuringTheTrialsOfItsCaseAndNoOthers() {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    tool.tells(_ -> order.add("trial"));
    Treatment treatment =
        pair -> {
          order.add("on " + pair.client().label());
          return () -> order.add("off");
        };
    Run run =
        runner()
            .execute(
                Plans.of(2, "host", "vxlan"),
                new RunExtras(Map.of("experiment.change", "x"), Map.of(2, treatment)));

    assertThat(order)
        .containsExactly(
            "trial", "on vxlan a", "trial", "off", "trial", "on vxlan a", "trial", "off");
    assertThat(run.platform().facts()).containsEntry("experiment.change", "x");
    assertThat(store.run(run.id())).contains(run);
  }

  @Test
  void aTreatmentThatCannotBeAppliedFailsTheTrial() {
    Treatment refusing =
        _ -> {
          throw LinerateException.environment("offloads cannot be switched", "install ethtool");
        };
    Run run = runner().execute(Plans.of(1, "host"), new RunExtras(Map.of(), Map.of(1, refusing)));

    assertThat(first(run).status()).isEqualTo(Status.FAILED);
    assertThat(first(run).reason()).hasValueSatisfying(why -> assertThat(why).contains("switched"));
    assertThat(tool.measured()).isEmpty();
  }

  private Plan pinned(String... pinnings) {
    return new Plan(
        "test",
        2,
        LinkSpec.GIGABIT,
        2,
        ToolChoice.BUILTIN,
        Stream.of(pinnings).map(p -> Plans.tcp("host").with(Pinning.parse(p))).toList());
  }

  private void twoCores() {
    machine
        .file("/sys/devices/system/cpu/online", "0-1\n")
        .file("/sys/devices/system/cpu/cpu0/topology/thread_siblings_list", "0\n")
        .file("/sys/devices/system/cpu/cpu1/topology/thread_siblings_list", "1\n");
  }

  @Test
  void pinnedAndFreeCasesTakeTurnsAndTheChoiceIsKept() {
    twoCores();
    Run run = execute(pinned("none", "auto", "1,0"));
    assertThat(tool.cores()).containsExactly("-", "0 1", "1 0", "-", "0 1", "1 0");
    assertThat(run.cases())
        .extracting(record -> record.spec().pinning().word())
        .containsExactly("none", "auto", "1,0");
    assertThat(run.platform().facts())
        .containsEntry("host", "h1")
        .containsEntry("measured", "once")
        .containsEntry("pinning.auto", "0,1")
        .containsEntry(
            "pinning.auto.why",
            "sender on core 0, receiver on core 1: the only two physical cores");
    assertThat(store.run(run.id())).contains(run);
  }

  @Test
  void whereAutoCannotTheCaseIsSkippedAndTheFreeOneMeasured() {
    machine.file("/sys/devices/system/cpu/online", "0\n");
    Run run = execute(pinned("none", "auto"));
    assertThat(run.cases())
        .extracting(CaseRecord::status)
        .containsExactly(Status.MEASURED, Status.SKIPPED);
    assertThat(run.cases().getLast().reason().orElseThrow())
        .startsWith("auto needs two physical cores");
  }

  @Test
  void aCoreThatIsNotThereEndsTheRunBeforeAnythingIsMade() {
    twoCores();
    assertThatThrownBy(() -> execute(pinned("none", "0,7")))
        .hasMessage("pinning 0,7: this machine has no core 7, only 0-1");
    assertThat(machine.ran()).isEmpty();
    assertThat(folder.resolve("state")).doesNotExist();
  }

  private static Plan watched(Plan plan, double rate) {
    return new Plan(
        plan.name(), plan.hosts(), plan.link(), plan.repeat(), plan.tool(), plan.cases(), rate);
  }

  @Test
  void theMachineIsWatchedFromTheFirstByteOnAndThatIsStored() {
    tool.tells(observer -> {
      observer.works(
          new TrafficWorker(
              End.SERVER,
              true,
              true,
              OptionalInt.empty(),
              ProcessHandle.current().pid(),
              OptionalLong.empty()));
      observer.began(System.nanoTime());
    });
    Run run = execute(watched(Plans.of(1, "host"), 50));
    Telemetry telemetry = first(run).trials().getFirst().telemetry().orElseThrow();
    assertThat(telemetry.rate()).isEqualTo(50);
    assertThat(telemetry.cores()).isNotEmpty();
    assertThat(telemetry.threads())
        .isNotEmpty()
        .extracting(thread -> thread.worker().work())
        .containsOnly(Work.BOTH);
    assertThat(store.run(run.id())).contains(run);
  }

  @Test
  void aTrialThatSentNothingOrIsNotWatchedHasNoTelemetry() {
    Run unsent = execute(watched(Plans.of(1, "host"), 50));
    tool.tells(observer -> observer.began(System.nanoTime()));
    Run unwatched = execute(watched(Plans.of(1, "host"), 0));
    assertThat(first(unsent).trials().getFirst().telemetry()).isEmpty();
    assertThat(first(unwatched).trials().getFirst().telemetry()).isEmpty();
  }

  @Test
  void gsoLimitsAreThoseThatIpTells() {
    String told =
        """
        [{"ifname":"lo","gso_max_size":65536,"gso_max_segs":65535},
         {"ifname":"eth0","mtu":1500},{"gso_max_size":"x"}]
        """;
    assertThat(GsoLimitsReader.parse(told)).isEqualTo(Map.of("lo", new GsoLimits(65536, 65535)));
    assertThat(GsoLimitsReader.parse("")).isEmpty();
    assertThat(GsoLimitsReader.parse("[{")).isEmpty();
  }

  private static Plan withBoth(Plan plan) {
    return new Plan(
        plan.name(), plan.hosts(), plan.link(), plan.repeat(), ToolChoice.BOTH, plan.cases());
  }

  @Test
  void bothToolsMeasureEachCaseOneAfterTheOther() {
    List<String> order = new ArrayList<>();
    onEvent =
        event -> {
          if (event instanceof RunEvent.TrialStarted started) {
            order.add(started.at().label() + " " + started.at().repeat());
          }
        };
    Run run = execute(withBoth(Plans.of(2, "host", "vxlan")));

    assertThat(order)
        .containsExactly(
            "host cross-host tcp builtin 1",
            "host cross-host tcp iperf3 1",
            "vxlan cross-host tcp builtin 1",
            "vxlan cross-host tcp iperf3 1",
            "host cross-host tcp builtin 2",
            "host cross-host tcp iperf3 2",
            "vxlan cross-host tcp builtin 2",
            "vxlan cross-host tcp iperf3 2");
    assertThat(tool.measured()).isEqualTo(iperf3.measured()).hasSize(4);
    assertThat(run.cases())
        .extracting(CaseRecord::number, CaseRecord::tool)
        .containsExactly(
            tuple(1, "builtin"), tuple(2, "iperf3"), tuple(3, "builtin"), tuple(4, "iperf3"));
    assertThat(store.run(run.id())).contains(run);
    assertThat(store.list().getFirst().total()).isEqualTo(4);
  }

  @Test
  void aToolThatIsMissingDoesNotStopTheOther() {
    iperf3.support(flow -> Support.no("iperf3 is not installed", "install it"));
    Run run = execute(withBoth(Plans.of(1, "host")));

    assertThat(run.cases())
        .extracting(CaseRecord::tool, CaseRecord::status)
        .containsExactly(tuple("builtin", Status.MEASURED), tuple("iperf3", Status.SKIPPED));
    assertThat(run.cases().getLast().reason()).contains("iperf3 is not installed: install it");
  }

  @Test
  void whenNothingCanRunEveryReasonIsSaidAndNothingIsMade() {
    host.unsupported("no nsenter", "install it");
    vxlan.unsupported("no module", "load it");
    assertThatThrownBy(() -> execute(Plans.of(1, "host", "vxlan")))
        .isInstanceOf(LinerateException.class)
        .hasMessage("nothing of the plan can run here: no nsenter: install it; no module: load it");
    assertThat(store.list()).isEmpty();
    assertThat(machine.ran()).isEmpty();
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void aNetworkNobodyKnowsIsTheUsersFault() {
    assertThatThrownBy(() -> execute(Plans.of(1, "host", "carrier-pigeon")))
        .isInstanceOf(LinerateException.class)
        .hasMessage("no network \"carrier-pigeon\"")
        .extracting(e -> ((LinerateException) e).nextStep())
        .isEqualTo("There are host, vxlan");
  }

  @Test
  void withoutRootNoLabHostCanBeMade() {
    machine.file("/proc/self/status", "Uid:\t1000\t1000\t1000\t1000\n");
    assertThatThrownBy(() -> execute(Plans.of(1, "host")))
        .hasMessageContaining("making network namespaces needs root: run it with sudo");
    assertThat(machine.ran()).isEmpty();
  }

  @Test
  void aNetworkThatIsNotBuiltDoesNotStopTheOthers() {
    vxlan.onCreate(() -> {
      throw LinerateException.environment("port 4789 is taken", "End the other VXLAN");
    });
    Run run = execute(Plans.of(2, "vxlan", "host"));
    assertThat(run.state()).isEqualTo(Run.State.COMPLETE);
    assertThat(first(run).status()).isEqualTo(Status.FAILED);
    assertThat(first(run).reason()).contains("not built: port 4789 is taken. End the other VXLAN");
    assertThat(first(run).trials()).isEmpty();
    assertThat(network(run, "vxlan").status()).isEqualTo(Status.FAILED);
    assertThat(tool.measured()).containsExactly("host a", "host a");
    assertThat(store.run(run.id())).contains(run);
  }

  @Test
  void anErrorNobodyForesawInADriverDoesNotStopTheOthersEither() {
    vxlan.onCreate(() -> {
      throw new IllegalStateException("a defect");
    });
    Run run = execute(Plans.of(1, "vxlan", "host"));
    assertThat(first(run).reason().orElseThrow())
        .startsWith("not built: an error of linerate itself:")
        .contains("a defect")
        .contains("RunnerTest");
    assertThat(run.cases().getLast().status()).isEqualTo(Status.MEASURED);
  }

  @Test
  void aNetworkThatCannotBeReadBackIsNotMeasuredAndNotLeft() {
    vxlan.read(() -> {
      throw LinerateException.environment("h1: ip failed", "");
    });
    Run run = execute(Plans.of(1, "vxlan", "host"));
    assertThat(first(run).status()).isEqualTo(Status.FAILED);
    assertThat(first(run).reason()).contains("not built: h1: ip failed");
    assertThat(tool.measured()).containsExactly("host a");
    assertThat(vxlan.closed()).isEqualTo(1);
  }

  private static DoctorFinding finding() {
    return new DoctorFinding(
        "LR-MTU-01",
        "error",
        "h1",
        "TCP stalls",
        List.of("$ ip link\neth0 mtu 1500"),
        "1500 over 1450",
        "Let it send less",
        List.of("ip link set eth0 mtu 1450"));
  }

  @Test
  void theDoctorIsCalledOnceForACaseThatFailsAndWhatItFindsIsKept() {
    doctor = List.of(finding());
    tool.trials(_ -> FakeTool.failure("connection refused"));

    Run run = execute(Plans.of(2, "host", "vxlan"));

    assertThat(examined).hasSize(2);
    assertThat(run.cases()).allSatisfy(c -> assertThat(c.findings()).containsExactly(finding()));
    assertThat(store.run(run.id())).contains(run);
    assertThat(events).contains(new RunEvent.Warning("case 1: LR-MTU-01, h1: TCP stalls"));
  }

  @Test
  void aCaseThatIsWellIsNotExamined() {
    execute(Plans.of(2, "host"));

    assertThat(examined).isEmpty();
  }

  @Test
  void aTrialThatFailsDoesNotStopTheOthers() {
    tool.trials(trial -> {
      if (trial == 1) {
        throw LinerateException.environment("iperf3 did not answer", "Look at its log");
      }
      return trial == 2 ? FakeTool.failure("no route to host") : FakeTool.success();
    });
    Run run = execute(Plans.of(2, "host", "vxlan"));
    assertThat(first(run).trials())
        .extracting(Trial::status)
        .containsExactly(Status.FAILED, Status.MEASURED);
    assertThat(first(run).trials().getFirst().reason())
        .contains("iperf3 did not answer. Look at its log");
    assertThat(run.cases()).extracting(CaseRecord::status).containsOnly(Status.MEASURED);
    assertThat(heard(RunEvent.TrialDone.class)).hasSize(4);
    assertThat(store.run(run.id())).contains(run);
  }

  @Test
  void aCaseWithoutAnyMeasuredTrialFailsWithTheLastReason() {
    tool.trials(trial -> FakeTool.failure("reason " + trial));
    Run run = execute(Plans.of(2, "host"));
    assertThat(first(run).status()).isEqualTo(Status.FAILED);
    assertThat(first(run).reason()).contains("reason 2");
  }

  @Test
  void anErrorNobodyForesawInATrialFailsThatTrialOnly() {
    tool.trials(trial -> {
      if (trial == 1) {
        throw new IllegalStateException("a defect");
      }
      return FakeTool.success();
    });
    Run run = execute(Plans.of(2, "host"));
    assertThat(first(run).trials())
        .extracting(Trial::status)
        .containsExactly(Status.FAILED, Status.MEASURED);
  }

  @Test
  void anInterruptKeepsWhatWasMeasuredAndThePartOfTheTrialUnderWay() {
    tool.trials(trial -> {
      if (trial == 2) {
        throw new InterruptedMeasurement(
            FakeTool.failure("interrupted"), new CancellationException());
      }
      return FakeTool.success();
    });
    Run run = execute(Plans.of(3, "host", "vxlan"));
    assertThat(run.state()).isEqualTo(Run.State.INTERRUPTED);
    assertThat(run.ended()).contains(START);
    assertThat(run.cases())
        .extracting(CaseRecord::status)
        .containsExactly(Status.MEASURED, Status.FAILED);
    assertThat(run.cases().getLast().trials()).hasSize(1);
    assertThat(warnings()).containsExactly("interrupted: what was measured is kept");
    assertThat(tool.measured()).hasSize(2);
    assertThat(store.run(run.id())).contains(run);
  }

  @Test
  void anInterruptWhileNetworksAreBuiltRemovesThoseThatWereMade() {
    onEvent =
        event -> {
          if (event instanceof RunEvent.StepStarted step && step.text().startsWith("building")) {
            Thread.currentThread().interrupt();
          }
        };
    Run run = execute(Plans.of(1, "host", "vxlan"));
    assertThat(run.state()).isEqualTo(Run.State.INTERRUPTED);
    assertThat(tool.measured()).isEmpty();
  }

  @Test
  void aCaseWhoseTurnNeverCameSaysSo() {
    tool.trials(trial -> {
      throw new CancellationException("interrupted");
    });
    Run run = execute(Plans.of(1, "host", "vxlan"));
    assertThat(run.cases())
        .extracting(c -> c.reason().orElse(""))
        .containsOnly("the run ended before its first trial");
  }

  @Test
  void noLabHostIsMadeWhereNoNetworkNeedsOne() {
    host.needsNoLabHosts();
    Run run = execute(Plans.of(1, "host"));
    assertThat(first(run).status()).isEqualTo(Status.MEASURED);
    assertThat(machine.ran()).noneMatch(command -> command.contains("netns"));
    assertThat(host.made().getFirst().hosts())
        .extracting(Host::name)
        .containsExactly(machine.name());
  }

  @Test
  void aLabThatCannotBeMadeEndsTheRun() {
    machine.fails("tc", 2, "Error: Specified qdisc kind is unknown.");
    assertThatThrownBy(() -> execute(Plans.of(1, "host")))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("Specified qdisc kind is unknown");
    assertThat(host.made()).isEmpty();
    assertThat(store.latest().orElseThrow().state()).isEqualTo(Run.State.INTERRUPTED);
  }

  @Test
  void resultsThatCannotBeWrittenEndTheRunAndEverythingIsTornDown() {
    onEvent =
        event -> {
          if (event instanceof RunEvent.TrialStarted) {
            store.close();
          }
        };
    assertThatThrownBy(() -> execute(Plans.of(1, "host")))
        .isInstanceOf(LinerateException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(host.closed()).isEqualTo(1);
  }

  @Test
  void aNetworkThatCannotBeRemovedIsToldAndTheOthersAreRemoved() {
    host.onClose(() -> {
      throw LinerateException.environment("device is busy", "");
    });
    Run run = execute(Plans.of(1, "host", "vxlan"));
    assertThat(run.state()).isEqualTo(Run.State.COMPLETE);
    assertThat(warnings()).containsExactly("removing host: device is busy");
    assertThat(vxlan.closed()).isEqualTo(1);
  }
}
