package dev.linerate.network;

import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.host.Uplink;
import dev.linerate.plan.LinkSpec;
import dev.linerate.unit.Mtu;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A lab host whose namespaces answer {@code ip} with what was captured in them. */
record CapturedHost(String name, String address) implements Host {
  static final CapturedHost H1 = new CapturedHost("h1", "198.18.0.1");
  static final CapturedHost H2 = new CapturedHost("h2", "198.18.0.2");

  /** An endpoint in a captured namespace of this host. */
  Endpoint endpoint(String letter) {
    return new Endpoint(
        this, NetNs.named(letter), name + " namespace " + letter, "eth0", "", new Mtu(1500));
  }

  @Override
  public Optional<NetNs> netns() {
    return Optional.of(NetNs.named(name));
  }

  @Override
  public Optional<Uplink> uplink() {
    return Optional.of(
        new Uplink("eth0", address, 24, LinkSpec.GIGABIT, Optional.of(NetNs.named("sw"))));
  }

  @Override
  public Path stateDirectory() {
    throw new AssertionError("nothing is written");
  }

  @Override
  public Output run(Command command) {
    String file = String.valueOf(Path.of(command.netns().orElseThrow().path()).getFileName());
    String captured = Fixtures.text("ip/ip-6.1-" + file + ".json");
    return new Output(command, 0, captured, "", Duration.ZERO);
  }

  @Override
  public Task start(Command command) {
    throw new AssertionError("not to be started: " + command.text());
  }

  @Override
  public Optional<String> read(String path) {
    return Optional.empty();
  }

  @Override
  public Optional<String> which(String program) {
    return Optional.empty();
  }
}
