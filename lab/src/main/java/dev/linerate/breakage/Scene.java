package dev.linerate.breakage;

import dev.linerate.ownership.Owner;
import java.util.List;

/**
 * The network on which a fault is shown; made when the first fault needs it, kept until the lab
 * goes.
 */
public enum Scene {
  /** The lab's hosts as they are. */
  HOSTS("the hosts"),
  /** Two containers on two hosts, joined by a VXLAN tunnel between bridges. */
  OVERLAY("an overlay"),
  /** A container behind its host, which routes to the other host. */
  ROUTED("a routed container"),
  /** Two containers on an Open vSwitch bridge. */
  SWITCHED("an Open vSwitch bridge"),
  /** Two containers on an Open vSwitch bridge that reads them through packet sockets. */
  PACKET_SOCKETS("an Open vSwitch bridge on packet sockets"),
  /** A dockerd on the host. */
  DOCKER("a dockerd"),
  /** A dockerd on each of two hosts, in one Swarm. */
  SWARM("a Swarm");

  private final String words;

  Scene(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /**
   * The two ends between which it shows, as {@code linerate doctor --path} takes them.
   *
   * @param lab its name
   */
  public List<String> ends(String lab) {
    return switch (this) {
      case HOSTS, DOCKER, SWARM -> List.of("lab:" + lab + "/h1", "lab:" + lab + "/h2");
      case OVERLAY -> List.of(container(lab, "vx-a"), container(lab, "vx-c"));
      case ROUTED -> List.of(container(lab, "rt-a"), "lab:" + lab + "/h2");
      case SWITCHED -> List.of(container(lab, "sw-a"), container(lab, "sw-b"));
      case PACKET_SOCKETS -> List.of(container(lab, "cs-a"), container(lab, "cs-b"));
    };
  }

  private static String container(String lab, String name) {
    return "netns:" + Owner.mark(lab, name);
  }
}
