package dev.linerate.it.doctor;

import dev.linerate.breakage.BrokenLab;
import dev.linerate.breakage.Scene;
import dev.linerate.doctor.Check;
import dev.linerate.doctor.Consultation;
import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Doctor;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Treatment;
import dev.linerate.doctor.UndoEntry;
import dev.linerate.doctor.UndoJournal;
import dev.linerate.doctor.check.HostChecks;
import dev.linerate.doctor.path.PathEnd;
import dev.linerate.doctor.path.PathExamination;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.it.support.TestLab;
import dev.linerate.lab.LabSpec;
import dev.linerate.network.HostService;
import dev.linerate.network.docker.DockerReclaimer;
import dev.linerate.network.docker.DockerService;
import dev.linerate.network.ovs.OvsService;
import dev.linerate.ownership.Cleanup;
import dev.linerate.ownership.Owners;
import dev.linerate.plan.LinkSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** A lab of two hosts with real daemons, to be broken, looked at, cured and mended. */
final class FaultLab implements AutoCloseable {
  private static final String PORT = "5999";
  private static final Duration READY = Duration.ofSeconds(20);

  /** A lost ARP request and a retransmitted SYN take some of it. */
  private static final Duration FLOW_LIMIT = Duration.ofSeconds(15);

  private static final int MOST_OF_IT = 400_000;

  private final TestLab lab = new TestLab(new LabSpec(2, LinkSpec.GIGABIT));
  private final Owners owners = new Owners(lab.sandbox().state());

  /** Anew each time, as each linerate has: these know the daemons that they have started. */
  private static List<HostService> services() {
    return List.of(new DockerService(), new OvsService());
  }

  BrokenLab broken() {
    Cleanup cleanup = new Cleanup(lab.sandbox().machine(), List.of(new DockerReclaimer()));
    return new BrokenLab(lab.lab(), lab.owner(), services(), owners, cleanup);
  }

  /** What the doctor says of a scene: of the path and of the hosts, each asked anew. */
  Consultation look(Scene scene) {
    Map<String, Patient> hosts = patients();
    List<String> ends = scene.ends(lab.owner().id());
    List<Check> checks =
        new ArrayList<>(PathExamination.checks(end(ends.get(0), hosts), end(ends.get(1), hosts)));
    HostChecks.machine(machine(), owners::list, List.of("linerate")).stream()
        .filter(check -> check.faults().contains(Fault.LEFTOVERS))
        .forEach(checks::add);
    return Doctor.examine(checks);
  }

  private Map<String, Patient> patients() {
    Map<String, Patient> patients = new LinkedHashMap<>();
    for (Host host : lab.hosts()) {
      Map<String, String> environment = new TreeMap<>();
      services().forEach(service -> environment.putAll(service.environment(host)));
      patients.put(host.name(), new Patient(host, host.name(), environment, List.of()));
    }
    return patients;
  }

  private Patient machine() {
    return new Patient(lab.sandbox().machine(), "this machine", Map.of(), List.of());
  }

  private PathEnd end(String name, Map<String, Patient> hosts) {
    if (name.startsWith("lab:")) {
      return PathEnd.host(name, hosts.get(name.substring(name.indexOf('/') + 1)));
    }
    Patient inside = machine().inside(NetNs.named(name.substring("netns:".length())), name);
    return PathEnd.namespace(
        name, inside, PathExamination.host(inside, List.copyOf(hosts.values())));
  }

  /** What {@code doctor --fix --yes} does. */
  Consultation treat(Scene scene, Consultation first) {
    return new Treatment(
            lab.sandbox().machine(), journal(), () -> look(scene), new Willing(), Clock.systemUTC())
        .treat(first, Set.of());
  }

  private UndoJournal journal() {
    return new UndoJournal(lab.sandbox().folder().resolve("undo"));
  }

  /** What {@code doctor --undo --yes} does. */
  void takeBack() {
    for (UndoEntry entry : journal().entries().reversed()) {
      Treatment.run(lab.sandbox().machine(), entry.commands());
      journal().removeLast();
    }
  }

  /** Agrees to everything. */
  private static final class Willing implements Treatment.Attendant {
    @Override
    public boolean agrees(Diagnosis diagnosis, Cure cure) {
      return true;
    }

    @Override
    public void cured(Diagnosis diagnosis) {}

    @Override
    public void failed(Diagnosis diagnosis, String why) {}

    @Override
    public void needsAllowance(Diagnosis diagnosis, String allowance) {}
  }

  /** Whether iperf3 gets half a megabyte from one end of a scene to the other, some time soon. */
  boolean flowsAgain(Scene scene) {
    return Await.until(FLOW_LIMIT, () -> flows(scene));
  }

  /** Whether it does so within two seconds. */
  boolean flows(Scene scene) {
    List<String> ends = scene.ends(lab.owner().id());
    NetNs client = namespace(ends.get(0));
    NetNs server = namespace(ends.get(1));
    Host host = lab.hosts().getFirst();
    Command listen = Command.of("iperf3", "-s", "-1", "--forceflush", "-p", PORT).in(server);
    try (Task task = host.start(listen)) {
      if (!Await.until(READY, () -> task.outputSoFar().contains("listening"))) {
        throw new AssertionError("no iperf3 server in " + server);
      }
      Output output = host.run(client(scene).in(client));
      return received(output) > MOST_OF_IT;
    }
  }

  private static Command client(Scene scene) {
    return Command.of(
        "timeout",
        "2",
        "iperf3",
        "--json",
        "--connect-timeout",
        "1000",
        "-n",
        "512K",
        "-p",
        PORT,
        "-c",
        server(scene));
  }

  private static long received(Output output) {
    return output.out().isBlank()
        ? 0
        : JsonMapper.shared()
            .readTree(output.out())
            .path("end")
            .path("sum_received")
            .path("bytes")
            .asLong(0);
  }

  private NetNs namespace(String end) {
    return end.startsWith("netns:")
        ? NetNs.named(end.substring("netns:".length()))
        : lab.hosts().stream()
            .filter(host -> end.endsWith("/" + host.name()))
            .findFirst()
            .flatMap(Host::netns)
            .orElseThrow();
  }

  private static String server(Scene scene) {
    return switch (scene) {
      case OVERLAY -> "198.19.2.3";
      case SWITCHED -> "198.19.43.2";
      case PACKET_SOCKETS -> "198.19.42.2";
      case HOSTS, ROUTED, DOCKER, SWARM -> "198.18.0.2";
    };
  }

  @Override
  public void close() {
    lab.close();
  }
}
