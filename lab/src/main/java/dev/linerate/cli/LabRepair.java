package dev.linerate.cli;

import dev.linerate.breakage.BrokenLab;
import dev.linerate.lab.Lab;
import dev.linerate.ownership.Leftover;
import dev.linerate.ownership.Owner;
import java.util.List;
import java.util.function.Function;

/** A lab that is up, opened so that it can be broken and mended. */
final class LabRepair {
  private LabRepair() {}

  /**
   * Works on a lab.
   *
   * @throws dev.linerate.fault.LinerateException when there is none of that name, or another
   *     linerate is working on it
   */
  static <T> T on(String name, Function<BrokenLab, T> work) {
    Leftover found = LabVerb.lab(name);
    try (Owner owner = Owner.reopen(found)) {
      Lab lab = Lab.attach(Wiring.machine(owner), found);
      return work.apply(
          new BrokenLab(lab, owner, Wiring.services().all(), Wiring.owners(), Wiring.cleanup()));
    }
  }

  /** What is broken in a lab; nothing where there is no such lab or it may not be read. */
  static List<BrokenLab.Broken> brokenNow(String name) {
    return Wiring.owners()
        .find(name)
        .map(lab -> BrokenLab.broken(lab.directory()))
        .orElse(List.of());
  }
}
