package dev.linerate.ownership;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Removes everything an owner made and nothing else. The same code ends every run in good order and
 * repairs after SIGKILL, so that it is exercised each time.
 *
 * <p>Order: processes, objects in daemons that are not ours, mounts, namespaces (their interfaces,
 * bridges and firewall rules go with them), cgroups, files.
 */
public final class Cleanup {
  private static final Path PROC = Path.of("/proc");
  private static final Duration CGROUP_LIMIT = Duration.ofSeconds(5);
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  private final Host machine;
  private final List<Reclaimer> reclaimers;

  public Cleanup(Host machine, List<Reclaimer> reclaimers) {
    this.machine = machine;
    this.reclaimers = List.copyOf(reclaimers);
  }

  /**
   * Removes an owner.
   *
   * @return a line for each thing removed; empty when there was nothing but its directory
   */
  public List<String> remove(Leftover owner) {
    List<String> removed = new ArrayList<>();
    List<String> mounts = mountsUnder(owner.directory());
    removed.addAll(new Processes(PROC, owner.id(), namespaces(owner, mounts)).end());
    for (Entry entry : owner.entries()) {
      reclaimers.stream()
          .filter(r -> r.kind() == entry.kind())
          .forEach(r -> removed.addAll(r.reclaim(entry, owner.id())));
    }
    removed.addAll(unmount(mountsUnder(owner.directory())));
    removed.addAll(removeNamespaces(owner));
    removed.addAll(removeCgroups(owner.id()));
    deleteTree(owner.directory());
    return removed;
  }

  private static Set<String> namespaces(Leftover owner, List<String> mounts) {
    Set<String> inodes = new HashSet<>();
    for (Entry entry : owner.entries()) {
      if (entry.kind() == Entry.Kind.NETNS) {
        inode(Path.of(NetNs.named(entry.name()).path()), inodes);
      }
    }
    // dockerd keeps the namespaces of its containers and overlays mounted under its directory
    mounts.stream().filter(m -> m.contains("/netns/")).forEach(m -> inode(Path.of(m), inodes));
    return inodes;
  }

  private static void inode(Path namespaceFile, Set<String> inodes) {
    try {
      inodes.add("net:[" + Files.getAttribute(namespaceFile, "unix:ino") + "]");
    } catch (IOException e) {
      // journaled, but never made
    }
  }

  private List<String> mountsUnder(Path directory) {
    String prefix = directory + "/";
    return machine
        .read("/proc/self/mountinfo")
        .orElse("")
        .lines()
        .map(line -> line.split(" ", 6)[4].replace("\\040", " "))
        .filter(mount -> mount.startsWith(prefix))
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  private List<String> unmount(List<String> mounts) {
    List<String> removed = new ArrayList<>();
    for (String mount : mounts) {
      if (machine.run(Command.of("umount", "--lazy", mount)).ok()) {
        removed.add("mount " + mount);
      }
    }
    return removed;
  }

  private List<String> removeNamespaces(Leftover owner) {
    List<String> removed = new ArrayList<>();
    for (Entry entry : owner.entries()) {
      if (entry.kind() == Entry.Kind.NETNS
          && Files.exists(Path.of(NetNs.named(entry.name()).path()))) {
        machine.require("ip", "netns", "delete", entry.name());
        removed.add("network namespace " + entry.name());
      }
    }
    return removed;
  }

  /** cgroup v1 has one tree a controller, v2 one tree; both are searched. */
  private static List<String> removeCgroups(String ownerId) {
    List<String> removed = new ArrayList<>();
    String name = "linerate-" + ownerId;
    for (Path tree : childrenAnd(CGROUPS)) {
      Path cgroup = tree.resolve(name);
      if (Files.isDirectory(cgroup)) {
        removeCgroup(cgroup);
        removed.add("cgroup " + cgroup);
      }
    }
    return removed;
  }

  private static void removeCgroup(Path cgroup) {
    childrenOf(cgroup).forEach(Cleanup::removeCgroup);
    // rmdir(2) removes a cgroup although it seems to hold files
    if (!Await.until(CGROUP_LIMIT, () -> cgroup.toFile().delete() || Files.notExists(cgroup))) {
      throw LinerateException.environment(
          "cannot remove cgroup " + cgroup, "A process is still in it: run linerate cleanup again");
    }
  }

  private static List<Path> childrenAnd(Path folder) {
    List<Path> all = new ArrayList<>(List.of(folder));
    all.addAll(childrenOf(folder));
    return all;
  }

  private static List<Path> childrenOf(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static void deleteTree(Path directory) {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                throws IOException {
              Files.deleteIfExists(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot remove " + directory + ": " + e.getMessage(), "Run linerate cleanup again", e);
    }
  }
}
