package dev.linerate.run;

import dev.linerate.host.Host;
import dev.linerate.network.EndpointPair;
import dev.linerate.result.DoctorFinding;
import java.util.List;
import java.util.Optional;

/** Finds what is wrong on the hosts of a run. Looking changes nothing and is bounded in time. */
public interface CaseDoctor {
  /** For runs in which nobody looks. */
  CaseDoctor NONE = (_, _) -> List.of();

  /**
   * Looks at hosts and, where there is one, at the path of a case.
   *
   * @return what was found, the root cause first
   */
  List<DoctorFinding> examine(List<Host> hosts, Optional<EndpointPair> path);
}
