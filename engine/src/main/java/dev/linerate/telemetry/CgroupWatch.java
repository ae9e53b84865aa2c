package dev.linerate.telemetry;

import dev.linerate.linux.KernelFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Samples the control groups of the traffic's threads. For one thread. */
final class CgroupWatch {
  private static final int MOST_GROUPS = 16;

  private final Opener opener;
  private final String mountinfo;
  private final List<Group> groups = new ArrayList<>();

  private record Group(
      CgroupPlaces.Place place, OptionalDouble quota, Set<End> ends, Recording recording) {}

  CgroupWatch(Opener opener) {
    this.opener = opener;
    mountinfo = opener.text("/proc/self/mountinfo").orElse("");
  }

  /**
   * Watches the groups of a thread: its own, and of those above it those that have a quota.
   *
   * @param pass the first they are read in
   * @return what is to be read in each pass, as far as it is new
   */
  List<Recording> add(Worker worker, int pass) {
    String file = "/proc/" + worker.pid() + "/task/" + worker.tid() + "/cgroup";
    List<Recording> added = new ArrayList<>();
    boolean own = true;
    for (CgroupPlaces.Place place : CgroupPlaces.of(opener.text(file).orElse(""), mountinfo)) {
      Optional<Group> known =
          groups.stream().filter(group -> group.place().equals(place)).findFirst();
      if (known.isPresent()) {
        known.get().ends().add(worker.end());
        own = false;
        continue;
      }
      OptionalDouble quota = quota(place);
      if (groups.size() < MOST_GROUPS && (own || quota.isPresent())) {
        Optional<Recording> recording = open(place, quota, worker.end(), pass);
        recording.ifPresent(added::add);
        own = own && recording.isEmpty();
      }
    }
    return added;
  }

  /** The root of version 2 has a cpu.stat that counts no periods. */
  private Optional<Recording> open(
      CgroupPlaces.Place place, OptionalDouble quota, End end, int pass) {
    Optional<KernelFile> file = opener.tryOpen(place.directory() + "/cpu.stat");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Recording recording =
        new Recording(new FileSource(file.get(), CpuStat.WIDTH, CpuStat::parse), pass);
    if (!counts(file.get())) {
      file.get().close();
      return Optional.empty();
    }
    groups.add(new Group(place, quota, EnumSet.of(end), recording));
    return Optional.of(recording);
  }

  private static boolean counts(KernelFile file) {
    long[] row = new long[CpuStat.WIDTH];
    Arrays.fill(row, Column.ABSENT);
    if (file.read()) {
      CpuStat.parse(new Lines().over(file.bytes(), file.length()), row);
    }
    return row[CpuStat.PERIODS] != Column.ABSENT;
  }

  private OptionalDouble quota(CgroupPlaces.Place place) {
    if (place.version() == 2) {
      return CpuStat.max(lines(place, "cpu.max"));
    }
    return CpuStat.quota(lines(place, "cpu.cfs_quota_us"), lines(place, "cpu.cfs_period_us"));
  }

  private Lines lines(CgroupPlaces.Place place, String name) {
    return new Lines().over(opener.bytes(place.directory() + "/" + name).orElse(new byte[0]));
  }

  /** What was recorded. */
  List<CgroupSeries> series(int passes) {
    if (groups.isEmpty()) {
      opener.absent("cgroups", "no control group of the traffic's threads counts throttling");
    }
    return groups.stream()
        .map(group ->
            new CgroupSeries(
                group.place().path(),
                group.place().version(),
                List.copyOf(group.ends()),
                group.quota(),
                group.recording().growth(CpuStat.PERIODS, passes),
                group.recording().growth(CpuStat.THROTTLED_PERIODS, passes),
                group.recording().growth(CpuStat.THROTTLED_MICROS, passes)))
        .toList();
  }
}
