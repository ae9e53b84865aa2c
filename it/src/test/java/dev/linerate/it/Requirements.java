package dev.linerate.it;

import dev.linerate.host.Command;
import dev.linerate.host.CpuTopology;
import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/** What a privileged test needs; without it the test is skipped visibly. */
public final class Requirements {
  /** Needs named here, comma-separated, must be met: their absence fails instead of skipping. */
  public static final String VARIABLE = "LINERATE_REQUIRE";

  private static final Map<String, List<String>> PROGRAMS =
      Map.of(
          "netns", List.of("ip", "tc", "nsenter"),
          "iperf3", List.of("iperf3"),
          "docker", List.of("dockerd", "containerd", "runc", "iptables"),
          "ovs", List.of("ovs-vswitchd", "ovsdb-server", "ovs-vsctl"),
          "userns", List.of("setpriv", "unshare"),
          "cores", List.of());

  /** Whether a user may make a user namespace here. */
  private static final Command USER_NAMESPACE =
      Command.of(
          "setpriv",
          "--reuid=65534",
          "--regid=65534",
          "--clear-groups",
          "--",
          "unshare",
          "--user",
          "--map-root-user",
          "--net",
          "--mount",
          "true");

  private Requirements() {}

  /**
   * Goes on only when this machine has what each need stands for.
   *
   * @throws TestAbortedException when it has not and need not have
   * @throws AssertionError when it has not and {@link #VARIABLE} says it must
   */
  public static void need(String... needs) {
    Host machine = new LocalHost(Path.of("/tmp"), Map.of());
    for (String need : needs) {
      List<String> missing = missing(machine, need);
      if (missing.isEmpty()) {
        continue;
      }
      String message = "needs " + need + ", and there is no " + String.join(", ", missing);
      if (required(need)) {
        throw new AssertionError(message + " although " + VARIABLE + " asks for it");
      }
      throw new TestAbortedException(message);
    }
  }

  private static boolean required(String need) {
    String list = System.getenv().getOrDefault(VARIABLE, "");
    return List.of(list.split(",", -1)).contains(need);
  }

  private static List<String> missing(Host machine, String need) {
    List<String> missing = new ArrayList<>();
    if (!machine.run(Command.of("id", "-u")).out().strip().equals("0")) {
      missing.add("root");
    }
    PROGRAMS.getOrDefault(need, List.of(need)).stream()
        .filter(program -> machine.which(program).isEmpty())
        .forEach(missing::add);
    if (need.equals("userns") && missing.isEmpty() && !machine.run(USER_NAMESPACE).ok()) {
      missing.add("permission to make user namespaces");
    }
    if (need.equals("cores") && !twoCores(machine)) {
      missing.add("core 0 or core 1 to use");
    }
    return missing;
  }

  private static boolean twoCores(Host machine) {
    return CpuTopology.read(machine)
        .filter(cores -> cores.canUse(0) && cores.canUse(1))
        .isPresent();
  }
}
