package dev.linerate.cli;

import dev.linerate.host.Host;
import dev.linerate.network.docker.PretendDaemon;
import dev.linerate.plan.ToolChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Goes through commands from the first argument to the exit code: a run on real lab hosts and
 * containers of a daemon that only pretends, and what one does with its results. To be called in
 * network and mount namespaces that end with this process.
 */
final class RunRehearsal {
  private RunRehearsal() {}

  static void go(Host machine) throws IOException {
    machine.require("ip", "link", "set", "lo", "up");
    Path directory = Files.createTempDirectory("linerate-rehearsal");
    Path socket = directory.resolve("docker.sock");
    try (PretendDaemon _ = PretendDaemon.at(socket)) {
      commands(machine, directory, "unix://" + socket);
    } finally {
      remove(directory);
    }
  }

  private static void commands(Host machine, Path directory, String docker) {
    String results = directory.resolve("results.sqlite").toString();
    String report = directory.resolve("report.html").toString();
    run(machine, docker, "--results", results, "--report", report);
    run(machine, docker, "--results", results, "--no-report", "--format", "json");
    Main.execute("results", "list", "--results", results);
    Main.execute("results", "show", "--results", results);
    Main.execute("explain", "--results", results);
  }

  private static void run(Host machine, String docker, String... more) {
    boolean iperf3 = machine.which(ToolChoice.IPERF3.word()).isPresent();
    List<String> flags =
        List.of(
            "run",
            "--networks=docker-bridge,linux-bridge",
            "--placements=same-host",
            "--protocols=tcp",
            "--duration=1s",
            "--tool=" + (iperf3 ? ToolChoice.BOTH : ToolChoice.BUILTIN).word(),
            "--docker=" + docker);
    Main.execute(Stream.concat(flags.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
