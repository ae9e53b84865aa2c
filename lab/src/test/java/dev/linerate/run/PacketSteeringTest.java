package dev.linerate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.host.NetNs;
import dev.linerate.host.ScriptedHost;
import dev.linerate.network.EndpointPair;
import dev.linerate.unit.Mtu;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketSteeringTest {
  private static final String QUEUE = " /sys/class/net/eth0/queues/rx-0/rps_cpus";

  private static Endpoint endpoint(ScriptedHost host, NetNs namespace) {
    return new Endpoint(host, namespace, "end", "eth0", "10.0.0.1", new Mtu(1500));
  }

  private static EndpointPair pair(ScriptedHost host) {
    return new EndpointPair(
        endpoint(host, NetNs.named("lr-x-a")), endpoint(host, NetNs.named("lr-x-b")));
  }

  @Test
  void bothEndsAreSteeredAndPutBack() {
    ScriptedHost host = new ScriptedHost().says("ip", "0\n");

    Treatment.Applied applied = PacketSteering.to(2).apply(pair(host));
    assertThat(host.ran())
        .containsExactly(
            "ip netns exec lr-x-a cat" + QUEUE,
            "ip netns exec lr-x-a tee" + QUEUE,
            "ip netns exec lr-x-b cat" + QUEUE,
            "ip netns exec lr-x-b tee" + QUEUE);
    assertThat(written(host)).containsExactly("4", "4");

    applied.close();
    assertThat(written(host)).containsExactly("4", "4", "0", "0");
  }

  private static List<String> written(ScriptedHost host) {
    return host.commands().stream()
        .filter(command -> command.arguments().contains("tee"))
        .map(Command::input)
        .toList();
  }

  /** The second end fails: the first is as it was. */
  @Test
  void aContainersNamespaceHasNoNameToEnterItBy() {
    ScriptedHost host = new ScriptedHost().says("ip", "3\n");
    EndpointPair half =
        new EndpointPair(
            endpoint(host, NetNs.named("lr-x-a")), endpoint(host, NetNs.ofProcess(4711)));

    assertThatThrownBy(() -> PacketSteering.to(1).apply(half))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("its namespace has no name");
    assertThat(written(host)).containsExactly("2", "3");
  }

  @ParameterizedTest
  @CsvSource({"0,1", "3,8", "31,80000000", "32,'1,00000000'", "95,'80000000,00000000,00000000'"})
  void aMaskIsInGroupsOf32Bits(int core, String mask) {
    assertThat(PacketSteering.mask(core)).isEqualTo(mask);
  }
}
