package dev.linerate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.ScriptedHost;
import dev.linerate.network.EndpointPair;
import dev.linerate.unit.Mtu;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunDoctorTest {
  private final ScriptedHost machine = new ScriptedHost().says("ip", "[]");

  private Endpoint container(String letter, String address) {
    NetNs namespace = NetNs.named("lr-k3f9a-" + letter);
    return new Endpoint(machine, namespace, "container " + letter, "eth0", address, new Mtu(1500));
  }

  /** The user's own Docker daemon is on the machine, while other networks are on lab hosts. */
  @Test
  void examinesAPathThatIsOnNoneOfTheRunsHosts() {
    EndpointPair path =
        new EndpointPair(container("a", "172.17.0.2"), container("b", "172.17.0.3"));
    List<Host> none = List.of();

    new RunDoctor(Wiring.services()).examine(none, Optional.of(path));

    assertThat(machine.commands())
        .anyMatch(command -> command.text().contains("/run/netns/lr-k3f9a-a"));
  }
}
