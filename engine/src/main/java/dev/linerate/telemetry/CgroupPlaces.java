package dev.linerate.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a thread's control groups for processor time are: {@code cgroup} of the thread gives their
 * names, {@code mountinfo} where the hierarchies are mounted (cgroups(7), proc_pid_mountinfo(5)).
 */
final class CgroupPlaces {
  private static final int MOST_LEVELS = 16;

  private CgroupPlaces() {}

  /**
   * A group.
   *
   * @param path its name in the hierarchy
   * @param version 1 or 2
   * @param directory where its files are
   */
  record Place(String path, int version, String directory) {}

  /** Where a hierarchy is mounted, and which part of it. */
  private record Mount(int version, String root, String point) {}

  /** The thread's groups with those above them, inner ones first; none where nothing is mounted. */
  static List<Place> of(String cgroup, String mountinfo) {
    List<Place> places = new ArrayList<>();
    List<Mount> mounts = mountinfo.lines().flatMap(line -> mount(line).stream()).toList();
    for (String line : cgroup.lines().toList()) {
      String[] fields = line.split(":", 3);
      if (fields.length == 3) {
        int version =
            fields[1].isEmpty() ? 2 : List.of(fields[1].split(",")).contains("cpu") ? 1 : 0;
        mounts.stream()
            .filter(mount -> mount.version() == version)
            .findFirst()
            .ifPresent(mount -> climb(fields[2], mount, places));
      }
    }
    return places;
  }

  /** {@code 32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu}. */
  private static Optional<Mount> mount(String line) {
    int dash = line.indexOf(" - ");
    if (dash < 0) {
      return Optional.empty();
    }
    String[] left = line.substring(0, dash).split(" ", -1);
    String[] right = line.substring(dash + 3).split(" ", -1);
    if (left.length < 5 || right.length < 3) {
      return Optional.empty();
    }
    return switch (right[0]) {
      case "cgroup2" -> Optional.of(new Mount(2, left[3], left[4]));
      case "cgroup" ->
          List.of(right[2].split(",")).contains("cpu")
              ? Optional.of(new Mount(1, left[3], left[4]))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static void climb(String path, Mount mount, List<Place> places) {
    String root = mount.root().equals("/") ? "" : mount.root();
    if (!(path + "/").startsWith(root + "/") || path.contains("/..")) {
      return;
    }
    String group = path;
    for (int i = 0; i < MOST_LEVELS; i++) {
      String below = group.substring(root.length());
      places.add(
          new Place(group, mount.version(), mount.point() + (below.equals("/") ? "" : below)));
      int slash = group.lastIndexOf('/');
      if (below.isEmpty() || below.equals("/") || slash < 0) {
        return;
      }
      group = slash == 0 ? "/" : group.substring(0, slash);
      if (group.length() < root.length()) {
        return;
      }
    }
  }
}
