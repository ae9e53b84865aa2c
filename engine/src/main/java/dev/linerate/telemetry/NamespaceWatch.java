package dev.linerate.telemetry;

import dev.linerate.linux.KernelFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Samples one network namespace. Made by a thread that is in it; files that are open stay those of
 * the namespace, whoever reads them.
 */
final class NamespaceWatch {
  /** A lab host has one for each container on it. */
  private static final int MOST_INTERFACES = 64;

  private static final String NET = "/proc/thread-self/net/";
  private static final String CONNTRACK = "/proc/sys/net/netfilter/nf_conntrack_";

  private final NamespacePlace place;
  private final List<String> interfaces;
  private final Optional<Recording> devices;
  private final List<Counters> counters = new ArrayList<>();
  private final Optional<Recording> conntrack;
  private final OptionalLong conntrackMax;

  private record Counters(ProtocolCounters layout, Recording recording) {}

  NamespaceWatch(Opener opener, NamespacePlace place) {
    this.place = place;
    interfaces =
        opener
            .bytes(NET + "dev")
            .map(file -> NetDev.interfaces(new Lines().over(file), MOST_INTERFACES))
            .orElse(List.of());
    byte[][] names =
        interfaces.stream().map(name -> Lines.ascii(name + ":")).toArray(byte[][]::new);
    devices =
        opener
            .open(place.word() + ".interfaces", NET + "dev")
            .map(file ->
                recording(
                    file,
                    names.length * NetDev.WIDTH,
                    (lines, row) -> NetDev.parse(lines, names, row)));
    counters(opener, "snmp").ifPresent(counters::add);
    counters(opener, "netstat").ifPresent(counters::add);
    conntrack =
        opener
            .open(place.word() + ".conntrack", CONNTRACK + "count")
            .map(file -> recording(file, 1, NamespaceWatch::single));
    conntrackMax = opener.number(CONNTRACK + "max");
  }

  private Optional<Counters> counters(Opener opener, String name) {
    Optional<KernelFile> file = opener.open(place.word() + ".counters", NET + name);
    if (file.isEmpty() || !file.get().read()) {
      return Optional.empty();
    }
    ProtocolCounters layout =
        ProtocolCounters.layout(new Lines().over(file.get().bytes(), file.get().length()));
    return Optional.of(
        new Counters(layout, recording(file.get(), layout.names().size(), layout::parse)));
  }

  private static Recording recording(KernelFile file, int width, FileSource.Parser parser) {
    return new Recording(new FileSource(file, width, parser), 0);
  }

  private static void single(Lines lines, long[] row) {
    if (lines.next()) {
      row[0] = lines.number();
    }
  }

  /** All that is to be read in each pass. */
  List<Recording> recordings() {
    List<Recording> all = new ArrayList<>();
    devices.ifPresent(all::add);
    counters.forEach(group -> all.add(group.recording()));
    conntrack.ifPresent(all::add);
    return all;
  }

  /** What was recorded. */
  NamespaceSeries series(int passes) {
    List<InterfaceSeries> series = new ArrayList<>();
    for (int i = 0; devices.isPresent() && i < interfaces.size(); i++) {
      series.add(oneInterface(devices.get(), i, passes));
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Counters group : counters) {
      List<String> names = group.layout().names();
      for (int i = 0; i < names.size(); i++) {
        columns.put(names.get(i), group.recording().growth(i, passes));
      }
    }
    return new NamespaceSeries(
        place.label(),
        place.ends(),
        series,
        columns,
        conntrack.map(recording -> new ConntrackSeries(recording.gauge(0, passes), conntrackMax)));
  }

  private InterfaceSeries oneInterface(Recording recording, int place, int passes) {
    int slot = place * NetDev.WIDTH;
    String name = interfaces.get(place);
    Optional<GsoLimits> gso = Optional.ofNullable(this.place.gso().get(name));
    return new InterfaceSeries(
        name,
        recording.growth(slot, passes),
        recording.growth(slot + 1, passes),
        recording.growth(slot + 2, passes),
        recording.growth(slot + 3, passes),
        recording.growth(slot + 4, passes),
        recording.growth(slot + 5, passes),
        recording.growth(slot + 6, passes),
        recording.growth(slot + 7, passes),
        gso.map(limits -> OptionalLong.of(limits.maxSize())).orElse(OptionalLong.empty()),
        gso.map(limits -> OptionalLong.of(limits.maxSegments())).orElse(OptionalLong.empty()));
  }
}
