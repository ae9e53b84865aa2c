package dev.linerate.cli;

import dev.linerate.store.PlanFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Touches what most commands load, so that the launcher's class cache holds it. */
@Command(name = "warm-up", hidden = true, description = "Used by the launcher after a build.")
final class WarmUpVerb implements Callable<Integer> {
  @Override
  public Integer call() {
    for (String plan : PlanFile.SHIPPED) {
      PlanFile.shipped(plan, Wiring.placements(Wiring.drivers()));
    }
    return Exit.OK;
  }
}
