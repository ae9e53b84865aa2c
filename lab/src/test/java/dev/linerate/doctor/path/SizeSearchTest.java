package dev.linerate.doctor.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.doctor.path.HopSearch.Hop;
import dev.linerate.doctor.path.SizeSearch.Passed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeSearchTest {
  @Test
  void aHealthyPathCostsOnePacket() {
    FakePath path = new FakePath().link(1500, false);
    assertThat(new SizeSearch(path).upTo(1500)).contains(new Passed(1500, Optional.empty()));
    assertThat(path.sent()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {68, 69, 576, 1280, 1399, 1400, 1450, 1498, 1499})
  void theHoleIsFoundToTheByte(int carries) {
    FakePath path = new FakePath().link(1500, true).link(carries, false);
    Passed passed = new SizeSearch(path).upTo(1500).orElseThrow();
    assertThat(passed.largest()).isEqualTo(carries);
    assertThat(passed.holeFor(1500)).isTrue();
    assertThat(path.sent()).isLessThan(30);
  }

  @Test
  void aRouterThatTellsIsNoHole() {
    FakePath path = new FakePath().link(9000, true).link(1400, true);
    Passed passed = new SizeSearch(path).upTo(9000).orElseThrow();
    assertThat(passed.largest()).isEqualTo(1400);
    assertThat(passed.refused().orElseThrow().mtu()).isEqualTo(1400);
    assertThat(passed.holeFor(9000)).isFalse();
  }

  @Test
  void onePacketLostByChanceIsNoHole() {
    FakePath path = new FakePath().link(1500, false).losing(1);
    assertThat(new SizeSearch(path).upTo(1500)).contains(new Passed(1500, Optional.empty()));
  }

  @Test
  void aPathThatPassesNothingHasNoLargestSize() {
    FakePath path = new FakePath().link(0, false);
    assertThat(new SizeSearch(path).upTo(1500)).isEmpty();
    assertThat(path.sent()).isEqualTo(4);
  }

  @Test
  void theHoleIsBetweenTheLastHopThatLargePacketsReachAndTheNext() {
    FakePath path = new FakePath().link(1500, false).link(1500, false).link(1400, false);
    List<Hop> hops = new HopSearch(path).hops(68, 1500);
    assertThat(hops)
        .containsExactly(
            new Hop(1, "10.0.0.1", true),
            new Hop(2, "10.0.0.2", true),
            new Hop(3, "10.0.0.3", false));
    assertThat(HopSearch.hole("10.0.0.0", hops)).isEqualTo("between 10.0.0.2 and 10.0.0.3");
  }

  @Test
  void onTheFirstLinkTheHoleIsBehindTheSender() {
    FakePath path = new FakePath().link(1400, false);
    assertThat(HopSearch.hole("10.0.0.0", new HopSearch(path).hops(68, 1500)))
        .isEqualTo("between 10.0.0.0 and 10.0.0.1");
  }

  @Test
  void hopsThatSayNothingEndTheSearch() {
    FakePath path = new FakePath().link(0, false);
    assertThat(new HopSearch(path).hops(68, 1500)).isEmpty();
    assertThat(path.sent()).isEqualTo(2);
  }
}
