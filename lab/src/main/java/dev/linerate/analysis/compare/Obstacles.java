package dev.linerate.analysis.compare;

import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.result.FactKeys;
import dev.linerate.result.Path;
import dev.linerate.result.Run;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands in the way of comparing two cases that match. */
final class Obstacles {
  private final Measured base;
  private final Measured other;

  private Obstacles(Measured base, Measured other) {
    this.base = base;
    this.other = other;
  }

  static List<Obstacle> between(Measured base, Measured other) {
    Obstacles obstacles = new Obstacles(base, other);
    return Stream.of(
            obstacles.link(),
            obstacles.mtu(),
            obstacles.tool(),
            obstacles.offloads(),
            obstacles.flow(),
            obstacles.pinning())
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Obstacle> link() {
    LinkSpec a = base.run().link();
    LinkSpec b = other.run().link();
    boolean known = !a.rate().isUnlimited() && !b.rate().isUnlimited();
    return overWire() && known
        ? differ(Trait.LINK, "link", a.rate().nominal(), b.rate().nominal())
        : Optional.empty();
  }

  private Optional<Obstacle> mtu() {
    return path(base)
        .flatMap(a ->
            path(other)
                .flatMap(b ->
                    differ(
                        Trait.MTU, "MTU", Integer.toString(a.mtu()), Integer.toString(b.mtu()))));
  }

  private Optional<Obstacle> tool() {
    return differ(
        Trait.TOOL,
        "traffic tool",
        String.join(", ", base.tools()),
        String.join(", ", other.tools()));
  }

  private Optional<Obstacle> offloads() {
    Optional<String> a = offloads(base.run());
    Optional<String> b = offloads(other.run());
    return overWire() && a.isPresent() && b.isPresent() && !a.equals(b)
        ? Optional.of(new Obstacle(Trait.OFFLOADS, Words.unlike("offloads", a.get(), b.get())))
        : Optional.empty();
  }

  private Optional<Obstacle> flow() {
    Flow a = base.spec().flow();
    Flow b = other.spec().flow();
    return differ(Trait.FLOW, "flow", a.label(), b.label());
  }

  private Optional<Obstacle> pinning() {
    return differ(
        Trait.PINNING, "pinning", base.spec().pinning().word(), other.spec().pinning().word());
  }

  private boolean overWire() {
    return path(base).map(Path::overWire).orElse(false);
  }

  private static Optional<Path> path(Measured measured) {
    return measured.summary().record().path();
  }

  private static Optional<String> offloads(Run run) {
    return Optional.ofNullable(run.platform().facts().get(FactKeys.OFFLOADS));
  }

  private static Optional<Obstacle> differ(Trait trait, String what, String a, String b) {
    return a.equals(b)
        ? Optional.empty()
        : Optional.of(new Obstacle(trait, what + " " + a + " against " + b));
  }
}
