package dev.linerate.setup;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The services of packages that linerate has installed and does not use. */
final class Services {
  private static final Map<String, List<String>> OF_PACKAGE =
      Map.of(
          "docker.io", List.of("docker.service", "docker.socket"),
          "openvswitch-switch", List.of("openvswitch-switch.service"));

  private Services() {}

  /**
   * Debian enables a service when its package is installed: without this a Docker daemon would
   * change the machine's firewall at the next boot. Machines without systemd start none of them.
   */
  static void keepFromBoot(Host host, List<String> installed) {
    List<String> command = new ArrayList<>(List.of("systemctl", "disable", "--quiet"));
    installed.forEach(p -> command.addAll(OF_PACKAGE.getOrDefault(p, List.of())));
    if (command.size() > 3 && host.which("systemctl").isPresent()) {
      host.run(Command.of(command));
    }
  }
}
