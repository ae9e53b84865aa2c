package dev.linerate.doctor.check;

import static dev.linerate.doctor.check.Verdicts.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.doctor.CapturedHost;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What shows only between hosts of the captured lab. */
class TogetherChecksTest {
  private static final String ADDRESS = "ip -json -details address";
  private static final String O2 = "7923d4136ca6";
  private static final String NET0 = "1-pctwiq700r";

  private static List<Diagnosis> look(TogetherCheck check, CapturedHost... hosts) {
    return found(check.examine(Arrays.stream(hosts).map(CapturedHost::patient).toList()));
  }

  private static CapturedHost h1() {
    return new CapturedHost("h1");
  }

  private static CapturedHost h2() {
    return new CapturedHost("h2");
  }

  /** MAC address of an interface in the captured container o2 or o1. */
  private static String mac(String address) {
    return "02:42:0a:00:01:" + address;
  }

  @Test
  void twoContainersWithOneMacAddress() {
    CapturedHost twin =
        h2().changes(O2 + "@" + ADDRESS, text -> text.replace(mac("04"), mac("02")));

    List<Diagnosis> found = look(new DuplicateCheck(), h1(), twin);

    assertThat(found).extracting(Diagnosis::fault).containsExactly(Fault.DUPLICATE_MAC);
    assertThat(found.getFirst().place()).isEqualTo("h2 container o2 eth0");
    assertThat(found.getFirst().cause())
        .isEqualTo(
            "h1 container o1 eth0 and h2 container o2 eth0 have the MAC address 02:42:0a:00:01:02"
                + " on VXLAN 4097 port 4789");
  }

  @Test
  void twoHostsWithOneAddress() {
    CapturedHost twin = h2().changes(ADDRESS, text -> text.replace("198.18.0.2", "198.18.0.1"));

    List<Diagnosis> found = look(new DuplicateCheck(), h1(), twin);

    assertThat(found).extracting(Diagnosis::fault).containsExactly(Fault.DUPLICATE_IP);
    assertThat(found.getFirst().evidence()).hasSize(2);
  }

  @Test
  void aNeighbourEntryOfNobodys() {
    CapturedHost wrong =
        h1().changes(
                NET0 + "@ip -json -4 neigh", text -> text.replace(mac("04"), "02:00:5e:00:53:01"));

    List<Diagnosis> found = look(new NeighbourCheck(), wrong, h2());

    assertThat(found).extracting(Diagnosis::fault).containsExactly(Fault.ARP_ENTRY);
    assertThat(found.getFirst().cause())
        .isEqualTo("10.0.1.4 has the MAC address 02:42:0a:00:01:04, not 02:00:5e:00:53:01");
    assertThat(found.getFirst().remedy().commands().getFirst())
        .endsWith("ip neigh replace 10.0.1.4 lladdr 02:42:0a:00:01:04 dev vxlan0 nud permanent");
  }

  @Test
  void framesForTheWrongHost() {
    CapturedHost wrong =
        h1().changes(
                NET0 + "@bridge -json fdb show",
                text ->
                    text.replace(
                        mac("04") + "\",\"ifname\":\"vxlan0\",\"dst\":\"198.18.0.2\"",
                        mac("04") + "\",\"ifname\":\"vxlan0\",\"dst\":\"198.18.0.3\""));

    List<Diagnosis> found = look(new FdbCheck(), wrong, h2());

    assertThat(found).extracting(Diagnosis::fault).containsExactly(Fault.FDB_ENTRY);
    assertThat(found.getFirst().evidence())
        .extracting(Evidence::line)
        .containsExactly("02:42:0a:00:01:04 dev vxlan0 dst 198.18.0.3 permanent");
    assertThat(found.getFirst().remedy().commands().getFirst())
        .endsWith("bridge fdb replace 02:42:0a:00:01:04 dev vxlan0 dst 198.18.0.2 self permanent");
  }

  @Test
  void aStationThatNoEntryNames() {
    CapturedHost missing =
        h1().changes(
                NET0 + "@bridge -json fdb show",
                text ->
                    text.replace(
                        mac("04") + "\",\"ifname\":\"vxlan0\",\"dst\":\"198.18.0.2\"",
                        "02:42:0a:00:01:99\",\"ifname\":\"vxlan0\",\"dst\":\"198.18.0.2\""));

    List<Diagnosis> found = look(new FdbCheck(), missing, h2());

    assertThat(found.getFirst().cause()).contains("no entry says that h2 container o2 eth0");
  }

  @Test
  void endsThatDoNotAgree() {
    List<Diagnosis> ids = look(new VxlanPairCheck(), tunnel("h1", 7, 8472), tunnel("h2", 8, 8472));
    List<Diagnosis> ports =
        look(new VxlanPairCheck(), tunnel("h1", 7, 8472), tunnel("h2", 7, 4789));
    List<Diagnosis> well = look(new VxlanPairCheck(), tunnel("h1", 7, 8472), tunnel("h2", 7, 8472));

    assertThat(ids).hasSize(2);
    assertThat(ids.getFirst().cause()).contains("different ids");
    assertThat(ports.getFirst().cause()).contains("different UDP ports");
    assertThat(well).isEmpty();
  }

  private static CapturedHost tunnel(String name, int id, int port) {
    String other = name.equals("h1") ? "198.18.0.2" : "198.18.0.1";
    return new CapturedHost(name)
        .changes(
            ADDRESS,
            text ->
                text.replaceFirst(
                    "\\[",
                    "[{\"ifindex\":77,\"ifname\":\"vx9\",\"flags\":[\"UP\"],\"mtu\":1450,\"linkinfo\":"
                        + "{\"info_kind\":\"vxlan\",\"info_data\":{\"id\":"
                        + id
                        + ",\"port\":"
                        + port
                        + ",\"remote\":\""
                        + other
                        + "\"}}},"));
  }
}
