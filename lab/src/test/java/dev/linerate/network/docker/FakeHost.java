package dev.linerate.network.docker;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.host.Uplink;
import dev.linerate.plan.LinkSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A host that has files and programs and runs nothing. */
record FakeHost(String name, int number, Set<String> programs, Map<String, String> files)
    implements Host {
  static FakeHost number(int number) {
    return new FakeHost("h" + number, number, Set.of(), Map.of());
  }

  @Override
  public Optional<NetNs> netns() {
    return Optional.of(NetNs.named(name));
  }

  @Override
  public Optional<Uplink> uplink() {
    return number == 0
        ? Optional.empty()
        : Optional.of(
            new Uplink("eth0", "198.18.0." + number, 24, LinkSpec.GIGABIT, Optional.empty()));
  }

  @Override
  public Path stateDirectory() {
    return Path.of("/run/linerate/k3f9a").resolve(name);
  }

  @Override
  public Output run(Command command) {
    throw new AssertionError("not to be run: " + command.text());
  }

  @Override
  public Task start(Command command) {
    throw new AssertionError("not to be started: " + command.text());
  }

  @Override
  public Optional<String> read(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public Optional<String> which(String program) {
    return programs.contains(program) ? Optional.of("/usr/bin/" + program) : Optional.empty();
  }
}
