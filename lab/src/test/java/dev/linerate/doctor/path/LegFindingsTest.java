package dev.linerate.doctor.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.path.HopSearch.Hop;
import dev.linerate.doctor.path.SizeSearch.Passed;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Output;
import dev.linerate.host.ScriptedHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What packets' fates mean, on namespaces that answer {@code ip} from a script. */
class LegFindingsTest {
  private static final String MAC_A = "02:00:00:00:00:0a";
  private static final String MAC_B = "02:00:00:00:00:0b";
  private static final String MAC_C = "02:00:00:00:00:0c";
  private static final String NO_NEIGHBOURS = "[]";

  private static Patient place(String name, String address, String mac, String neighbours) {
    String links =
        """
        [{"ifindex":2,"ifname":"eth0","mtu":1500,"address":"%s","flags":["UP","LOWER_UP"],
          "addr_info":[{"family":"inet","local":"%s","prefixlen":24}]}]
        """
            .formatted(mac, address);
    String network = address.substring(0, address.lastIndexOf('.'));
    String routes =
        """
        [{"dst":"%s.0/24","dev":"eth0"},{"dst":"10.9.0.0/16","gateway":"%s.254","dev":"eth0"}]
        """
            .formatted(network, network);
    Host host =
        new ScriptedHost()
            .answers("ip", command -> answer(command, links, routes, neighbours))
            .program("bridge");
    return new Patient(host, name, Map.of(), List.of());
  }

  private static Output answer(Command command, String links, String routes, String neighbours) {
    String asked = String.join(" ", command.arguments());
    String text = asked.contains("route") ? routes : asked.contains("neigh") ? neighbours : links;
    return ScriptedHost.output(command, 0, text, "");
  }

  private static Leg leg(String neighbours) {
    Patient a = place("a", "10.0.0.1", MAC_A, neighbours);
    Patient b = place("b", "10.0.0.2", MAC_B, NO_NEIGHBOURS);
    return Leg.of(
        PathEnd.namespace("a", a, Optional.empty()), PathEnd.namespace("b", b, Optional.empty()));
  }

  private static Probed probed(
      Set<String> owners, boolean answered, Optional<Passed> sizes, List<Hop> hops) {
    return new Probed(owners, answered, sizes, hops, Optional.empty(), Optional.empty(), List.of());
  }

  private static final Optional<Passed> ALL = Optional.of(new Passed(1500, Optional.empty()));

  private static List<Diagnosis> causes(Leg leg, Probed probed) {
    return new LegFindings(leg, probed).causes();
  }

  @Test
  void onOneNetworkTheNextHopIsTheTarget() {
    Leg leg = leg(NO_NEIGHBOURS);
    assertThat(leg.direct()).isTrue();
    assertThat(leg.source()).isEqualTo("10.0.0.1");
    assertThat(leg.target()).isEqualTo("10.0.0.2");
    assertThat(leg.place()).isEqualTo("a → b");
  }

  @Test
  void beyondAGatewayTheNextHopIsTheGateway() {
    Patient a = place("a", "10.0.0.1", MAC_A, NO_NEIGHBOURS);
    Leg leg = Leg.of(PathEnd.namespace("a", a, Optional.empty()), PathEnd.address("10.9.1.1"));
    assertThat(leg.direct()).isFalse();
    assertThat(leg.next()).isEqualTo("10.0.0.254");
    assertThat(leg.in()).isEmpty();
  }

  @Test
  void withoutARouteTheNextStepIsToAddOne() {
    Patient a = place("a", "10.0.0.1", MAC_A, NO_NEIGHBOURS);
    PathEnd from = PathEnd.namespace("a", a, Optional.empty());
    assertThatThrownBy(() -> Leg.of(from, PathEnd.address("172.16.0.1")))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("no route to 172.16.0.1");
  }

  @Test
  void aHealthyPathHasNoCauses() {
    assertThat(causes(leg(NO_NEIGHBOURS), probed(Set.of(MAC_B), true, ALL, List.of()))).isEmpty();
  }

  @Test
  void aHoleTellsWhereAndOffersTheMtuThatPasses() {
    Probed probed =
        probed(
            Set.of(MAC_B),
            true,
            Optional.of(new Passed(1400, Optional.empty())),
            List.of(new Hop(1, "10.0.0.2", false)));
    Diagnosis hole = causes(leg(NO_NEIGHBOURS), probed).getFirst();
    assertThat(hole.fault()).isEqualTo(Fault.MTU_HOLE);
    assertThat(hole.cause()).contains("1400", "between 10.0.0.1 and 10.0.0.2", "1500");
    assertThat(hole.evidence())
        .extracting(Evidence::line)
        .contains("1500 bytes: no answer, no word", "1400 bytes: the largest that passes");
    assertThat(hole.remedy().commands()).containsExactly("ip link set eth0 mtu 1400");
    assertThat(hole.remedy().cure().orElseThrow().undo().getFirst().text())
        .isEqualTo("ip link set eth0 mtu 1500");
  }

  @Test
  void twoOwnersOfAnAddressAreADuplicate() {
    List<Diagnosis> found =
        causes(leg(NO_NEIGHBOURS), probed(Set.of(MAC_B, MAC_C), true, ALL, List.of()));
    assertThat(found).extracting(Diagnosis::fault).containsExactly(Fault.DUPLICATE_IP);
    assertThat(found.getFirst().cause()).contains(MAC_B, MAC_C);
  }

  @Test
  void anotherOwnerThanTheReceiverIsADuplicateToo() {
    assertThat(causes(leg(NO_NEIGHBOURS), probed(Set.of(MAC_C), true, ALL, List.of())))
        .extracting(Diagnosis::fault)
        .containsExactly(Fault.DUPLICATE_IP);
  }

  @Test
  void theSendersOwnMacAtTheOtherEndIsADuplicate() {
    assertThat(
            causes(leg(NO_NEIGHBOURS), probed(Set.of(MAC_A), false, Optional.empty(), List.of())))
        .extracting(Diagnosis::fault)
        .contains(Fault.DUPLICATE_MAC)
        .doesNotContain(Fault.DUPLICATE_IP);
  }

  @Test
  void aStaticEntryThatTheOwnerContradictsIsWrongAndIsRemoved() {
    String wrong =
        """
        [{"dst":"10.0.0.2","dev":"eth0","lladdr":"%s","state":["PERMANENT"]}]
        """
            .formatted(MAC_C);
    Diagnosis entry =
        causes(leg(wrong), probed(Set.of(MAC_B), false, Optional.empty(), List.of())).getFirst();
    assertThat(entry.fault()).isEqualTo(Fault.ARP_ENTRY);
    assertThat(entry.remedy().commands()).containsExactly("ip neigh delete 10.0.0.2 dev eth0");
    assertThat(entry.remedy().cure().orElseThrow().undo().getFirst().text())
        .isEqualTo("ip neigh replace 10.0.0.2 lladdr " + MAC_C + " dev eth0 nud permanent");
  }

  @Test
  void whatNothingExplainsIsToldAsSuch() {
    LegFindings findings =
        new LegFindings(leg(NO_NEIGHBOURS), probed(Set.of(), false, Optional.empty(), List.of()));
    assertThat(findings.causes()).isEmpty();
    Diagnosis diagnosis = findings.unexplained().orElseThrow();
    assertThat(diagnosis.fault()).isEqualTo(Fault.UNREACHABLE);
    assertThat(diagnosis.evidence())
        .extracting(Evidence::line)
        .containsExactly("no answer in three tries", "nobody answers on eth0");
  }
}
