package dev.linerate.setup;

import java.util.Locale;

/** What a package is needed for; the first word of a line of {@code setup/packages}. */
public enum Group {
  /** Lab hosts and the networks the kernel brings. */
  KERNEL,
  /** The traffic tool. */
  IPERF3,
  /** docker-bridge, docker-overlay. */
  DOCKER,
  /** ovs-bridge, ovs-overlay. */
  OVS,
  /** The tests. */
  TEST,
  /** The tests in a virtual machine. */
  GUEST;

  /** As it is written in the list. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
