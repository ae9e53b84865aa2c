package dev.linerate.host;

import dev.linerate.fault.LinerateException;
import dev.linerate.unit.Durations;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The machine linerate runs on.
 *
 * <p>Every process it starts inherits {@code environment}, which carries the owner's mark.
 */
public final class LocalHost implements Host {
  private static final String[] SYSTEM_PATHS = {"/usr/local/sbin", "/usr/sbin", "/sbin"};

  private final Path stateDirectory;
  private final Map<String, String> environment;
  private final Map<String, String> programs = new ConcurrentHashMap<>();

  public LocalHost(Path stateDirectory, Map<String, String> environment) {
    this.stateDirectory = stateDirectory;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Optional<NetNs> netns() {
    return Optional.empty();
  }

  @Override
  public Optional<Uplink> uplink() {
    return Optional.empty();
  }

  @Override
  public Path stateDirectory() {
    return stateDirectory;
  }

  @Override
  public Output run(Command command) {
    try (Task task = start(command)) {
      return task.await(command.limit())
          .orElseThrow(() ->
              LinerateException.environment(
                  command.program() + " did not end within " + Durations.human(command.limit()),
                  "The command was: " + command.text()));
    }
  }

  @Override
  public Task start(Command command) {
    try {
      return ProcessTask.start(command, environment);
    } catch (IOException e) {
      if (which(command.program()).isEmpty()) {
        throw LinerateException.environment(
            command.program() + " is not installed", "Install it, or run linerate quickstart", e);
      }
      throw LinerateException.environment(
          "cannot start " + command.program() + ": " + e.getMessage(), "", e);
    }
  }

  @Override
  public Optional<String> read(String path) {
    // not Files.readString: it reads one byte first of a file whose size is told as 0, and a sysctl
    // gives all in its first read(2) and nothing after it
    try (InputStream file = new FileInputStream(path)) {
      return Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> which(String program) {
    String known = programs.get(program);
    if (known != null) {
      return Optional.of(known);
    }
    // what is missing may be installed in the meantime: only what was found is kept
    Optional<String> found = find(program);
    found.ifPresent(path -> programs.put(program, path));
    return found;
  }

  /** Programs started without a login shell may lack the sbin folders: they are searched too. */
  static Optional<String> find(String program) {
    if (program.contains("/")) {
      return Optional.of(program).filter(file -> executable(Path.of(file)));
    }
    String path = System.getenv().getOrDefault("PATH", "") + ":" + String.join(":", SYSTEM_PATHS);
    for (String folder : path.split(":", -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, program);
      if (executable(candidate)) {
        return Optional.of(candidate.toString());
      }
    }
    return Optional.empty();
  }

  private static boolean executable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  /** The search path given to children: the inherited one and the sbin folders. */
  static String searchPath() {
    return System.getenv().getOrDefault("PATH", "/usr/bin:/bin")
        + ":"
        + String.join(":", SYSTEM_PATHS);
  }

  /** Longest wait for a process to go after SIGKILL. */
  static final Duration KILL_LIMIT = Duration.ofSeconds(5);
}
