package dev.linerate.doctor.check;

import static dev.linerate.doctor.check.Verdicts.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.doctor.CapturedHost;
import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Typed;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.Places;
import dev.linerate.host.Command;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each check on the captured lab with one thing made wrong, as the tools would show it. */
class NetworkChecksTest {
  private static final String ADDRESS = "ip -json -details address";
  private static final String SAVE = "iptables-save";
  private static final String CONTAINER = "e41bbb36b492";

  private static CapturedHost h1() {
    return new CapturedHost("h1");
  }

  private static Diagnosis only(HostCheck check, CapturedHost host) {
    List<Diagnosis> found = found(check.examine(host.patient()));
    assertThat(found).hasSize(1);
    assertThat(check.faults()).contains(found.getFirst().fault());
    return found.getFirst();
  }

  private static String cure(Diagnosis diagnosis) {
    Cure cure = diagnosis.remedy().cure().orElseThrow();
    return cure.apply().stream().map(Typed::text).toList()
        + " undo "
        + cure.undo().stream().map(Typed::text).toList();
  }

  @Test
  void aBridgeThatIsDown() {
    CapturedHost host =
        h1().changes(
                ADDRESS,
                text ->
                    text.replace(
                        "\"ifname\":\"docker0\",\"flags\":[\"BROADCAST\",\"MULTICAST\",\"UP\",\"LOWER_UP\"]",
                        "\"ifname\":\"docker0\",\"flags\":[\"BROADCAST\",\"MULTICAST\"]"));

    Diagnosis diagnosis = only(new LinkCheck(), host);

    assertThat(diagnosis.fault()).isEqualTo(Fault.LINK_DOWN);
    assertThat(diagnosis.place()).isEqualTo("h1 docker0");
    assertThat(diagnosis.evidence().getFirst().line()).startsWith("docker0: mtu 1500 DOWN");
    assertThat(cure(diagnosis))
        .isEqualTo(
            "[nsenter --net=/run/netns/lr-doc-h1 -- ip link set docker0 up] undo"
                + " [nsenter --net=/run/netns/lr-doc-h1 -- ip link set docker0 down]");
  }

  @Test
  void anUplinkWithoutCarrierOrGone() {
    String up = "\"ifname\":\"eth0\",\"flags\":[\"BROADCAST\",\"MULTICAST\",\"UP\",\"LOWER_UP\"]";
    CapturedHost unplugged =
        h1().changes(
                ADDRESS, text -> text.replace(up, up.replace("\"LOWER_UP\"", "\"NO-CARRIER\"")));
    CapturedHost gone =
        h1().changes(ADDRESS, text -> text.replace("\"ifname\":\"eth0\"", "\"ifname\":\"eth9\""));

    assertThat(only(new LinkCheck(), unplugged).cause()).contains("no carrier");
    assertThat(only(new LinkCheck(), gone).cause()).contains("is gone");
  }

  @Test
  void forwardingThatIsOff() {
    CapturedHost host = h1().says("cat /proc/sys/net/ipv4/ip_forward", "0\n");

    Diagnosis diagnosis = only(new ForwardingCheck(), host);

    assertThat(diagnosis.evidence().getFirst())
        .isEqualTo(
            new Evidence(
                "linerate lab exec h1 -- sysctl -n net.ipv4.ip_forward",
                "net.ipv4.ip_forward = 0"));
    assertThat(cure(diagnosis)).contains("sysctl -w net.ipv4.ip_forward=1");
  }

  @Test
  void aBridgeWhoseFramesAFirewallDrops() {
    String rules = "-A FORWARD -i br-b297c5506e34 -o br-b297c5506e34 -j ACCEPT\n";
    CapturedHost host =
        h1().changes(
                SAVE,
                text ->
                    text.replace(rules, "")
                        .replace("-A FORWARD -i docker0 -o docker0 -j ACCEPT\n", ""))
            .changes(
                ADDRESS,
                text ->
                    text.replace(
                        "\"ifname\":\"vxp\"", "\"ifname\":\"vxp\",\"master\":\"docker0\""));

    Diagnosis diagnosis = only(new BridgeFirewallCheck(), host);

    // the bridge with one port has nothing to drop
    assertThat(diagnosis.place()).isEqualTo("h1 docker0");
    assertThat(diagnosis.evidence())
        .extracting(Evidence::line)
        .containsExactly(":FORWARD DROP", "net.bridge.bridge-nf-call-iptables = 1");
    assertThat(cure(diagnosis))
        .contains("iptables -w 3 -I FORWARD -i docker0 -o docker0 -j ACCEPT");
  }

  /** As nft 1.0.6 prints it; iptables accepting the same frames would not help. */
  @Test
  void aBridgeWhoseFramesNftDrops() {
    String ruleset =
        """
        {"nftables": [{"metainfo": {"version": "1.0.6", "release_name": "Lester Gooch #5",
          "json_schema_version": 1}},
         {"table": {"family": "inet", "name": "filter", "handle": 1}},
         {"chain": {"family": "inet", "table": "filter", "name": "forward", "handle": 1,
          "type": "filter", "hook": "forward", "prio": 0, "policy": "drop"}}]}
        """;
    CapturedHost host =
        h1().says("nft --json list ruleset", ruleset)
            .changes(
                ADDRESS,
                text ->
                    text.replace(
                        "\"ifname\":\"vxp\"", "\"ifname\":\"vxp\",\"master\":\"docker0\""));

    Diagnosis diagnosis = only(new BridgeFirewallCheck(), host);

    assertThat(diagnosis.remedy().cure()).isEmpty();
    assertThat(diagnosis.remedy().commands())
        .containsExactly(
            "nft insert rule inet filter forward iifname docker0 oifname docker0 accept");
  }

  @Test
  void aBridgeThatNoFirewallSees() {
    CapturedHost host = h1().says("cat /proc/sys/net/bridge/bridge-nf-call-iptables", "0\n");

    assertThat(new BridgeFirewallCheck().examine(host.patient()))
        .isInstanceOf(Verdict.NotHere.class);
  }

  @Test
  void aStrictFilterOnAPathWhoseAnswersLeaveElsewhere() {
    CapturedHost host =
        h1().says("cat /proc/sys/net/ipv4/conf/eth0/rp_filter", "1\n")
            .changes(
                "ip -json -4 route",
                text ->
                    text.replaceFirst(
                        "\\[", "[{\"dst\":\"198.18.0.2\",\"dev\":\"vx\",\"flags\":[]},"));

    Diagnosis diagnosis = only(new ReversePathCheck(), host);

    assertThat(diagnosis.place()).isEqualTo("h1 eth0");
    assertThat(diagnosis.evidence())
        .extracting(Evidence::line)
        .containsExactly("net.ipv4.conf.eth0.rp_filter = 1", "198.18.0.2 dev vx");
    assertThat(cure(diagnosis)).contains("net.ipv4.conf.eth0.rp_filter=2");
  }

  @Test
  void aStrictFilterWithoutADetourIsWell() {
    CapturedHost host = h1().says("cat /proc/sys/net/ipv4/conf/all/rp_filter", "1\n");

    assertThat(found(new ReversePathCheck().examine(host.patient()))).isEmpty();
  }

  @Test
  void aSubnetThatIsAlsoSomethingElses() {
    CapturedHost host =
        h1().changes(
                "ip -json -4 route",
                text ->
                    text.replaceFirst(
                        "\\[",
                        "[{\"dst\":\"172.18.5.0/24\",\"gateway\":\"198.18.0.9\",\"dev\":\"eth0\"},"));

    Diagnosis diagnosis = only(new AddressCheck(), host);

    assertThat(diagnosis.place()).isEqualTo("h1 network front");
    assertThat(diagnosis.evidence())
        .extracting(Evidence::line)
        .containsExactly("front subnet 172.18.0.0/16", "172.18.5.0/24 via 198.18.0.9 dev eth0");
  }

  @Test
  void aFullTableOfConnections() {
    CapturedHost host = h1().says("cat /proc/sys/net/netfilter/nf_conntrack_count", "262100\n");

    Diagnosis diagnosis = only(new ConntrackCheck(), host);

    assertThat(cure(diagnosis))
        .isEqualTo(
            "[sysctl -w net.netfilter.nf_conntrack_max=1048576] undo"
                + " [sysctl -w net.netfilter.nf_conntrack_max=262144]");
  }

  @Test
  void buffersBelowWhatTheLinkHasUnderWay() {
    CapturedHost host = h1().says("cat /proc/sys/net/ipv4/tcp_rmem", "4096\t8192\t16384\n");

    Diagnosis diagnosis = only(new BufferCheck(), host);

    assertThat(diagnosis.evidence())
        .extracting(Evidence::line)
        .containsExactly("net.ipv4.tcp_rmem = 4096 8192 16384");
    // 1 Gbit/s for a millisecond is 125 000 bytes, twice as much with the kernel's overhead
    assertThat(cure(diagnosis)).contains("'net.ipv4.tcp_rmem=4096 8192 250000'");
  }

  @Test
  void aContainerOfMoreThanItsOverlayTakes() {
    CapturedHost host =
        h1().changes(
                CONTAINER + "@" + ADDRESS,
                text -> text.replaceFirst("\"mtu\":1450", "\"mtu\":1500"));

    Diagnosis diagnosis = only(new MtuCheck(), host);

    assertThat(diagnosis.fault()).isEqualTo(Fault.MTU_HOLE);
    assertThat(diagnosis.place()).isEqualTo("h1 container o1 eth0");
    assertThat(diagnosis.cause()).contains("1500").contains("h1 overlay net0 vxlan0 takes 1450");
    assertThat(cure(diagnosis)).contains("ip link set eth0 mtu 1450");
  }

  @Test
  void openVSwitchThatDoesNotAnswer() {
    String control = "/var/lib/linerate/doc/h1/ovs/ovs-vswitchd.ctl";
    CapturedHost host =
        h1().fails(
                "ovs-appctl --timeout=2 --target=" + control + " version",
                "ovs-appctl: cannot connect to \"" + control + "\" (Connection refused)");

    Diagnosis diagnosis = only(new OvsCheck(), host);

    assertThat(diagnosis.fault()).isEqualTo(Fault.OVS_DOWN);
    assertThat(diagnosis.cause()).startsWith("ovs-vswitchd");
  }

  @Test
  void aSwitchWithoutFlows() {
    String command = "ovs-ofctl --timeout=2 dump-flows br-ovs";
    CapturedHost empty = h1().says(command, "NXST_FLOW reply (xid=0x4):\n");
    CapturedHost drops =
        h1().changes(command, text -> text.replace("actions=NORMAL", "actions=drop"));

    assertThat(cure(only(new OvsCheck(), empty)))
        .contains("OVS_RUNDIR=/var/lib/linerate/doc/h1/ovs")
        .contains("ovs-ofctl add-flow br-ovs priority=0,actions=NORMAL");
    assertThat(only(new OvsCheck(), drops).evidence().getFirst().line()).contains("actions=drop");
  }

  @Test
  void aSwitchThatWaitsForItsController() {
    CapturedHost host =
        h1().says("ovs-ofctl --timeout=2 dump-flows br-ovs", "NXST_FLOW reply (xid=0x4):\n")
            .changes(
                "ovs-vsctl --timeout=3 --format=json list Bridge",
                text ->
                    text.replace(
                        "[\"map\",[]],[\"set\",[]],[\"set\",[]],[\"map\",[]],[\"set\",[]],false",
                        "[\"map\",[]],\"secure\",[\"set\",[]],[\"map\",[]],[\"set\",[]],false"));

    Diagnosis diagnosis = only(new OvsCheck(), host);

    assertThat(diagnosis.remedy().cure()).isEmpty();
    assertThat(diagnosis.cause()).contains("controller");
  }

  @Test
  void aDatapathThatTheKernelHasNot() {
    CapturedHost host =
        h1().file("/proc/sys/kernel/osrelease", "6.18.44\n")
            .file("/lib/modules/6.18.44/modules.dep", "kernel/drivers/net/veth.ko:\n")
            .changes(
                "ovs-vsctl --timeout=3 --format=json list Bridge",
                text -> text.replace("\"netdev\"", "\"system\""));

    Diagnosis diagnosis = only(new OvsCheck(), host);

    assertThat(diagnosis.fault()).isEqualTo(Fault.OVS_DATAPATH);
    assertThat(cure(diagnosis)).contains("datapath_type=netdev").contains("datapath_type=system");
  }

  @Test
  void checksumsLeftToHardwareThatIsNotThere() {
    CapturedHost host =
        h1().changes(
                "ovs-vsctl --timeout=3 --format=json list Open_vSwitch",
                text -> text.replace("[\"userspace-tso-enable\",\"true\"]", ""))
            .says("ovs-vsctl --timeout=3 list-ports br-ovs", "vx\n")
            .says("ethtool -k vxp", CapturedHost.fixture("ethtool-k-veth.txt"));

    Diagnosis diagnosis = only(new ChecksumCheck(), host);

    assertThat(diagnosis.fault()).isEqualTo(Fault.CHECKSUM);
    assertThat(diagnosis.place()).isEqualTo("h1 vxp");
    assertThat(cure(diagnosis)).contains("ethtool -K vxp tx off");
  }

  @Test
  void aFirewallThatDropsVxlan() {
    CapturedHost host =
        h1().changes(
                SAVE,
                text ->
                    text.replace(
                        "-A FORWARD -j DOCKER-USER",
                        "-A INPUT -p udp -m udp --dport 4789 -j DROP\n-A FORWARD -j DOCKER-USER"));

    Diagnosis diagnosis = only(new PortsCheck(), host);

    assertThat(diagnosis.fault()).isEqualTo(Fault.VXLAN_BLOCKED);
    assertThat(diagnosis.evidence())
        .extracting(Evidence::line)
        .containsExactly("-A INPUT -p udp -m udp --dport 4789 -j DROP");
    assertThat(cure(diagnosis))
        .contains("iptables -w 3 -I INPUT -i eth0 -p udp --dport 4789 -j ACCEPT");
  }

  @Test
  void aFirewallThatDropsSwarmsPorts() {
    CapturedHost host =
        h1().changes(
                SAVE,
                text ->
                    text.replace(
                        "-A FORWARD -j DOCKER-USER",
                        """
                        -A INPUT -p tcp -m multiport --dports 2377,7946 -j REJECT
                        -A INPUT -p udp -m udp --dport 4789 -j DROP
                        -A FORWARD -j DOCKER-USER\
                        """));

    Diagnosis diagnosis = only(new PortsCheck(), host);

    assertThat(diagnosis.fault()).isEqualTo(Fault.SWARM_PORTS);
    assertThat(diagnosis.cause()).contains("udp/4789, tcp/7946, tcp/2377");
    assertThat(diagnosis.evidence()).hasSize(2);
  }

  @Test
  void aDaemonThatDoesNotGossip() {
    CapturedHost host = h1().changes("ss -Hlnt", text -> text.replace("*:7946 ", "*:7947 "));

    assertThat(only(new PortsCheck(), host).cause()).contains("does not listen");
  }

  @Test
  void whatAnEndedDaemonLeft() {
    CapturedHost link =
        h1().changes(
                ADDRESS,
                text ->
                    text.replaceFirst(
                        "\\[",
                        "[{\"ifindex\":77,\"ifname\":\"vx-001001-pctwi\",\"flags\":[\"BROADCAST\"],"
                            + "\"mtu\":1450,\"linkinfo\":{\"info_kind\":\"vxlan\",\"info_data\":"
                            + "{\"id\":4097,\"port\":4789}}},"));
    Diagnosis stale = only(new SwarmCheck(Clock.systemUTC()), link);

    assertThat(stale.fault()).isEqualTo(Fault.SWARM_STALE);
    assertThat(stale.evidence().getFirst().line())
        .isEqualTo("vx-001001-pctwi: mtu 1450 DOWN vxlan id 4097 port 4789");
    assertThat(cure(stale)).contains("ip link delete vx-001001-pctwi").contains("id 4097");
  }

  private static CapturedHost withSandbox() {
    return h1().changes(
            "ls /var/lib/linerate/doc/h1/docker/exec/netns", text -> text + "1-aaaaaaaaaa\n");
  }

  /** Its tunnel goes first: what holds the namespace besides its file is not known. */
  @Test
  void aSandboxThatAnEndedDaemonLeft() {
    CapturedHost host =
        withSandbox()
            .says(
                "1-aaaaaaaaaa@" + ADDRESS, CapturedHost.fixture("h1/ns-1-pctwiq700r-address.json"));

    Diagnosis stale = only(new SwarmCheck(Clock.systemUTC()), host);

    assertThat(stale.fault()).isEqualTo(Fault.SWARM_STALE);
    assertThat(stale.place()).isEqualTo("h1 sandbox 1-aaaaaaaaaa");
    assertThat(stale.evidence().getFirst().command())
        .contains("docker/exec/netns/1-aaaaaaaaaa -- ip");
    assertThat(stale.evidence().getFirst().line()).contains("vxlan id 4097 port 4789");
    assertThat(stale.remedy().cure().orElseThrow().apply())
        .extracting(command -> command.arguments().getFirst())
        .containsExactly("ip", "umount", "rm");
    assertThat(cure(stale)).contains("ip link delete vxlan0").endsWith("undo []");
  }

  @Test
  void aSandboxThatHoldsNothing() {
    SwarmCheck check = new SwarmCheck(Clock.systemUTC());
    CapturedHost empty = withSandbox().says("1-aaaaaaaaaa@" + ADDRESS, "[]");
    CapturedHost plainFile =
        withSandbox()
            .fails(
                "1-aaaaaaaaaa@" + ADDRESS, "nsenter: reassociate to namespace: Invalid argument");

    assertThat(found(check.examine(empty.patient()))).isEmpty();
    assertThat(found(check.examine(plainFile.patient()))).isEmpty();
  }

  /** docker(1) of 20.10 ends with 0 and says it in its JSON. */
  @Test
  void aDaemonThatTheOlderClientDoesNotReach() {
    String error = "Cannot connect to the Docker daemon at unix:///tmp/none.sock.";
    CapturedHost host =
        h1().says(
                "docker info --format {{json .}}",
                "{\"ServerErrors\":[\"" + error + "\"],\"ClientInfo\":{\"Debug\":false}}");

    Diagnosis diagnosis = only(new DockerDaemonCheck(), host);

    assertThat(diagnosis.fault()).isEqualTo(Fault.DOCKER_DOWN);
    assertThat(diagnosis.evidence().getFirst().line()).isEqualTo(error);
  }

  private static final List<String> STARTER = List.of("linerate", "lab", "start", "--host", "h1");

  /** They are linerate's own: no permission is needed to start them again. */
  @Test
  void aLabsDaemonThatHasEndedIsStartedAgain() {
    CapturedHost docker =
        h1().fails("docker info --format {{json .}}", "Cannot connect to the Docker daemon");
    CapturedHost ovs =
        h1().fails(
                "ovs-appctl --timeout=2 --target=/var/lib/linerate/doc/h1/ovs/ovs-vswitchd.ctl"
                    + " version",
                "cannot connect");

    Cure startDocker = started(new DockerDaemonCheck(), docker);
    Cure startOvs = started(new OvsCheck(), ovs);

    assertThat(startDocker.allowance()).isEmpty();
    assertThat(startDocker.reversible()).isFalse();
    assertThat(startDocker.apply())
        .extracting(Command::text)
        .containsExactly("linerate lab start --host h1 docker");
    assertThat(startOvs.apply())
        .extracting(Command::text)
        .containsExactly("linerate lab start --host h1 ovs");
  }

  private static Cure started(HostCheck check, CapturedHost host) {
    List<Diagnosis> found = found(check.examine(host.patient().startedBy(STARTER)));
    return found.getFirst().remedy().cure().orElseThrow();
  }

  /** Of a run's hosts, say: they go with the run. */
  @Test
  void aDaemonThatIsNobodysToStartIsTheUsersToMend() {
    CapturedHost host =
        h1().fails("docker info --format {{json .}}", "Cannot connect to the Docker daemon");

    assertThat(only(new DockerDaemonCheck(), host).remedy().cure()).isEmpty();
  }

  /** {@code ip netns list-id} keeps the name of a host that was once joined directly. */
  @Test
  void anotherLabHostIsNobodysContainer() {
    CapturedHost host =
        h1().says(
                "ip -json netns list-id",
                "[{\"nsid\":0,\"name\":\"lr-doc-sw\"},{\"nsid\":1,\"name\":\"lr-doc-h2\"},"
                    + "{\"nsid\":2,\"name\":\"lr-doc-vx-a\"}]");

    assertThat(Places.of(host.patient()))
        .extracting(Patient::place)
        .contains("h1 namespace lr-doc-vx-a")
        .doesNotContain("h1 namespace lr-doc-h2");
  }

  /** The study's own log, and how old it may be. */
  @Test
  void whatTheDaemonsLogSaysOfJoining() {
    String line =
        "time=\"2026-11-23T18:12:47Z\" level=error msg=\"fatal task error\" error=\"network sandbox"
            + " join failed: subnet sandbox join failed for \\\"10.0.1.0/24\\\": error creating"
            + " vxlan interface: file exists\"\n";
    CapturedHost host = h1().says("tail -n 400 /var/lib/linerate/doc/h1/docker/log", line);
    Instant then = Instant.parse("2026-11-23T18:15:00Z");

    Diagnosis diagnosis = only(new SwarmCheck(Clock.fixed(then, ZoneOffset.UTC)), host);

    assertThat(diagnosis.fault()).isEqualTo(Fault.SWARM_JOIN);
    assertThat(diagnosis.cause()).contains("Something else has the VXLAN id");
    SwarmCheck later = new SwarmCheck(Clock.fixed(then.plusSeconds(3600), ZoneOffset.UTC));
    assertThat(found(later.examine(host.patient()))).isEmpty();
  }

  @Test
  void aNodeThatIsDown() {
    CapturedHost host =
        h1().changes(
                "docker node ls --format {{.Hostname}} {{.ID}} {{.Status}}",
                text ->
                    text.replace(
                        "ylob3j9ob05f531bya089vmff Ready", "ylob3j9ob05f531bya089vmff Down"));

    Diagnosis diagnosis = only(new SwarmCheck(Clock.systemUTC()), host);

    assertThat(diagnosis.fault()).isEqualTo(Fault.SWARM_NODE);
    assertThat(diagnosis.evidence().getFirst().line())
        .isEqualTo("vm ylob3j9ob05f531bya089vmff Down");
  }

  @Test
  void aTunnelOnDockersPortAndId() {
    CapturedHost host = h1().changes(ADDRESS, text -> text.replaceFirst("\\[", "[" + vxlan(4097)));
    CapturedHost other = h1().changes(ADDRESS, text -> text.replaceFirst("\\[", "[" + vxlan(42)));

    assertThat(only(new VxlanCheck(), host).fault()).isEqualTo(Fault.VXLAN_CLASH);
    assertThat(found(new VxlanCheck().examine(other.patient()))).isEmpty();
  }

  private static String vxlan(int id) {
    return "{\"ifindex\":77,\"ifname\":\"mine\",\"flags\":[\"UP\",\"LOWER_UP\"],\"mtu\":1450,"
        + "\"linkinfo\":{\"info_kind\":\"vxlan\",\"info_data\":{\"id\":"
        + id
        + ",\"port\":4789}}},";
  }

  @Test
  void aTunnelForEveryIdBesideAnother() {
    String all =
        "{\"ifindex\":78,\"ifname\":\"vxlan_sys\",\"flags\":[\"UP\"],\"mtu\":1450,\"linkinfo\":"
            + "{\"info_kind\":\"vxlan\",\"info_data\":{\"external\":true,\"port\":4789}}},";
    CapturedHost host =
        new CapturedHost("h3")
            .changes(ADDRESS, text -> text.replaceFirst("\\[", "[" + vxlan(42) + all))
            .without("docker");

    assertThat(only(new VxlanCheck(), host).cause())
        .startsWith("vxlan_sys takes every id on UDP port 4789");
  }

  @Test
  void aDaemonThatHasGone() {
    CapturedHost host =
        new CapturedHost("h2")
            .fails(
                "docker info --format {{json .}}",
                CapturedHost.fixture("docker-info-down.txt").strip());

    Diagnosis diagnosis = only(new DockerDaemonCheck(), host);

    assertThat(diagnosis.fault()).isEqualTo(Fault.DOCKER_DOWN);
    assertThat(diagnosis.evidence().getFirst().line())
        .startsWith("Cannot connect to the Docker daemon");
  }

  @Test
  void aDaemonThatSaysWhyItCannotStart() {
    CapturedHost host =
        new CapturedHost("h2")
            .fails("docker info --format {{json .}}", "Cannot connect to the Docker daemon")
            .says(
                "tail -n 400 /var/lib/linerate/doc/h2/docker/log",
                "failed to start daemon: Devices cgroup isn't mounted\n");

    assertThat(found(new DockerDaemonCheck().examine(host.patient())))
        .extracting(Diagnosis::fault)
        .containsExactly(Fault.DOCKER_CGROUP, Fault.DOCKER_DOWN);
  }

  @Test
  void aDaemonThatAsksSystemdWhereThereIsNone() {
    CapturedHost host =
        h1().file("/proc/1/comm", "init\n")
            .changes(
                "docker info --format {{json .}}",
                text ->
                    text.replace(
                        "\"CgroupDriver\": \"cgroupfs\"", "\"CgroupDriver\": \"systemd\""));

    assertThat(only(new DockerDaemonCheck(), host).fault()).isEqualTo(Fault.DOCKER_CGROUP);
  }
}
