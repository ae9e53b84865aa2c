package dev.linerate.doctor;

import static dev.linerate.doctor.Severity.ERROR;
import static dev.linerate.doctor.Severity.WARNING;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be wrong. The ids are stable: docs/DOCTOR.md has a section for each. They are those of
 * {@code explain.Cause} only where the same thing is meant.
 *
 * <p>The order is that in which findings of one severity are told: what other things rest on comes
 * first.
 */
public enum Fault {
  PRIVILEGE("LR-PRIV-01", WARNING, "no root, or capabilities are missing"),
  MODULE_MISSING("LR-MOD-01", ERROR, "a kernel module is missing"),
  LEFTOVERS("LR-LEFT-01", WARNING, "leftovers of a killed run"),
  DOCKER_DOWN("LR-DOCKER-01", ERROR, "the Docker daemon does not answer"),
  DOCKER_CGROUP("LR-DOCKER-02", ERROR, "the Docker daemon's cgroups do not fit this machine"),
  DOCKER_IPTABLES("LR-DOCKER-03", ERROR, "Docker does not manage the firewall that is in effect"),
  OVS_DOWN("LR-OVS-01", ERROR, "a daemon of Open vSwitch does not answer"),
  OVS_FLOWS("LR-OVS-02", ERROR, "an Open vSwitch bridge has no flow that forwards"),
  OVS_DATAPATH("LR-OVS-03", ERROR, "the datapath type is not what this machine or bridge has"),
  LINK_DOWN("LR-LINK-01", ERROR, "an interface that traffic needs is down"),
  FORWARDING_OFF("LR-FWD-01", ERROR, "the kernel does not forward (ip_forward)"),
  CHAINS_MISSING("LR-FW-01", ERROR, "Docker's firewall chains are missing"),
  FORWARD_DROP("LR-FW-02", ERROR, "bridged frames meet a firewall that drops what it forwards"),
  BLOCKED("LR-FW-03", ERROR, "a firewall drops the traffic of a path"),
  REVERSE_PATH("LR-RPF-01", ERROR, "the reverse path filter drops an asymmetric path"),
  ADDRESS_OVERLAP("LR-ADDR-01", ERROR, "an address pool overlaps a route of the host"),
  DUPLICATE_MAC("LR-DUP-01", ERROR, "a MAC address exists twice"),
  DUPLICATE_IP("LR-DUP-02", ERROR, "an IP address exists twice"),
  MTU_HOLE("LR-MTU-01", ERROR, "large packets disappear on the path"),
  CHECKSUM("LR-CSUM-01", ERROR, "checksums are left to hardware that is not there"),
  ARP_ENTRY("LR-ARP-01", ERROR, "a neighbour entry is wrong or missing"),
  FDB_ENTRY("LR-FDB-01", ERROR, "a forwarding entry is wrong or missing"),
  VXLAN_CLASH("LR-VXLAN-01", ERROR, "a VXLAN id or port is used twice"),
  VXLAN_BLOCKED("LR-VXLAN-02", ERROR, "VXLAN is blocked between hosts"),
  SWARM_STALE("LR-SWARM-01", ERROR, "a stale VXLAN interface or sandbox keeps an overlay down"),
  SWARM_PORTS("LR-SWARM-02", ERROR, "Swarm's ports do not reach another node"),
  SWARM_JOIN("LR-SWARM-03", ERROR, "the Docker daemon cannot join an overlay's sandbox"),
  SWARM_NODE("LR-SWARM-04", ERROR, "this Swarm node is not ready"),
  CONNTRACK_FULL("LR-CT-01", ERROR, "the connection tracking table is full"),
  UNREACHABLE("LR-PATH-01", ERROR, "an endpoint does not answer"),
  BUFFERS("LR-BUF-01", WARNING, "socket buffers are smaller than the bandwidth-delay product"),
  TOOL_MISSING("LR-TOOL-01", WARNING, "iperf3 is not installed"),
  TOOL_OLD("LR-TOOL-02", WARNING, "iperf3 is too old"),
  TOOL_VERSIONS("LR-TOOL-03", WARNING, "two versions of iperf3 whose results do not agree"),
  CLOCK("LR-CLK-01", WARNING, "the kernel reads time from a slow clock"),
  GOVERNOR("LR-GOV-01", WARNING, "the processors' governor saves power");

  private final String id;
  private final Severity severity;
  private final String title;

  Fault(String id, Severity severity, String title) {
    this.id = id;
    this.severity = severity;
    this.title = title;
  }

  /** {@code LR-MTU-01}. */
  public String id() {
    return id;
  }

  public Severity severity() {
    return severity;
  }

  /** A few words. */
  public String title() {
    return title;
  }

  /** Where it is written about: {@code docs/DOCTOR.md#lr-mtu-01}. */
  public String page() {
    return "docs/DOCTOR.md#" + id.toLowerCase(Locale.ROOT);
  }

  /** The fault of an id, in upper or lower case. */
  public static Optional<Fault> of(String id) {
    return Arrays.stream(values()).filter(f -> f.id.equalsIgnoreCase(id.strip())).findFirst();
  }
}
