package dev.linerate.it.network;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.host.Uplink;
import java.nio.file.Path;
import java.util.Optional;

/** A lab host with no program installed. */
record BareHost(Host host) implements Host {
  @Override
  public String name() {
    return host.name();
  }

  @Override
  public Optional<NetNs> netns() {
    return host.netns();
  }

  @Override
  public Optional<Uplink> uplink() {
    return host.uplink();
  }

  @Override
  public Path stateDirectory() {
    return host.stateDirectory();
  }

  @Override
  public Output run(Command command) {
    return host.run(command);
  }

  @Override
  public Task start(Command command) {
    return host.start(command);
  }

  @Override
  public Optional<String> read(String path) {
    return host.read(path);
  }

  @Override
  public Optional<String> which(String program) {
    return Optional.empty();
  }
}
