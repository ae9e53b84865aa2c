package dev.linerate.run;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.network.EndpointPair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Segmentation, receive and checksum offloads of both endpoints' interfaces, switched on or off for
 * a trial with ethtool(8). Both are interfaces that linerate has made.
 */
public final class Offloads implements Treatment {
  /** Names as {@code ethtool -k} lists them, with those that {@code ethtool -K} takes. */
  private static final Map<String, String> FEATURES = features();

  /** One that is marked {@code [fixed]} cannot be switched, and is left out. */
  private static final Pattern LINE = Pattern.compile("(?m)^([a-z-]+): (on|off)\\s*$");

  private static final Set<String> RECEIVE = Set.of("gro");

  private final boolean on;
  private final Set<String> which;

  private Offloads(boolean on, Collection<String> which) {
    this.on = on;
    this.which = Set.copyOf(which);
  }

  /** All on. */
  public static Treatment on() {
    return new Offloads(true, FEATURES.values());
  }

  /** All off. */
  public static Treatment off() {
    return new Offloads(false, FEATURES.values());
  }

  /** Receive offload (GRO) on, the others as they are. */
  public static Treatment receiveOn() {
    return new Offloads(true, RECEIVE);
  }

  /** Receive offload off, the others as they are. */
  public static Treatment receiveOff() {
    return new Offloads(false, RECEIVE);
  }

  private static Map<String, String> features() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("tx-checksumming", "tx");
    names.put("rx-checksumming", "rx");
    names.put("scatter-gather", "sg");
    names.put("tcp-segmentation-offload", "tso");
    names.put("generic-segmentation-offload", "gso");
    names.put("generic-receive-offload", "gro");
    return names;
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
    Map<String, Boolean> before = read(end);
    List<String> changed = new ArrayList<>();
    before.forEach((name, state) -> {
      if (state != on && which.contains(name)) {
        changed.add(name);
      }
    });
    if (changed.isEmpty()) {
      return () -> {};
    }
    end.host().require(command(end, changed, on));
    // what cannot be put back is gone with the network
    return () -> end.host().run(command(end, changed, !on));
  }

  private static Command command(Endpoint end, List<String> features, boolean on) {
    List<String> arguments = new ArrayList<>(List.of("ethtool", "-K", end.iface()));
    for (String feature : features) {
      arguments.addAll(List.of(feature, on ? "on" : "off"));
    }
    return Command.of(arguments).in(end.netns());
  }

  /** Those of the features that can be switched. */
  private static Map<String, Boolean> read(Endpoint end) {
    if (end.host().which("ethtool").isEmpty()) {
      throw LinerateException.environment(
          "offloads cannot be switched without ethtool", "Install ethtool");
    }
    String said = end.host().require(end.command("ethtool", "-k", end.iface()));
    Map<String, Boolean> states = new LinkedHashMap<>();
    Matcher line = LINE.matcher(said);
    while (line.find()) {
      String name = FEATURES.get(line.group(1));
      if (name != null) {
        states.put(name, line.group(2).equals("on"));
      }
    }
    return states;
  }
}
