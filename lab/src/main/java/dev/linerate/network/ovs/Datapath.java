package dev.linerate.network.ovs;

import dev.linerate.host.Host;
import dev.linerate.network.KernelFeature;
import dev.linerate.network.KernelFeature.State;
import java.util.List;

/** What moves the packets of an Open vSwitch bridge (ovs-vswitchd.conf.db(5), datapath_type). */
enum Datapath {
  /** The kernel module openvswitch. */
  KERNEL("system", "kernel"),
  /** ovs-vswitchd itself, which passes on segments of up to 64 KB (userspace-tso-enable). */
  USERSPACE_TSO("netdev", "userspace, TSO"),
  /** ovs-vswitchd itself, packet by packet. */
  USERSPACE("netdev", "userspace");

  private static final String TSO_IN_FORCE =
      "Userspace TCP Segmentation Offloading support enabled";

  private final String type;
  private final String label;

  Datapath(String type, String label) {
    this.type = type;
    this.label = label;
  }

  /** The value of the bridge's {@code datapath_type}. */
  String type() {
    return type;
  }

  /** As tables name it. */
  String label() {
    return label;
  }

  boolean userspace() {
    return this != KERNEL;
  }

  /** What a reader must know to read its numbers. */
  List<String> notes() {
    return userspace()
        ? List.of(
            "userspace datapath: every packet crosses to ovs-vswitchd; with the kernel module"
                + " expect several times this")
        : List.of();
  }

  /**
   * Whether the kernel's datapath is there or can be had by loading a module.
   *
   * <p>Where that cannot be told the answer is no: the userspace datapath runs everywhere.
   */
  static boolean kernelPossible(Host host) {
    State state = KernelFeature.OPENVSWITCH.on(host);
    return state == State.PRESENT || state == State.LOADABLE;
  }

  /** The userspace datapath of an ovs-vswitchd, told from what it logged at its start. */
  static Datapath userspace(String log) {
    return log.contains(TSO_IN_FORCE) ? USERSPACE_TSO : USERSPACE;
  }
}
