package dev.linerate.run;

import dev.linerate.host.Host;
import dev.linerate.ownership.Owner;
import dev.linerate.ownership.Reclaimer;
import dev.linerate.result.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * The surroundings of a run.
 *
 * @param machine to look at before anything is made
 * @param owned the machine as an owner sees it: every process bears its mark
 * @param stateRoot where owners have their directories
 * @param platform reads the platform's facts, given the first lab host
 * @param version linerate's
 */
public record RunParts(
    Host machine,
    Function<Owner, Host> owned,
    Path stateRoot,
    List<Reclaimer> reclaimers,
    Function<Host, Platform> platform,
    String version) {
  public RunParts {
    reclaimers = List.copyOf(reclaimers);
  }
}
