package dev.linerate.ownership;

import dev.linerate.host.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds and ends the processes of an owner: those whose environment carries its mark, those in its
 * namespaces, those in its containers' cgroup.
 */
final class Processes {
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  private final Path proc;
  private final String ownerId;
  private final Set<String> namespaces;

  /**
   * Describes whose processes are looked for.
   *
   * @param namespaces as {@code /proc/PID/ns/net} links name them: {@code net:[4026532177]}
   */
  Processes(Path proc, String ownerId, Set<String> namespaces) {
    this.proc = proc;
    this.ownerId = ownerId;
    this.namespaces = Set.copyOf(namespaces);
  }

  /** Ends all of them, also those that appear meanwhile; gives a line for each. */
  List<String> end() {
    List<String> ended = new ArrayList<>();
    Await.until(KILL_LIMIT, () -> endOnce(ended));
    return ended;
  }

  private boolean endOnce(List<String> ended) {
    List<Long> pids = find();
    for (long pid : pids) {
      String name = read(proc.resolve(Long.toString(pid)).resolve("comm")).orElse("?").strip();
      // a zombie has ended; only its parent can remove it
      if (ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false)) {
        ended.add("process " + pid + " (" + name + ")");
      }
    }
    return pids.isEmpty();
  }

  List<Long> find() {
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : all) {
        long pid = Long.parseLong(process.getFileName().toString());
        if (pid != ProcessHandle.current().pid() && !zombie(process) && ours(process)) {
          found.add(pid);
        }
      }
    } catch (IOException e) {
      // a process that ends while it is looked at is not one to end
    }
    return found;
  }

  private static boolean zombie(Path process) {
    String stat = read(process.resolve("stat")).orElse("");
    int state = stat.lastIndexOf(')') + 2;
    return state < 2 || state >= stat.length() || stat.charAt(state) == 'Z';
  }

  private boolean ours(Path process) {
    return marked(process) || inNamespace(process) || inCgroup(process);
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
