package dev.linerate.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import dev.linerate.host.ScriptedHost;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstructionTest {
  private final ScriptedHost host = new ScriptedHost().says("ip", "out");
  private final Construction construction = new Construction();
  private final List<String> undone = new ArrayList<>();

  @Test
  void undoesTheLastStepFirst() {
    for (String step : List.of("bridge", "tunnel", "namespace")) {
      construction.undo(() -> undone.add(step));
    }
    construction.close();
    assertThat(undone).containsExactly("namespace", "tunnel", "bridge");
  }

  @Test
  void undoesEachStepOnce() {
    construction.undo(() -> undone.add("bridge"));
    construction.close();
    construction.close();
    assertThat(undone).containsExactly("bridge");
  }

  @Test
  void triesEveryStepAndReportsTheFirstFailureWithTheOthers() {
    construction.undo(() -> undone.add("bridge"));
    construction.undo(() -> fail("tunnel"));
    construction.undo(() -> fail("namespace"));
    assertThatThrownBy(construction::close)
        .hasMessage("namespace")
        .satisfies(e -> assertThat(e.getSuppressed()).extracting("message").contains("tunnel"));
    assertThat(undone).containsExactly("bridge");
  }

  private static void fail(String step) {
    throw LinerateException.environment(step, "");
  }

  @Test
  void anUndoThatRegistersAnotherIsFollowed() {
    construction.undo(() -> construction.undo(() -> undone.add("late")));
    construction.close();
    assertThat(undone).containsExactly("late");
  }

  @Test
  void recordsCommandsAsTheyCanBePastedIntoAShell() {
    assertThat(construction.run(host, "ip", "link", "add", "name with blank")).isEqualTo("out");
    construction.run(host, Command.of("ip", "-batch", "-").reading("link set lo up\n"));
    construction.run(host, Command.of("ip", "link").in(NetNs.named("a")));
    construction.record("swarm init");
    assertThat(construction.commands())
        .containsExactly(
            "ip link add 'name with blank'",
            "ip -batch - <<< 'link set lo up'",
            "nsenter --net=/run/netns/a -- ip link",
            "swarm init");
  }

  @Test
  void aCommandThatFailsIsRecordedTooAndSaysWhy() {
    host.fails("ip", 2, "RTNETLINK answers: File exists");
    assertThatThrownBy(() -> construction.run(host, "ip", "link", "add", "br0"))
        .isInstanceOf(LinerateException.class)
        .hasMessage("scripted: ip failed: RTNETLINK answers: File exists");
    assertThat(construction.commands()).containsExactly("ip link add br0");
  }

  @Test
  void whatCannotBeBuiltIsTakenBackAndTheFirstFailureTold() {
    assertThatThrownBy(() -> Construction.building(this::halfOfIt))
        .hasMessage("no space")
        .satisfies(e -> assertThat(e.getSuppressed()).extracting("message").contains("bridge"));
    assertThat(undone).containsExactly("tunnel");
  }

  private String halfOfIt(Construction half) {
    half.undo(() -> fail("bridge"));
    half.undo(() -> undone.add("tunnel"));
    throw LinerateException.environment("no space", "");
  }

  @Test
  void whatWasBuiltStays() {
    assertThat(
            Construction.<String>building(half -> {
              half.undo(() -> undone.add("bridge"));
              return "built";
            }))
        .isEqualTo("built");
    assertThat(undone).isEmpty();
  }
}
