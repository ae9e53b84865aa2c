package dev.linerate.network.ovs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.network.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OvsInterfaceTest {
  private static OvsInterface named(String fixture, String name) {
    return OvsInterface.parse(Fixtures.text("ovs/" + fixture)).stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void readsATunnel() {
    OvsInterface tunnel = named("ovs-vsctl-3.1-interfaces.json", "lr-oovx0");
    assertThat(tunnel.type()).isEqualTo("vxlan");
    assertThat(tunnel.ofport()).hasValue(2);
    assertThat(tunnel.error()).isEmpty();
    assertThat(tunnel.vni()).hasValue(4300);
    assertThat(tunnel.detail()).contains("remote 198.18.0.2, UDP port 4790");
    assertThat(tunnel.options()).containsEntry("local_ip", "198.18.0.1").hasSize(4);
  }

  @Test
  void readsAnInterfaceWithoutOptions() {
    OvsInterface internal = named("ovs-vsctl-3.1-interfaces.json", "lr-oba");
    assertThat(internal)
        .isEqualTo(
            new OvsInterface("lr-oba", "internal", OptionalInt.of(1), Optional.empty(), Map.of()));
    assertThat(internal.vni()).isEmpty();
    assertThat(internal.detail()).isEmpty();
  }

  @Test
  void anInterfaceThatCouldNotBeTakenUpHasAReasonAndNoPort() {
    OvsInterface failed = named("ovs-vsctl-3.1-interfaces-failed.json", "nosuch");
    assertThat(failed.ofport()).isEmpty();
    assertThat(failed.error()).contains("could not open network device nosuch (No such device)");
  }

  @Test
  void columnsMayComeInAnyOrderOrBeMissing() {
    List<OvsInterface> rows =
        OvsInterface.parse(
            """
            {"headings":["ofport","name"],"data":[[["set",[]],"x"],[7],[]]}
            """);
    assertThat(rows).extracting(OvsInterface::name).containsExactly("x", "", "");
    assertThat(rows.get(0).ofport()).isEmpty();
    assertThat(rows.get(1).ofport()).hasValue(7);
  }

  @Test
  void aKeyThatIsNoNumberIsNoVni() {
    for (String key : List.of("flow", "", "-1", "0x10cc", "99999999999")) {
      OvsInterface odd =
          new OvsInterface("x", "vxlan", OptionalInt.empty(), Optional.empty(), Map.of("key", key));
      assertThat(odd.vni()).as(key).isEmpty();
    }
  }

  @Test
  void anythingElseIsRefused() {
    String whole = Fixtures.text("ovs/ovs-vsctl-3.1-interfaces.json");
    for (String text : List.of(whole.substring(0, whole.length() / 2), "ovs-vsctl: no", "{]")) {
      assertThatThrownBy(() -> OvsInterface.parse(text))
          .isInstanceOf(LinerateException.class)
          .hasMessageStartingWith("ovs-vsctl printed no table: ");
    }
    assertThat(OvsInterface.parse("{\"headings\":[],\"data\":[]}")).isEmpty();
  }
}
