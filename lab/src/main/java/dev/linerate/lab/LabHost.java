package dev.linerate.lab;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.host.Uplink;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A network namespace that stands for a machine; commands run inside it unless they name another.
 */
record LabHost(Host machine, String name, NetNs namespace, Uplink link, Path stateDirectory)
    implements Host {
  @Override
  public Optional<NetNs> netns() {
    return Optional.of(namespace);
  }

  @Override
  public Optional<Uplink> uplink() {
    return Optional.of(link);
  }

  @Override
  public Output run(Command command) {
    return machine.run(placed(command));
  }

  @Override
  public Task start(Command command) {
    return machine.start(placed(command));
  }

  @Override
  public Optional<String> read(String path) {
    return machine.read(path);
  }

  @Override
  public Optional<String> which(String program) {
    return machine.which(program);
  }

  private Command placed(Command command) {
    return command.netns().isPresent() ? command : command.in(namespace);
  }
}
