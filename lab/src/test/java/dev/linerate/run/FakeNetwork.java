package dev.linerate.run;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.network.EndpointPair;
import dev.linerate.network.Layout;
import dev.linerate.network.Network;
import dev.linerate.plan.Placement;
import dev.linerate.unit.Mtu;
import java.util.List;
import java.util.function.Supplier;

/** A network of nothing but names. */
record FakeNetwork(String name, Host host, Supplier<Layout> read, Runnable onClose)
    implements Network {
  @Override
  public EndpointPair endpoints(Placement placement) {
    return new EndpointPair(endpoint("a", 1450), endpoint("b", 1400));
  }

  private Endpoint endpoint(String letter, int mtu) {
    return new Endpoint(
        host, NetNs.named(letter), name + " " + letter, "eth0", "10.0.0.1", new Mtu(mtu));
  }

  @Override
  public int encapsulation() {
    return 50;
  }

  @Override
  public String datapath() {
    return "kernel";
  }

  @Override
  public List<String> notes() {
    return List.of();
  }

  @Override
  public Layout layout() {
    return read.get();
  }

  @Override
  public List<String> commands() {
    return List.of("ip link add " + name);
  }

  @Override
  public void close() {
    onClose.run();
  }
}
