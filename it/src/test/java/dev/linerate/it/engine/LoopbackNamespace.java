package dev.linerate.it.engine;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.linux.NetworkNamespace;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A network namespace of its own with a loopback interface as narrow as a wire. */
final class LoopbackNamespace implements AutoCloseable {
  static final String ADDRESS = "127.0.0.1";

  private final Host host;
  private final String name;

  LoopbackNamespace(Host host) {
    this.host = host;
    name = "lr-it" + ProcessHandle.current().pid() + "-lo";
    host.require("ip", "netns", "add", name);
    try {
      host.require("ip", "-n", name, "link", "set", "lo", "mtu", "1500", "up");
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The command, inside. */
  Command command(String... arguments) {
    return Command.of(arguments).in(NetNs.named(name));
  }

  /** Processes that are inside. */
  String processes() {
    return host.require("ip", "netns", "pids", name);
  }

  /** Does it in a thread that is inside, as all that it starts is. */
  <T> T inside(Callable<T> work) throws Exception {
    FutureTask<T> task =
        new FutureTask<>(() -> {
          NetworkNamespace.enter(Path.of(NetNs.named(name).path()));
          return work.call();
        });
    Thread.ofPlatform().name("inside").start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    host.run(Command.of("ip", "netns", "del", name));
  }
}
