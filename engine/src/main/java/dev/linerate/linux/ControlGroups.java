package dev.linerate.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The control groups of a process (cgroups(7)), of version 1, where each hierarchy has a tree of
 * its own, and of version 2.
 */
public final class ControlGroups {
  private static final String MEMBERS = "cgroup.procs";

  /** Of version 1 alone. */
  private static final String THREADS = "tasks";

  /** Who writes 0 means itself. */
  private static final String CALLING_THREAD = "0";

  private final Path processes;

  /**
   * One line of {@code /proc/PID/cgroup}.
   *
   * @param controllers {@code cpu}, {@code cpuacct}, or {@code name=systemd}; none is version 2
   */
  private record Membership(Set<String> controllers, String path) {}

  /** One of the groups that a process is in. */
  private record Group(Path folder, boolean unified) {}

  /**
   * A tree of control groups, as {@code /proc/PID/mountinfo} tells it.
   *
   * @param root which of the tree's groups is what one sees at the mount point
   */
  private record Tree(Path mountPoint, String root, boolean unified, Set<String> options) {}

  /** Those of this machine. */
  public ControlGroups() {
    this(Path.of("/proc"));
  }

  ControlGroups(Path processes) {
    this.processes = processes;
  }

  /**
   * The folders of all groups that a process is in; a hierarchy that is mounted nowhere has none.
   *
   * @throws IOException when there is no such process
   */
  public List<Path> of(long pid) throws IOException {
    return groups(pid).stream().map(Group::folder).toList();
  }

  private List<Group> groups(long pid) throws IOException {
    List<Tree> trees = trees();
    List<Group> groups = new ArrayList<>();
    for (String line : Files.readAllLines(processes.resolve(pid + "/cgroup"))) {
      Membership member = membership(line);
      trees.stream()
          .filter(tree -> holds(tree, member))
          .findFirst()
          .map(tree -> new Group(folder(tree, member.path()), tree.unified()))
          .ifPresent(groups::add);
    }
    return groups;
  }

  /**
   * Moves this process with all its threads into every group of another, so that its limits of
   * processor time, memory and cores count for both.
   *
   * @throws IOException when there is no such process, or without write access to a group
   */
  public void join(long pid) throws IOException {
    String own = Long.toString(ProcessHandle.current().pid());
    for (Path folder : of(pid)) {
      Files.writeString(folder.resolve(MEMBERS), own, StandardOpenOption.WRITE);
    }
  }

  /**
   * Whether one thread can be in other groups than the rest of its process: where version 1 has the
   * processor's controller. In version 2 the threads of a process stay below one group (cgroups(7),
   * "Threaded mode").
   */
  public boolean separatesThreads() throws IOException {
    return trees().stream().anyMatch(tree -> !tree.unified() && tree.options().contains("cpu"));
  }

  /**
   * Moves the calling thread, and with it all threads that it starts from then on, into every group
   * of version 1 of another process. The rest of this process stays where it is. Memory is not the
   * thread's but its process's, and counts where that is.
   *
   * @throws IOException when there is no such process, or without write access to a group
   */
  public void joinThread(long pid) throws IOException {
    for (Group group : groups(pid)) {
      if (!group.unified()) {
        Files.writeString(
            group.folder().resolve(THREADS), CALLING_THREAD, StandardOpenOption.WRITE);
      }
    }
  }

  /** {@code 4:memory:/docker/4f…}: number, controllers, path. */
  private static Membership membership(String line) throws IOException {
    String[] fields = line.split(":", 3);
    if (fields.length < 3) {
      throw new IOException("cannot read the control group \"" + line + "\"");
    }
    return new Membership(words(fields[1]), fields[2]);
  }

  private static boolean holds(Tree tree, Membership member) {
    if (member.controllers().isEmpty()) {
      return tree.unified();
    }
    return !tree.unified() && tree.options().containsAll(member.controllers());
  }

  private static Path folder(Tree tree, String path) {
    String below =
        !tree.root().equals("/") && path.startsWith(tree.root())
            ? path.substring(tree.root().length())
            : path;
    return tree.mountPoint().resolve(below.replaceFirst("^/+", ""));
  }

  /** Fields after the hyphen: type, source, options of the file system (proc_pid_mountinfo(5)). */
  private List<Tree> trees() throws IOException {
    List<Tree> trees = new ArrayList<>();
    for (String line : Files.readAllLines(processes.resolve("self/mountinfo"))) {
      String[] fields = line.split(" ", -1);
      int hyphen = Arrays.asList(fields).indexOf("-");
      if (hyphen < 5 || fields.length < hyphen + 4 || !fields[hyphen + 1].startsWith("cgroup")) {
        continue;
      }
      trees.add(
          new Tree(
              Path.of(fields[4]),
              fields[3],
              fields[hyphen + 1].equals("cgroup2"),
              words(fields[hyphen + 3])));
    }
    return trees;
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>(List.of(text.split(",", -1)));
    words.remove("");
    return words;
  }
}
