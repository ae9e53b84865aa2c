package dev.linerate.run;

import dev.linerate.host.Host;
import dev.linerate.ownership.Reclaimer;
import dev.linerate.result.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * The surroundings of a run.
 *
 * @param stateRoot where owners have their directories
 * @param platform reads the platform's facts, given the first lab host
 */
public record RunParts(
    Host machine, Path stateRoot, List<Reclaimer> reclaimers, Function<Host, Platform> platform) {
  public RunParts {
    reclaimers = List.copyOf(reclaimers);
  }
}
