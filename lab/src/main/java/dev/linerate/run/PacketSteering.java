package dev.linerate.run;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.network.EndpointPair;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Soft interrupts of received packets on one core of one's choice: receive packet steering (RPS,
 * Documentation/networking/scaling.rst) of both endpoints' interfaces, for a trial.
 */
public final class PacketSteering implements Treatment {
  /** Namespaces that have a name: in these {@code ip netns exec} shows their own {@code /sys}. */
  private static final Pattern NAMED = Pattern.compile("/(?:var/)?run/netns/([^/]+)");

  /** The kernel writes masks in groups of 32 bits. */
  private static final int GROUP = 8;

  private final int core;

  private PacketSteering(int core) {
    this.core = core;
  }

  /** To that core. */
  public static Treatment to(int core) {
    return new PacketSteering(core);
  }

  @Override
  public Applied apply(EndpointPair pair) {
    List<Applied> applied = new ArrayList<>();
    Applied all = () -> applied.reversed().forEach(Applied::close);
    try {
      for (Endpoint end : List.of(pair.client(), pair.server())) {
        applied.add(apply(end));
      }
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private Applied apply(Endpoint end) {
    String before = end.host().require(inside(end, "cat")).strip();
    end.host().require(inside(end, "tee").reading(mask(core)));
    // what cannot be put back is gone with the network
    return () -> end.host().run(inside(end, "tee").reading(before));
  }

  private static Command inside(Endpoint end, String program) {
    String queue = "/sys/class/net/" + end.iface() + "/queues/rx-0/rps_cpus";
    return Command.of("ip", "netns", "exec", name(end), program, queue);
  }

  private static String name(Endpoint end) {
    Matcher named = NAMED.matcher(end.netns().path());
    return Optional.of(named)
        .filter(Matcher::matches)
        .map(m -> m.group(1))
        .orElseThrow(() ->
            LinerateException.environment(
                "soft interrupts of "
                    + end.label()
                    + " cannot be steered: its namespace has no name",
                "Set rps_cpus by hand"));
  }

  /** As {@code rps_cpus} takes it: {@code 4}, or {@code 1,00000000} for core 32. */
  static String mask(int core) {
    String digits = BigInteger.ONE.shiftLeft(core).toString(16);
    StringBuilder grouped = new StringBuilder(digits);
    for (int at = digits.length() - GROUP; at > 0; at -= GROUP) {
      grouped.insert(at, ',');
    }
    return grouped.toString();
  }
}
