package dev.linerate.network;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Output;
import dev.linerate.host.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A part of the Linux kernel that networks are made of. Finding out loads nothing. */
public enum KernelFeature {
  BRIDGE("bridge", "CONFIG_BRIDGE", "bridges"),
  VETH("veth", "CONFIG_VETH", "veth pairs"),
  VXLAN("vxlan", "CONFIG_VXLAN", "VXLAN"),
  MACVLAN("macvlan", "CONFIG_MACVLAN", "macvlan devices"),
  OPENVSWITCH("openvswitch", "CONFIG_OPENVSWITCH", "Open vSwitch datapath");

  private final String module;
  private final String option;
  private final String words;

  KernelFeature(String module, String option, String words) {
    this.module = module;
    this.option = option;
    this.words = words;
  }

  /** Where a feature is. */
  public enum State {
    /** In the running kernel, loaded or built in. */
    PRESENT,
    /** On disk, for modprobe(8) to load. */
    LOADABLE,
    /** Neither. */
    ABSENT,
    /** Neither the kernel's modules nor its configuration can be read: it must be tried. */
    UNKNOWN
  }

  /** The name modprobe(8) knows it by. */
  public String module() {
    return module;
  }

  /** Where the feature is on a host. */
  public State on(Host host) {
    if (host.read("/sys/module/" + module + "/initstate").isPresent()) {
      return State.PRESENT;
    }
    String release = release(host);
    String folder = "/lib/modules/" + release;
    String file = "/" + module + ".ko";
    if (host.read(folder + "/modules.builtin").orElse("").contains(file)) {
      return State.PRESENT;
    }
    return host.read(folder + "/modules.dep")
        .map(list -> list.contains(file) ? State.LOADABLE : State.ABSENT)
        .or(() -> configuration(host, release).map(this::configured))
        .orElse(State.UNKNOWN);
  }

  /**
   * Whether a host has all of some features, or may have them.
   *
   * @return a reason for each that it has not
   */
  public static Support check(Host host, KernelFeature... features) {
    List<Support.Reason> reasons = new ArrayList<>();
    for (KernelFeature feature : features) {
      if (feature.on(host) == State.ABSENT) {
        reasons.add(
            new Support.Reason(
                "the kernel " + release(host) + " has no " + feature.words,
                "boot one built with " + feature.option + ", or leave the network out"));
      }
    }
    return new Support(reasons);
  }

  /** A module that is not here may be on the disk of the machine this is a container of. */
  private State configured(String configuration) {
    List<String> lines = configuration.lines().toList();
    if (lines.contains(option + "=y")) {
      return State.PRESENT;
    }
    return lines.contains(option + "=m") ? State.UNKNOWN : State.ABSENT;
  }

  /** What the kernel was built with; empty where that is kept nowhere. */
  private static Optional<String> configuration(Host host, String release) {
    Optional<String> file = host.read("/boot/config-" + release);
    if (file.isPresent() || host.which("zcat").isEmpty()) {
      return file;
    }
    Output output = host.run(Command.of("zcat", "/proc/config.gz"));
    return output.ok() ? Optional.of(output.out()) : Optional.empty();
  }

  private static String release(Host host) {
    return host.read("/proc/sys/kernel/osrelease").orElse("").strip();
  }
}
