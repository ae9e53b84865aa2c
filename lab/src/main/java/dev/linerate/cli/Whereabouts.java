package dev.linerate.cli;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import dev.linerate.linux.ControlGroups;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.NetworkNamespace;
import dev.linerate.network.docker.ContainerProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say in which network namespace, and under which limits, an endpoint runs. */
final class Whereabouts {
  private static final String NAMESPACES = "/run/netns/";
  private static final String DOCKER = "docker:";

  @Option(
      names = "--netns",
      paramLabel = "PATH|NAME",
      description = "run in this network namespace: a name of ip netns, or a path")
  private @Nullable String namespace;

  @Option(
      names = "--inside",
      paramLabel = "PID|docker:NAME",
      description = {
        "run in the network namespace and in the control groups of that process or container,",
        "so that its limits of processor time and memory count"
      })
  private @Nullable String inside;

  /** Moves this process, and the calling thread with all that it starts, to where they say. */
  void enter() {
    if (namespace != null && inside != null) {
      throw LinerateException.user(
          "--netns and --inside exclude each other", "--inside enters the network namespace too");
    }
    if (namespace != null) {
      enter(Path.of(namespace.contains("/") ? namespace : NAMESPACES + namespace));
    }
    if (inside != null) {
      long pid = process(inside);
      join(pid);
      enter(Path.of("/proc/" + pid + "/ns/net"));
    }
  }

  private static long process(String name) {
    if (name.startsWith(DOCKER) && name.length() > DOCKER.length()) {
      return ContainerProcess.pid(name.substring(DOCKER.length()));
    }
    if (!name.matches("[1-9]\\d{0,9}")) {
      throw LinerateException.user(
          "--inside: \"" + name + "\" is neither a process id nor docker:NAME",
          "Write for example --inside docker:web");
    }
    return Long.parseLong(name);
  }

  private static void join(long pid) {
    try {
      new ControlGroups().join(pid);
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot join the control groups of process " + pid + ": " + FileFault.reason(e),
          "Check that it runs, and run as root",
          e);
    }
  }

  private static void enter(Path path) {
    try {
      NetworkNamespace.enter(path);
    } catch (LinuxException e) {
      throw LinerateException.environment(
          "cannot enter the network namespace " + path + ": " + e.getMessage(),
          "Check the name with ip netns list, and run as root",
          e);
    }
  }
}
