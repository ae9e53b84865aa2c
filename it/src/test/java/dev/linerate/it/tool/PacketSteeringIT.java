package dev.linerate.it.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import dev.linerate.it.Requirements;
import dev.linerate.network.EndpointPair;
import dev.linerate.run.PacketSteering;
import dev.linerate.run.Treatment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel says which cores receive for an interface. */
class PacketSteeringIT {
  @Test
  void softInterruptsAreSteeredAndPutBack(@TempDir Path state) {
    Requirements.need("netns");
    Host host = new LocalHost(state, Map.of());
    try (TwoNamespaces namespaces = new TwoNamespaces(host)) {
      EndpointPair pair = new EndpointPair(namespaces.client(), namespaces.server());
      Treatment.Applied applied = PacketSteering.to(0).apply(pair);
      assertThat(masks(host, pair)).containsExactly("1", "1");
      applied.close();
      assertThat(masks(host, pair)).containsExactly("0", "0");
    }
  }

  /** Without leading zeros: a kernel for more cores writes more digits. */
  private static List<String> masks(Host host, EndpointPair pair) {
    return List.of(mask(host, pair.client()), mask(host, pair.server()));
  }

  private static String mask(Host host, Endpoint end) {
    String name = String.valueOf(Path.of(end.netns().path()).getFileName());
    String file = "/sys/class/net/" + end.iface() + "/queues/rx-0/rps_cpus";
    return host.require("ip", "netns", "exec", name, "cat", file)
        .strip()
        .replaceFirst("^[0,]+(?=.)", "");
  }
}
