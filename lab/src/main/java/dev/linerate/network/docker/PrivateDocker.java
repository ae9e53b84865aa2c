package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.unit.Durations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dockerd of a lab host's own: its data, sockets and containers are in the host's directory, its
 * bridges and firewall rules in the host's namespace, and no configuration of the user's is read.
 */
final class PrivateDocker {
  /** Its configuration file, by which its directory is told from that of the user's daemon. */
  static final String CONFIGURATION = "linerate-daemon.json";

  /** On a slow and busy machine a start takes seconds; a healthy one takes half of one. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final Duration PING_LIMIT = Duration.ofSeconds(5);
  private static final Duration VERSION_LIMIT = Duration.ofSeconds(5);

  /** {@code sun_path} of unix(7) has 108 bytes, the last of them zero. */
  private static final int SOCKET_PATH_LIMIT = 107;

  /** The longest socket that dockerd and its containerd make in their directory. */
  private static final String LONGEST_SOCKET = "exec/containerd/containerd-debug.sock";

  /** Up to Docker 20.10 a key is written to /etc/docker unless another file is named. */
  private static final int LAST_MAJOR_WITH_KEY = 22;

  private static final Pattern VERSION = Pattern.compile("version (\\d{1,4})\\.");
  private static final Pattern LOG_MESSAGE =
      Pattern.compile("level=\\w+ msg=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))(?: error=\"(.*)\")?.*");

  private final String program;
  private final Duration limit;
  private final Once<String, Integer> majors = new Once<>();

  PrivateDocker() {
    this("dockerd", START_LIMIT);
  }

  /**
   * One of a chosen program.
   *
   * @param limit longest time until it answers
   */
  PrivateDocker(String program, Duration limit) {
    this.program = program;
    this.limit = limit;
  }

  /** Where the daemon of a host listens. */
  static String url(Host host) {
    return "unix://" + directory(host).resolve("docker.sock");
  }

  private static Path directory(Host host) {
    return host.stateDirectory().resolve("docker");
  }

  /** Whether one was ever started on a host. */
  static boolean startedOn(Host host) {
    return Files.exists(directory(host).resolve(CONFIGURATION));
  }

  /** Whether the one of a host answers now. */
  static boolean answersOn(Host host) {
    return running(DockerApi.at(url(host)), directory(host));
  }

  /**
   * Starts it and waits until it answers; one that runs already is used as it is.
   *
   * @param cgroup of its containers, an absolute path
   * @throws LinerateException with the last telling line of its log; it has ended by then
   */
  DockerAccess start(Host host, String cgroup) {
    Path directory = directory(host);
    requireShort(host, directory);
    DockerApi api = DockerApi.at(url(host));
    Command command = command(host, directory, cgroup);
    if (!running(api, directory)) {
      prepare(host, directory);
      Task task = host.start(command);
      try {
        awaitAnswer(host, task, api, directory);
      } catch (RuntimeException e) {
        task.stop(GRACE);
        throw e;
      }
    }
    return new DockerAccess(
        host, api, directory.resolve("exec/netns"), Optional.of(command.text()));
  }

  private static boolean running(DockerApi api, Path directory) {
    return Files.exists(directory.resolve("docker.sock")) && api.ping(PING_LIMIT);
  }

  /** Cgroups are made by runc itself, since a lab has no systemd of its own to ask. */
  private Command command(Host host, Path directory, String cgroup) {
    List<String> arguments = new ArrayList<>(List.of(program));
    arguments.addAll(List.of("--config-file", directory.resolve(CONFIGURATION).toString()));
    arguments.addAll(List.of("--data-root", directory.resolve("data").toString()));
    arguments.addAll(List.of("--exec-root", directory.resolve("exec").toString()));
    arguments.addAll(List.of("--host", "unix://" + directory.resolve("docker.sock")));
    arguments.addAll(List.of("--pidfile", directory.resolve("pid").toString()));
    arguments.addAll(List.of("--cgroup-parent", cgroup));
    arguments.addAll(List.of("--exec-opt", "native.cgroupdriver=cgroupfs"));
    Command command = Command.of(arguments).loggingTo(directory.resolve("log"));
    return host.netns().map(command::in).orElse(command);
  }

  private static void requireShort(Host host, Path directory) {
    Path longest = directory.resolve(LONGEST_SOCKET);
    if (longest.toString().getBytes(StandardCharsets.UTF_8).length > SOCKET_PATH_LIMIT) {
      throw LinerateException.user(
          "%s: the socket %s would be longer than the %d bytes of a Unix socket"
              .formatted(host.name(), longest, SOCKET_PATH_LIMIT),
          "Name a shorter directory in LINERATE_STATE");
    }
  }

  private void prepare(Host host, Path directory) {
    try {
      Files.createDirectories(directory);
      // left by a dockerd that was killed: the pid may be another process's by now
      Files.deleteIfExists(directory.resolve("pid"));
      forgetContainerd(host, directory);
      Files.deleteIfExists(directory.resolve("log"));
      Files.writeString(directory.resolve(CONFIGURATION), configuration(host, directory));
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot write " + directory + ": " + e.getMessage(),
          "Free some space or name another directory in LINERATE_STATE",
          e);
    }
  }

  /**
   * A containerd ends with its dockerd, if a little later, and keeps its process id until somebody
   * has waited for it: dockerd would wait for one that never answers.
   */
  private static void forgetContainerd(Host host, Path directory) throws IOException {
    Path file = directory.resolve("exec/containerd/containerd.pid");
    String pid = host.read(file.toString()).orElse("").strip();
    if (!pid.matches("\\d{1,9}") || Await.until(GRACE, () -> !isContainerd(host, pid))) {
      Files.deleteIfExists(file);
    }
  }

  /** One that has ended has no command line; another program may have the id by now. */
  private static boolean isContainerd(Host host, String pid) {
    return host.read("/proc/" + pid + "/cmdline").orElse("").contains("containerd");
  }

  private String configuration(Host host, Path directory) {
    ObjectNode configuration = Json.object();
    if (majors.get(program, () -> major(host)) <= LAST_MAJOR_WITH_KEY) {
      configuration.put("deprecated-key-path", directory.resolve("key.json").toString());
    }
    return configuration.toString();
  }

  /** Major version; 0 when it will not say, in which case its start will tell why. */
  private int major(Host host) {
    Task task = host.start(Command.of(program, "--version"));
    try (task) {
      String answer = task.await(VERSION_LIMIT).map(Output::out).orElse("");
      Matcher m = VERSION.matcher(answer);
      return m.find() ? Integer.parseInt(m.group(1)) : 0;
    }
  }

  private void awaitAnswer(Host host, Task task, DockerApi api, Path directory) {
    // asking before the socket is there loads the HTTP client's classes while dockerd starts
    boolean settled = Await.until(limit, () -> !task.alive() || api.ping(PING_LIMIT));
    if (settled && task.alive()) {
      return;
    }
    String log = host.read(directory.resolve("log").toString()).orElse("");
    String state = settled ? "did not start" : "did not answer within " + Durations.human(limit);
    throw LinerateException.environment(
        host.name() + ": " + program + " " + state + ": " + telling(log),
        "Try the other networks: linerate run --networks linux-bridge,vxlan; or start it by hand: "
            + task.command().text());
  }

  /** The line of a log that says why: the daemon's own last word, else the last line at all. */
  static String telling(String log) {
    List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> line.startsWith("failed to start daemon"))
        .reduce((before, line) -> line)
        .or(() ->
            lines.stream()
                .filter(line -> line.matches(".*level=(error|fatal|panic) .*"))
                .reduce((before, line) -> line))
        .or(() -> lines.stream().reduce((before, line) -> line))
        .map(PrivateDocker::message)
        .map(Json::abridged)
        .orElse("it said nothing");
  }

  private static String message(String line) {
    Matcher m = LOG_MESSAGE.matcher(line);
    if (!m.find()) {
      return line;
    }
    String message = m.group(1) == null ? m.group(2) : m.group(1);
    String error = m.group(3) == null ? "" : ": " + m.group(3);
    return (message + error).replace("\\\"", "\"");
  }
}
