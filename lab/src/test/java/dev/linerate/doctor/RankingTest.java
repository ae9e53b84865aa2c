package dev.linerate.doctor;

import static dev.linerate.doctor.Fakes.diagnosis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static List<Fault> ranked(Diagnosis... found) {
    return Ranking.of(List.of(found)).stream().map(Diagnosis::fault).toList();
  }

  @Test
  void theRootComesBeforeWhatItCauses() {
    // alone, a link that is down would come first
    assertThat(ranked(diagnosis(Fault.LINK_DOWN, "h1 vx0"), diagnosis(Fault.VXLAN_CLASH, "h1")))
        .containsExactly(Fault.VXLAN_CLASH, Fault.LINK_DOWN);
    assertThat(ranked(diagnosis(Fault.LINK_DOWN, "h2 vx0"), diagnosis(Fault.VXLAN_CLASH, "h1")))
        .containsExactly(Fault.LINK_DOWN, Fault.VXLAN_CLASH);
  }

  /** Nodes that do not hear of each other's containers make no entries for them. */
  @Test
  void blockedPortsComeBeforeTheEntriesThatAreMissingThen() {
    assertThat(
            ranked(
                diagnosis(Fault.FDB_ENTRY, "h1 overlay ingress vxlan0"),
                diagnosis(Fault.SWARM_PORTS, "h1")))
        .containsExactly(Fault.SWARM_PORTS, Fault.FDB_ENTRY);
  }

  @Test
  void errorsComeBeforeWarnings() {
    assertThat(ranked(diagnosis(Fault.PRIVILEGE, "h1"), diagnosis(Fault.MTU_HOLE, "h1")))
        .containsExactly(Fault.MTU_HOLE, Fault.PRIVILEGE);
  }

  @Test
  void theSameFaultInTheSamePlaceIsToldOnce() {
    assertThat(
            ranked(
                diagnosis(Fault.MTU_HOLE, "h1"),
                diagnosis(Fault.MTU_HOLE, "h2"),
                diagnosis(Fault.MTU_HOLE, "h1")))
        .hasSize(2);
  }
}
