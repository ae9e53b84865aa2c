package dev.linerate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Machines;
import dev.linerate.host.NetNs;
import dev.linerate.host.ScriptedHost;
import dev.linerate.network.EndpointPair;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Plan;
import dev.linerate.plan.ToolChoice;
import dev.linerate.unit.Mtu;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinsTest {
  private static Plan plan(String... pinnings) {
    return new Plan(
        "test",
        2,
        LinkSpec.GIGABIT,
        1,
        ToolChoice.BUILTIN,
        Arrays.stream(pinnings).map(p -> Plans.tcp("host").with(Pinning.parse(p))).toList());
  }

  private static EndpointPair pair() {
    return new EndpointPair(endpoint("a"), endpoint("b"));
  }

  private static Endpoint endpoint(String label) {
    return new Endpoint(
        new ScriptedHost(), NetNs.named(label), label, "eth0", "10.0.0.1", new Mtu(1500));
  }

  @Test
  void anUnpinnedPlanDoesNotLookAtTheMachine() {
    Pins pins = Pins.of(plan("none"), new ScriptedHost());
    EndpointPair pair = pair();
    assertThat(pins.place(Plans.tcp("host"), pair)).isSameAs(pair);
    assertThat(pins.facts()).isEmpty();
    assertThat(pins.reason(Pinning.NONE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"FORWARD,1,0", "REVERSE,0,1", "BIDIR,1,0"})
  void theSendersCoreIsTheSendersWhicheverEndThatIs(Direction direction, int client, int server) {
    CaseSpec spec = Plans.tcp("host").with(Pinning.parse("1,0"));
    Flow f = spec.flow();
    Flow flow =
        new Flow(
            f.protocol(),
            direction,
            f.streams(),
            f.rate(),
            f.length(),
            f.window(),
            f.mss(),
            f.congestion(),
            f.zerocopy(),
            f.duration(),
            f.omit(),
            f.interval());
    CaseSpec turned = new CaseSpec(spec.network(), spec.placement(), flow, spec.pinning());
    EndpointPair placed = Pins.of(plan("1,0"), Machines.smallVm()).place(turned, pair());
    assertThat(placed.client().core()).isEqualTo(OptionalInt.of(client));
    assertThat(placed.server().core()).isEqualTo(OptionalInt.of(server));
  }

  @Test
  void autoTellsWhatItChoseAndWhy() {
    Pins pins = Pins.of(plan("none", "auto"), Machines.smallVm());
    assertThat(pins.facts())
        .containsEntry("pinning.auto", "0,1")
        .containsEntry(
            "pinning.auto.why",
            "sender on core 0, receiver on core 1: the only two physical cores, with one L3 cache"
                + " and NUMA node (0)");
    assertThat(pins.reason(Pinning.AUTO)).isEmpty();
  }

  /** In one run, each by its own number of streams. */
  @Test
  void autoChoosesForEveryNumberOfStreams() {
    CaseSpec one = Plans.tcp("host").with(Pinning.AUTO);
    CaseSpec four = one.with(one.flow().withStreams(4));
    Plan plan = new Plan("test", 2, LinkSpec.GIGABIT, 1, ToolChoice.BUILTIN, List.of(one, four));
    Pins pins = Pins.of(plan, Machines.kunpeng920());
    assertThat(pins.facts())
        .containsEntry("pinning.auto", "1,2")
        .containsEntry("pinning.auto.streams_4", "1,2 3,4 5,6 7,8")
        .containsKey("pinning.auto.streams_4.why");
    assertThat(pins.place(one, pair()).client().cores()).containsExactly(1);
    EndpointPair placed = pins.place(four, pair());
    assertThat(placed.client().cores()).containsExactly(1, 3, 5, 7);
    assertThat(placed.server().cores()).containsExactly(2, 4, 6, 8);
  }

  /** Two cores are named: they are what all streams share. */
  @Test
  void namedCoresAreAllStreams() {
    CaseSpec spec = Plans.tcp("host").with(Pinning.parse("1,0"));
    CaseSpec four = spec.with(spec.flow().withStreams(4));
    Plan plan = new Plan("test", 2, LinkSpec.GIGABIT, 1, ToolChoice.BUILTIN, List.of(four));
    EndpointPair placed = Pins.of(plan, Machines.smallVm()).place(four, pair());
    assertThat(placed.client().cores()).containsExactly(1);
    assertThat(placed.server().cores()).containsExactly(0);
  }

  @Test
  void whereAutoCannotItSaysWhy() {
    assertThat(Pins.of(plan("auto"), Machines.oneCore()).reason(Pinning.AUTO))
        .contains(
            "auto needs two physical cores, and linerate may run on core 0 alone: leave it"
                + " unpinned with --pin none");
    assertThat(Pins.of(plan("auto"), new ScriptedHost()).reason(Pinning.AUTO))
        .contains("auto cannot read which cores scripted has");
  }

  @Test
  void coresThatCannotBeUsedAreNamedAllAtOnce() {
    ScriptedHost host = Machines.allowed(Machines.kunpeng920(), "32-63");
    assertThatThrownBy(() -> Pins.of(plan("40,41", "3,40", "200,200"), host))
        .isInstanceOf(LinerateException.class)
        .hasMessage(
            "pinning 3,40: core 3 is not among those that linerate may run on: 32-63;"
                + " pinning 200,200: this machine has no core 200, only 32-63")
        .extracting(e -> ((LinerateException) e).kind())
        .isEqualTo(LinerateException.Kind.ENVIRONMENT);
  }

  /** To measure what it costs that both ends share a core. */
  @Test
  void bothMayShareACore() {
    EndpointPair placed =
        Pins.of(plan("1,1"), Machines.smallVm())
            .place(Plans.tcp("host").with(Pinning.parse("1,1")), pair());
    assertThat(placed.client().core()).isEqualTo(placed.server().core()).hasValue(1);
  }
}
