package dev.linerate.analysis.compare;

import dev.linerate.plan.Protocol;
import dev.linerate.result.FactKeys;
import dev.linerate.result.Platform;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What differs between the platforms of two runs and can bear on a case's speed. */
final class FactDifferences {
  /** Facts that differ from run to run on one machine, or follow from others. */
  private static final Set<String> PASSING =
      Set.of("load.1min", "cpu.mhz", "imported.from", "memory.bytes");

  private static final String MEASURED = "measured.";

  /** Two measurements that differ by less than this are the same. */
  private static final double NOISE = 0.1;

  /** What the most is owed to comes first; others follow by name. */
  private static final List<String> ORDER =
      List.of(
          "cpu.",
          "architecture",
          "numa.",
          "virtualisation",
          "measured.",
          "kernel.",
          "link.",
          "docker.",
          "ovs.",
          "sysctl.");

  private FactDifferences() {}

  /** Those that the case's network, placement and tool have to do with. */
  static List<FactDifference> between(Measured base, Measured other) {
    String network = base.spec().network();
    Protocol protocol = base.spec().flow().protocol();
    boolean wire = base.summary().record().path().map(p -> p.overWire()).orElse(false);
    return between(base.run().platform(), other.run().platform()).stream()
        .filter(d -> !d.key().startsWith("docker.") || network.startsWith("docker"))
        .filter(d -> !d.key().startsWith("containerd.") || network.startsWith("docker"))
        .filter(d -> !d.key().startsWith("ovs.") || network.startsWith("ovs"))
        .filter(d -> !d.key().startsWith("link.") || wire)
        .filter(d -> !d.key().contains(".tcp_") || protocol == Protocol.TCP)
        .filter(d ->
            !d.key().equals("iperf3.version") || base.summary().record().tool().equals("iperf3"))
        .toList();
  }

  /** All of them. */
  static List<FactDifference> between(Platform base, Platform other) {
    Set<String> keys = new TreeSet<>(base.facts().keySet());
    keys.addAll(other.facts().keySet());
    return keys.stream()
        .filter(key -> !PASSING.contains(key) && !FactKeys.isAutoWhy(key))
        .map(key -> new FactDifference(key, fact(base, key), fact(other, key)))
        .filter(FactDifferences::differs)
        .sorted((a, b) -> Integer.compare(rank(a.key()), rank(b.key())))
        .toList();
  }

  private static boolean differs(FactDifference d) {
    if (d.from().equals(d.to())) {
      return false;
    }
    if (!d.key().startsWith(MEASURED) || d.from().isEmpty() || d.to().isEmpty()) {
      return true;
    }
    Optional<Double> from = number(d.from().get());
    Optional<Double> to = number(d.to().get());
    return from.isEmpty() || to.isEmpty() || Math.abs(to.get() / from.get() - 1) > NOISE;
  }

  private static Optional<Double> number(String text) {
    return text.matches("\\d{1,9}(\\.\\d{1,9})?")
        ? Optional.of(Double.valueOf(text))
        : Optional.empty();
  }

  private static int rank(String key) {
    for (int i = 0; i < ORDER.size(); i++) {
      if (key.startsWith(ORDER.get(i))) {
        return i;
      }
    }
    return ORDER.size();
  }

  private static Optional<String> fact(Platform platform, String key) {
    return Optional.ofNullable(platform.facts().get(key)).map(String::strip);
  }
}
