package dev.linerate.doctor.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.doctor.CapturedHost;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.state.Decision.Outcome;
import dev.linerate.host.ScriptedHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirewallTest {
  private static Patient patient(ScriptedHost host) {
    return new Patient(host, "this machine", Map.of(), List.of());
  }

  private static Firewall saved(String text) {
    return Firewall.read(patient(new ScriptedHost().says("iptables-save", text)));
  }

  private static Firewall filter(String policy, String... rules) {
    return saved(
        "*filter\n:INPUT "
            + policy
            + " [0:0]\n:FORWARD "
            + policy
            + " [0:0]\n:OUTPUT ACCEPT [0:0]\n:MINE - [0:0]\n"
            + String.join("\n", rules)
            + "\nCOMMIT\n");
  }

  private static Outcome vxlan(Firewall firewall) {
    return firewall.fate("INPUT", Packet.incoming("eth0", "udp", 4789)).decision().outcome();
  }

  @Test
  void dockersOwnRules() {
    Firewall firewall = saved(CapturedHost.fixture("h1/iptables-save.txt"));

    assertThat(forwarded(firewall, "docker0", "docker0")).isEqualTo(Outcome.ACCEPTED);
    assertThat(forwarded(firewall, "docker0", "eth0")).isEqualTo(Outcome.ACCEPTED);
    // from network to network: isolation
    assertThat(forwarded(firewall, "docker0", "br-b297c5506e34")).isEqualTo(Outcome.DROPPED);
    // nobody's bridge: the policy
    assertThat(firewall.fate("FORWARD", Packet.forwarded("br9", "br9")).evidence().line())
        .isEqualTo(":FORWARD DROP");
    // a published port: it depends on the address and port
    assertThat(forwarded(firewall, "eth0", "docker0")).isEqualTo(Outcome.UNSURE);
  }

  private static Outcome forwarded(Firewall firewall, String in, String out) {
    return firewall.fate("FORWARD", Packet.forwarded(in, out)).decision().outcome();
  }

  @Test
  void rulesInTheirOrder() {
    String drop = "-A INPUT -p udp -m udp --dport 4789 -j DROP";
    assertThat(vxlan(filter("ACCEPT", drop))).isEqualTo(Outcome.DROPPED);
    assertThat(vxlan(filter("ACCEPT", "-A INPUT -i eth0 -j ACCEPT", drop)))
        .isEqualTo(Outcome.ACCEPTED);
    assertThat(vxlan(filter("ACCEPT", "-A INPUT ! -i eth0 -j ACCEPT", drop)))
        .isEqualTo(Outcome.DROPPED);
    assertThat(vxlan(filter("ACCEPT", "-A INPUT -j MINE", "-A MINE -j RETURN", drop)))
        .isEqualTo(Outcome.DROPPED);
    assertThat(vxlan(filter("DROP", "-A INPUT -p udp -m multiport --dports 4700:4800 -j ACCEPT")))
        .isEqualTo(Outcome.ACCEPTED);
    assertThat(
            vxlan(filter("DROP", "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT")))
        .isEqualTo(Outcome.DROPPED);
    assertThat(
            vxlan(
                filter("DROP", "-A INPUT -i eth+ -m comment --comment \"for -j DROP\" -j ACCEPT")))
        .isEqualTo(Outcome.ACCEPTED);
  }

  /** A rule of which it cannot be told whether it is for the packet is not blamed. */
  @Test
  void whatCannotBeToldIsUnsure() {
    assertThat(vxlan(filter("DROP", "-A INPUT -s 198.18.0.0/24 -j ACCEPT")))
        .isEqualTo(Outcome.UNSURE);
    assertThat(vxlan(filter("ACCEPT", "-A INPUT -m set --match-set bad src -j DROP")))
        .isEqualTo(Outcome.ACCEPTED);
    assertThat(vxlan(filter("DROP", "-A INPUT -s 10.0.0.0/8 -j MINE", "-A MINE -j ACCEPT")))
        .isEqualTo(Outcome.UNSURE);
  }

  @Test
  void bothBackendsMustAccept() {
    String accepts =
        "*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n# Warning: iptables-legacy tables present\n";
    ScriptedHost host =
        new ScriptedHost()
            .says("iptables-save", accepts)
            .says("iptables-legacy-save", "*filter\n:INPUT DROP [0:0]\nCOMMIT\n");

    assertThat(vxlan(Firewall.read(patient(host)))).isEqualTo(Outcome.DROPPED);
  }

  @Test
  void withoutAnyProgramOrWithoutRootItCannotBeTold() {
    assertThatThrownBy(() -> Firewall.read(patient(new ScriptedHost())))
        .hasMessageContaining("iptables-save is not installed");
    assertThatThrownBy(() ->
            Firewall.read(
                patient(new ScriptedHost().fails("iptables-save", 4, "Permission denied"))))
        .hasMessageContaining("Permission denied");
  }

  /** A machine with nftables only, in the notation of libnftables-json(5). */
  @Test
  void nftablesAlone() {
    String ruleset =
        """
        {"nftables": [{"metainfo": {"version": "1.0.6", "json_schema_version": 1}},
          {"table": {"family": "inet", "name": "filter", "handle": 1}},
          {"chain": {"family": "inet", "table": "filter", "name": "input", "handle": 1,
            "type": "filter", "hook": "input", "prio": 0, "policy": "drop"}},
          {"chain": {"family": "inet", "table": "filter", "name": "swarm", "handle": 2}},
          {"rule": {"family": "inet", "table": "filter", "chain": "input", "handle": 3, "expr": [
            {"match": {"op": "in", "left": {"ct": {"key": "state"}},
              "right": ["established", "related"]}}, {"accept": null}]}},
          {"rule": {"family": "inet", "table": "filter", "chain": "input", "handle": 4, "expr": [
            {"match": {"op": "==", "left": {"meta": {"key": "iifname"}}, "right": "eth0"}},
            {"counter": {"packets": 0, "bytes": 0}}, {"jump": {"target": "swarm"}}]}},
          {"rule": {"family": "inet", "table": "filter", "chain": "swarm", "handle": 5, "expr": [
            {"match": {"op": "==", "left": {"payload": {"protocol": "udp", "field": "dport"}},
              "right": {"set": [4789, {"range": [7940, 7950]}]}}}, {"accept": null}]}}]}
        """;
    Firewall firewall = Firewall.read(patient(new ScriptedHost().says("nft", ruleset)));

    assertThat(vxlan(firewall)).isEqualTo(Outcome.ACCEPTED);
    assertThat(udp(firewall, "eth0", 7946)).isEqualTo(Outcome.ACCEPTED);
    assertThat(udp(firewall, "eth0", 53)).isEqualTo(Outcome.DROPPED);
    assertThat(udp(firewall, "eth1", 4789)).isEqualTo(Outcome.DROPPED);
    assertThat(firewall.fate("INPUT", Packet.incoming("eth0", "tcp", 7946)).decision().outcome())
        .isEqualTo(Outcome.DROPPED);
  }

  private static Outcome udp(Firewall firewall, String iface, int port) {
    return firewall.fate("INPUT", Packet.incoming(iface, "udp", port)).decision().outcome();
  }
}
