package dev.linerate.it.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import dev.linerate.host.NetNs;
import dev.linerate.host.Task;
import dev.linerate.lab.Lab;
import dev.linerate.lab.LabSpec;
import dev.linerate.network.EndpointPair;
import dev.linerate.network.docker.DockerReclaimer;
import dev.linerate.ownership.Cleanup;
import dev.linerate.ownership.Leftover;
import dev.linerate.ownership.Owner;
import dev.linerate.ownership.Owners;
import dev.linerate.plan.LinkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A lab of two hosts with its owner, and the proof that nothing is left of it. */
final class DockerLab implements AutoCloseable {
  private final Path state;
  private final Owner owner;
  private final LocalHost machine;
  private final Lab lab;

  private DockerLab(Path state, Owner owner, LocalHost machine, Lab lab) {
    this.state = state;
    this.owner = owner;
    this.machine = machine;
    this.lab = lab;
  }

  /** The directory is short, since the sockets in it must be. */
  static DockerLab up() throws IOException {
    Path state =
        Files.createTempDirectory(
            Path.of("/tmp"),
            "lr",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Owner owner = Owner.create(state);
    LocalHost machine = new LocalHost(owner.directory(), Map.of(Owner.VARIABLE, owner.id()));
    return new DockerLab(
        state, owner, machine, Lab.up(machine, owner, new LabSpec(2, LinkSpec.GIGABIT)));
  }

  Owner owner() {
    return owner;
  }

  Path state() {
    return state;
  }

  LocalHost machine() {
    return machine;
  }

  List<Host> hosts() {
    return lab.hosts();
  }

  /** Ends the lab and looks for anything that bears its mark. */
  @Override
  public void close() throws IOException {
    owner.close();
    clean(owner.id());
    assertThat(traces(owner)).isEmpty();
    Files.delete(state);
  }

  /** What {@code linerate cleanup} does. */
  List<String> clean(String id) {
    Leftover leftover = new Owners(state).find(id).orElseThrow();
    return new Cleanup(machine, List.of(new DockerReclaimer())).remove(leftover);
  }

  private List<String> traces(Owner gone) throws IOException {
    List<String> traces = new ArrayList<>();
    machine
        .require("ip", "netns")
        .lines()
        .filter(line -> line.contains(gone.id()))
        .forEach(traces::add);
    Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .filter(line -> line.contains(gone.directory().toString()))
        .forEach(traces::add);
    machine
        .require("ps", "-eo", "pid,stat,args")
        .lines()
        .filter(line -> line.contains(gone.directory().toString()))
        .filter(line -> !line.contains("defunct"))
        .forEach(traces::add);
    try (Stream<Path> cgroups = Files.walk(Path.of("/sys/fs/cgroup"), 3)) {
      cgroups
          .filter(p -> p.getFileName().toString().equals("linerate-" + gone.id()))
          .map(Path::toString)
          .forEach(traces::add);
    }
    if (Files.exists(gone.directory())) {
      traces.add(gone.directory().toString());
    }
    return traces;
  }

  /** Bits per second that really arrived in one second of TCP. */
  static double iperf3(EndpointPair pair) {
    Endpoint server = pair.server();
    try (Task task =
        server.host().start(server.command("iperf3", "-s", "-1", "--forceflush", "-p", "5999"))) {
      assertThat(
              dev.linerate.host.Await.until(
                  Duration.ofSeconds(10), () -> task.outputSoFar().contains("listening")))
          .isTrue();
      String json =
          pair.client()
              .host()
              .require(
                  pair.client()
                      .command(
                          "iperf3", "-c", server.address(), "-p", "5999", "-t", "1", "--json"));
      return tools.jackson.databind.json.JsonMapper.shared()
          .readTree(json)
          .path("end")
          .path("sum_received")
          .path("bits_per_second")
          .asDouble();
    }
  }

  /** Runs the docker command line against a daemon. */
  String docker(String url, String... arguments) {
    List<String> all = new ArrayList<>(List.of("docker", "-H", url));
    all.addAll(List.of(arguments));
    return machine.require(Command.of(all).with("DOCKER_API_VERSION", "1.40"));
  }

  static String url(Host host) {
    return "unix://" + host.stateDirectory().resolve("docker/docker.sock");
  }

  /** Whether a namespace can still be entered. */
  boolean exists(NetNs namespace) {
    return Files.exists(Path.of(namespace.path()));
  }
}
