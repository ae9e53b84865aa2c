package dev.linerate.run;

import dev.linerate.host.Host;
import dev.linerate.ownership.Owner;
import dev.linerate.ownership.Reclaimer;
import dev.linerate.result.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The surroundings of a run.
 *
 * @param machine to look at before anything is made
 * @param owned the machine as an owner sees it: every process bears its mark
 * @param stateRoot where owners have their directories
 * @param platform reads the platform's facts, given the first lab host
 * @param calibration measures what the machine can do at best, as facts of the platform; asked
 *     once, while the networks are built, so it must bear being disturbed
 * @param doctor called for cases that yield nothing, stall or fail
 * @param version linerate's
 */
public record RunParts(
    Host machine,
    Function<Owner, Host> owned,
    Path stateRoot,
    List<Reclaimer> reclaimers,
    Function<Host, Platform> platform,
    Supplier<Map<String, String>> calibration,
    CaseDoctor doctor,
    String version) {
  public RunParts {
    reclaimers = List.copyOf(reclaimers);
  }
}
