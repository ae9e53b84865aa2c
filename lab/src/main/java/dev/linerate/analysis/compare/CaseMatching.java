package dev.linerate.analysis.compare;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which cases of two runs are the same: network, placement, protocol, direction, kind of
 * transaction, and whether they are pinned. Where a run has several such cases, those are put
 * together that share most of the rest.
 */
final class CaseMatching {
  private final List<Measured> left;

  CaseMatching(List<Measured> cases) {
    left = new ArrayList<>(cases);
  }

  private record Kind(
      String network,
      Placement placement,
      Protocol protocol,
      Object direction,
      Optional<Transaction.Kind> transaction,
      boolean pinned) {
    static Kind of(CaseSpec spec) {
      return new Kind(
          spec.network(),
          spec.placement(),
          spec.flow().protocol(),
          spec.flow().direction(),
          spec.flow().transaction().map(Transaction::kind),
          !spec.pinning().equals(Pinning.NONE));
    }
  }

  /** Takes the case that is most like this one; empty when none is of its kind. */
  Optional<Measured> take(Measured wanted) {
    Optional<Measured> found =
        left.stream()
            .filter(c -> Kind.of(c.spec()).equals(Kind.of(wanted.spec())))
            .max(Comparator.comparingInt(c -> likeness(c, wanted)));
    found.ifPresent(left::remove);
    return found;
  }

  /** Takes the case that is like this one in everything that tells cases apart. */
  Optional<Measured> takeEqual(Measured wanted) {
    Optional<Measured> found =
        left.stream()
            .filter(c -> Kind.of(c.spec()).equals(Kind.of(wanted.spec())))
            .filter(c -> likeness(c, wanted) == MOST)
            .findFirst();
    found.ifPresent(left::remove);
    return found;
  }

  /** What nothing was found for. */
  List<Measured> left() {
    return List.copyOf(left);
  }

  private static final int MOST = 7;

  private static int likeness(Measured a, Measured b) {
    return (a.spec().flow().label().equals(b.spec().flow().label()) ? 4 : 0)
        + (a.spec().pinning().equals(b.spec().pinning()) ? 2 : 0)
        + (a.summary().record().tool().equals(b.summary().record().tool()) ? 1 : 0);
  }
}
