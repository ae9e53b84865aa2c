package dev.linerate.plan;

import static dev.linerate.plan.Placement.CROSS_HOST;
import static dev.linerate.plan.Placement.SAME_HOST;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The networks that plans in tests may name: all that linerate builds. */
public final class Networks {
  public static final Map<String, Set<Placement>> KNOWN = known();

  private Networks() {}

  private static Map<String, Set<Placement>> known() {
    Set<Placement> both = Set.of(SAME_HOST, CROSS_HOST);
    Set<Placement> same = Set.of(SAME_HOST);
    Map<String, Set<Placement>> known = new LinkedHashMap<>();
    known.put("host", both);
    known.put("linux-bridge", same);
    known.put("vxlan", both);
    known.put("macvlan", both);
    known.put("docker-bridge", same);
    known.put("ovs-bridge", same);
    known.put("docker-overlay", both);
    known.put("ovs-overlay", both);
    return Collections.unmodifiableMap(known);
  }
}
