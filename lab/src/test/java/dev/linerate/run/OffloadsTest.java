package dev.linerate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Endpoint;
import dev.linerate.host.NetNs;
import dev.linerate.host.ScriptedHost;
import dev.linerate.network.EndpointPair;
import dev.linerate.unit.Mtu;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffloadsTest {
  /** Of ethtool 6.1 about a veth, shortened. */
  private static final String VETH =
      """
      Features for eth0:
      rx-checksumming: on
      tx-checksumming: on
      \ttx-checksum-ipv4: off [fixed]
      scatter-gather: on
      tcp-segmentation-offload: off
      generic-segmentation-offload: off
      generic-receive-offload: off
      large-receive-offload: off [fixed]
      """;

  private static EndpointPair pair(ScriptedHost host) {
    return new EndpointPair(endpoint(host, "a"), endpoint(host, "b"));
  }

  private static Endpoint endpoint(ScriptedHost host, String letter) {
    return new Endpoint(
        host, NetNs.named("lr-x-" + letter), letter, "eth0", "10.0.0.1", new Mtu(1500));
  }

  private static List<String> switched(ScriptedHost host) {
    return host.ran().stream().filter(line -> line.startsWith("ethtool -K")).toList();
  }

  @Test
  void switchesOnWhatIsOffAtBothEndsAndPutsItBack() {
    ScriptedHost host = new ScriptedHost().says("ethtool", VETH);
    String on = "ethtool -K eth0 tso on gso on gro on";

    Treatment.Applied applied = Offloads.on().apply(pair(host));
    assertThat(switched(host)).containsExactly(on, on);

    applied.close();
    String off = on.replace(" on", " off");
    assertThat(switched(host)).containsExactly(on, on, off, off);
    assertThat(host.commands()).allMatch(command -> command.netns().isPresent());
  }

  @Test
  void receiveOffloadAloneLeavesTheOthersAsTheyAre() {
    ScriptedHost host = new ScriptedHost().says("ethtool", VETH);

    Offloads.receiveOn().apply(pair(host)).close();
    String on = "ethtool -K eth0 gro on";
    String off = "ethtool -K eth0 gro off";
    assertThat(switched(host)).containsExactly(on, on, off, off);

    Offloads.receiveOff().apply(pair(host)).close();
    assertThat(switched(host)).hasSize(4);
  }

  @Test
  void switchesOffWhatIsOn() {
    ScriptedHost host = new ScriptedHost().says("ethtool", VETH);

    Offloads.off().apply(pair(host)).close();
    assertThat(switched(host)).first().isEqualTo("ethtool -K eth0 rx off tx off sg off");
  }

  @Test
  void whatIsAsItShouldBeIsLeftAlone() {
    ScriptedHost host = new ScriptedHost().says("ethtool", VETH.replace(": off", ": on"));

    Offloads.on().apply(pair(host)).close();
    assertThat(switched(host)).isEmpty();
  }

  @Test
  void anInterfaceThatRefusesIsAnErrorAndTheFirstEndIsPutBack() {
    ScriptedHost host = new ScriptedHost();
    host.answers(
        "ethtool",
        command ->
            command.arguments().contains("-K") && command.netns().orElseThrow().path().endsWith("b")
                ? ScriptedHost.output(command, 1, "", "Operation not supported")
                : ScriptedHost.output(command, 0, VETH, ""));

    assertThatThrownBy(() -> Offloads.on().apply(pair(host)))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("Operation not supported");
    assertThat(switched(host)).last().isEqualTo("ethtool -K eth0 tso off gso off gro off");
  }

  @Test
  void withoutEthtoolItSaysSo() {
    assertThatThrownBy(() -> Offloads.on().apply(pair(new ScriptedHost())))
        .hasMessageContaining("without ethtool");
  }
}
