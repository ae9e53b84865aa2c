package dev.linerate.it.tool;

import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.unit.Mtu;

/** Two network namespaces joined by a veth pair. */
final class TwoNamespaces implements AutoCloseable {
  private final Host host;
  private final String left;
  private final String right;

  TwoNamespaces(Host host) {
    this.host = host;
    String mark = "lr-it" + ProcessHandle.current().pid() + "-";
    left = mark + "a";
    right = mark + "b";
    try {
      host.require("ip", "netns", "add", left);
      host.require("ip", "netns", "add", right);
      host.require(
          "ip", "link", "add", "eth0", "netns", left, "type", "veth", "peer", "name", "eth0",
          "netns", right);
      up(left, "198.18.9.1/24");
      up(right, "198.18.9.2/24");
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  Endpoint client() {
    return endpoint("container a", left, "198.18.9.1");
  }

  Endpoint server() {
    return endpoint("container b", right, "198.18.9.2");
  }

  /** Packets over that many bytes leave one side and are dropped at the other: a hole. */
  void limitRightMtu(int bytes) {
    host.require("ip", "-n", right, "link", "set", "eth0", "mtu", Integer.toString(bytes));
  }

  /** What the client sends faster than that is dropped before it leaves. */
  void limitLeftRate(String rate) {
    limitLeftRate(rate, "20kb");
  }

  /** The same with a queue of that size before it. */
  void limitLeftRate(String rate, String queue) {
    host.require(
        "tc", "-n", left, "qdisc", "add", "dev", "eth0", "root", "tbf", "rate", rate, "burst",
        "10kb", "limit", queue);
  }

  void unlimitLeftRate() {
    host.require("tc", "-n", left, "qdisc", "del", "dev", "eth0", "root");
  }

  @Override
  public void close() {
    host.run(Command.of("ip", "netns", "del", left));
    host.run(Command.of("ip", "netns", "del", right));
  }

  private void up(String netns, String address) {
    host.require("ip", "-n", netns, "addr", "add", address, "dev", "eth0");
    host.require("ip", "-n", netns, "link", "set", "eth0", "up");
    host.require("ip", "-n", netns, "link", "set", "lo", "up");
  }

  private Endpoint endpoint(String label, String netns, String address) {
    return new Endpoint(host, NetNs.named(netns), label, "eth0", address, new Mtu(1500));
  }
}
