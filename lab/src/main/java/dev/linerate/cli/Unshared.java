package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Privilege;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Without root, the kernel's own networks can still be measured where user namespaces are allowed:
 * linerate runs itself again as root of a user namespace, with network and mount namespaces of its
 * own (unshare(1), user_namespaces(7)). All it makes vanishes with that process.
 */
final class Unshared {
  /** On a private tmpfs: gone with the namespace. */
  static final Path STATE_ROOT = Path.of("/run/linerate");

  private static final List<String> UNSHARE =
      List.of("unshare", "--user", "--map-root-user", "--net", "--mount");

  private Unshared() {}

  /**
   * Runs this very command line again where it may make namespaces, if that is needed.
   *
   * @return its exit code; empty when this process may do it itself
   * @throws LinerateException (environment) when neither is possible
   */
  static OptionalInt again(Host machine) {
    Privilege privilege = Privilege.current();
    if (privilege == Privilege.USER) {
      requireUserNamespaces(machine);
      System.err.println(
          "not root: measuring inside a user namespace; Docker and Open vSwitch need sudo");
      return OptionalInt.of(run());
    }
    if (privilege == Privilege.NAMESPACE_ROOT) {
      machine.require("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run");
    }
    return OptionalInt.empty();
  }

  private static void requireUserNamespaces(Host machine) {
    List<String> probe = new ArrayList<>(UNSHARE);
    probe.add("true");
    if (machine.which("unshare").isEmpty() || !machine.run(Command.of(probe)).ok()) {
      throw LinerateException.environment(
          "making network namespaces needs root, and user namespaces are not allowed here",
          "Run it with sudo, or allow them: sysctl kernel.unprivileged_userns_clone=1 (Debian),"
              + " kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu),"
              + " user.max_user_namespaces (others)");
    }
  }

  private static int run() {
    ProcessHandle.Info self = ProcessHandle.current().info();
    List<String> arguments = new ArrayList<>(UNSHARE);
    arguments.add(self.command().orElseThrow());
    arguments.addAll(List.of(self.arguments().orElseThrow()));
    try {
      Process child = new ProcessBuilder(arguments).inheritIO().start();
      // it gets the terminal's Ctrl-C too and ends in order; a SIGTERM is passed on
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(child)));
      return child.waitFor();
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot start unshare: " + e.getMessage(), "Install util-linux, or use sudo", e);
    } catch (InterruptedException e) {
      return Exit.INTERRUPTED;
    }
  }

  private static void end(Process child) {
    child.destroy();
    child.onExit().join();
  }
}
