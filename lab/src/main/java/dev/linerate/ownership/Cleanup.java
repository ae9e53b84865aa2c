package dev.linerate.ownership;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Removes everything an owner made and nothing else. The same code ends every run in good order and
 * repairs after SIGKILL, so that it is exercised each time.
 *
 * <p>Order: processes, objects in daemons that are not ours, mounts, namespaces (their interfaces,
 * bridges and firewall rules go with them), cgroups, files.
 */
public final class Cleanup {
  private static final Duration CGROUP_LIMIT = Duration.ofSeconds(5);

  private final Host machine;
  private final List<Reclaimer> reclaimers;
  private final Places places;

  /** Where the kernel shows what there is. */
  record Places(Path processes, Path namespaces, Path cgroups) {
    static final Places KERNEL =
        new Places(Path.of("/proc"), Path.of("/run/netns"), Path.of("/sys/fs/cgroup"));
  }

  public Cleanup(Host machine, List<Reclaimer> reclaimers) {
    this(machine, reclaimers, Places.KERNEL);
  }

  Cleanup(Host machine, List<Reclaimer> reclaimers, Places places) {
    this.machine = machine;
    this.reclaimers = List.copyOf(reclaimers);
    this.places = places;
  }

  /**
   * Removes an owner.
   *
   * @return a line for each thing removed; empty when there was nothing but its directory
   * @throws LinerateException (environment) when something cannot be removed; the journal is kept
   *     then, so that it can be tried again
   */
  public List<String> remove(Leftover owner) {
    List<String> removed = new ArrayList<>();
    List<String> mounts = mountsUnder(owner.directory());
    removed.addAll(new Processes(places.processes(), owner.id(), inodes(owner, mounts)).end());
    for (Entry entry : owner.entries()) {
      reclaimers.stream()
          .filter(r -> r.kind() == entry.kind())
          .forEach(r -> removed.addAll(r.reclaim(entry, owner.id())));
    }
    removed.addAll(unmountAllUnder(owner.directory()));
    removed.addAll(removeNamespaces(owner));
    removed.addAll(removeCgroups(owner.id()));
    OwnerFiles.delete(owner.directory());
    return removed;
  }

  /** The owner's namespaces as {@code /proc/PID/ns/net} names them. */
  private Set<String> inodes(Leftover owner, List<String> mounts) {
    Set<String> inodes = new HashSet<>();
    namespaces(owner).forEach(name -> inode(places.namespaces().resolve(name), inodes));
    // dockerd keeps the namespaces of its containers and overlays mounted under its directory
    mounts.stream().filter(m -> m.contains("/netns/")).forEach(m -> inode(Path.of(m), inodes));
    return inodes;
  }

  /** Those in the journal that bear the mark: a journal that was tampered with names no others. */
  private static List<String> namespaces(Leftover owner) {
    return owner.entries().stream()
        .filter(entry -> entry.kind() == Entry.Kind.NETNS)
        .map(Entry::name)
        .filter(name -> name.startsWith(Owner.mark(owner.id(), "")) && !name.contains("/"))
        .toList();
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

  private List<String> unmountAllUnder(Path directory) {
    List<String> removed = new ArrayList<>();
    for (String mount : mountsUnder(directory)) {
      if (machine.run(Command.of("umount", "--lazy", mount)).ok()) {
        removed.add("mount " + mount);
      }
    }
    List<String> left = mountsUnder(directory);
    if (!left.isEmpty()) {
      // what is mounted there need not be ours: its files must not be taken for the directory's
      throw LinerateException.environment(
          "cannot unmount " + String.join(", ", left), "Run sudo linerate cleanup");
    }
    return removed;
  }

  private List<String> removeNamespaces(Leftover owner) {
    List<String> there =
        namespaces(owner).stream()
            .filter(name -> Files.exists(places.namespaces().resolve(name)))
            .toList();
    Parallel.map(there, name -> machine.require("ip", "netns", "delete", name));
    return there.stream().map(name -> "network namespace " + name).toList();
  }

  /** cgroup v1 has one tree a controller, v2 one tree; both are searched. */
  private List<String> removeCgroups(String ownerId) {
    List<String> removed = new ArrayList<>();
    String name = "linerate-" + ownerId;
    for (Path tree : childrenAnd(places.cgroups())) {
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
}
