package dev.linerate.network;

import dev.linerate.host.Host;

/** Whether a host's running kernel has a module; finding out loads nothing. */
public enum KernelModule {
  /** In the kernel now, loaded or built in. */
  PRESENT,
  /** On disk, for modprobe(8) to load. */
  LOADABLE,
  /** Neither. */
  ABSENT,
  /** The kernel's module folder cannot be read: a part that is built in cannot be told. */
  UNKNOWN;

  /**
   * Looks for a module.
   *
   * @param name as its file is called: {@code openvswitch}, {@code act_mirred}
   */
  public static KernelModule find(Host host, String name) {
    if (host.read("/sys/module/" + name + "/initstate").isPresent()) {
      return PRESENT;
    }
    String release = host.read("/proc/sys/kernel/osrelease").orElse("").strip();
    String folder = "/lib/modules/" + release;
    String file = "/" + name + ".ko";
    if (host.read(folder + "/modules.builtin").orElse("").contains(file)) {
      return PRESENT;
    }
    return host.read(folder + "/modules.dep")
        .map(list -> list.contains(file) ? LOADABLE : ABSENT)
        .orElse(UNKNOWN);
  }
}
