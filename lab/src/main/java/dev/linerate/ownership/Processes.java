package dev.linerate.ownership;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Finds and ends the processes of an owner: those whose environment carries its mark, those in its
 * namespaces, those in its containers' cgroup.
 */
final class Processes {
  private static final Duration KILL_LIMIT = Duration.ofSeconds(30);

  private final Path proc;
  private final LongFunction<Optional<ProcessHandle>> handles;
  private final String ownerId;
  private final Set<String> namespaces;

  /**
   * Describes whose processes are looked for.
   *
   * @param namespaces as {@code /proc/PID/ns/net} links name them: {@code net:[4026532177]}
   */
  Processes(Path proc, String ownerId, Set<String> namespaces) {
    this(proc, ownerId, namespaces, ProcessHandle::of);
  }

  Processes(
      Path proc,
      String ownerId,
      Set<String> namespaces,
      LongFunction<Optional<ProcessHandle>> handles) {
    this.proc = proc;
    this.handles = handles;
    this.ownerId = ownerId;
    this.namespaces = Set.copyOf(namespaces);
  }

  /**
   * Ends all of them, also those that appear meanwhile; gives a line for each.
   *
   * @throws LinerateException (environment) when one does not end
   */
  List<String> end() {
    Map<Long, String> ended = new LinkedHashMap<>();
    if (!Await.until(KILL_LIMIT, () -> endOnce(ended))) {
      throw LinerateException.environment(
          "cannot end " + find().stream().map(this::line).collect(Collectors.joining(", ")),
          "Run linerate cleanup again");
    }
    return List.copyOf(ended.values());
  }

  /** One that takes its time to end is found again, and still counts once. */
  private boolean endOnce(Map<Long, String> ended) {
    List<ProcessHandle> found = find();
    for (ProcessHandle process : found) {
      String line = line(process);
      if (process.destroyForcibly()) {
        ended.putIfAbsent(process.pid(), line);
      }
    }
    return found.isEmpty();
  }

  private String line(ProcessHandle process) {
    String name = read(folder(process.pid()).resolve("comm")).orElse("?").strip();
    return "process " + process.pid() + " (" + name + ")";
  }

  List<ProcessHandle> find() {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : all) {
        long pid = Long.parseLong(process.getFileName().toString());
        if (pid != ProcessHandle.current().pid() && ours(process)) {
          // a handle notes the start time; looking again after that makes sure that a stranger that
          // was given the number in the meantime is not taken for the process looked at
          handles.apply(pid).filter(handle -> ours(process)).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      // a process that ends while it is looked at is not one to end
    }
    return found;
  }

  private Path folder(long pid) {
    return proc.resolve(Long.toString(pid));
  }

  /** A zombie has ended; only its parent can remove it. */
  private static boolean zombie(Path process) {
    String stat = read(process.resolve("stat")).orElse("");
    int state = stat.lastIndexOf(')') + 2;
    return state < 2 || state >= stat.length() || stat.charAt(state) == 'Z';
  }

  private boolean ours(Path process) {
    return !zombie(process) && (marked(process) || inNamespace(process) || inCgroup(process));
  }

  private boolean marked(Path process) {
    String mark = "\0" + Owner.VARIABLE + "=" + ownerId + "\0";
    return ("\0" + read(process.resolve("environ")).orElse("") + "\0").contains(mark);
  }

  private boolean inNamespace(Path process) {
    try {
      return namespaces.contains(Files.readSymbolicLink(process.resolve("ns/net")).toString());
    } catch (IOException e) {
      return false;
    }
  }

  private boolean inCgroup(Path process) {
    return read(process.resolve("cgroup")).orElse("").contains("/linerate-" + ownerId + "/");
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
