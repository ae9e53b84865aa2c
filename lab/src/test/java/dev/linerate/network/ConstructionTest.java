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
  private final List<String> undone = new ArrayList<>();

  @Test
  void notesWhatItRunsAsItIsReallyRun() {
    ScriptedHost host = new ScriptedHost().says("ip", "done");
    Construction construction = new Construction();
    assertThat(construction.run(host, "ip", "link", "show")).isEqualTo("done");
    construction.run(host, Command.of("ip", "-batch", "-").in(NetNs.named("x")).reading("a\n"));
    construction.record("by hand");
    assertThat(construction.commands())
        .containsExactly(
            "ip link show", "nsenter --net=/run/netns/x -- ip -batch - <<< 'a'", "by hand");
  }

  /** A captured host is a namespace; its commands run there unless they name another. */
  @Test
  void notesTheHostsOwnNamespace() {
    Construction construction = new Construction();
    construction.run(CapturedHost.H1, "ip", "address");
    construction.run(CapturedHost.H1, Command.of("ip", "address").in(NetNs.named("a")));
    assertThat(construction.commands())
        .containsExactly(
            "nsenter --net=/run/netns/h1 -- ip address",
            "nsenter --net=/run/netns/a -- ip address");
  }

  @Test
  void aFailedCommandIsNotedToo() {
    ScriptedHost host = new ScriptedHost().fails("ip", 2, "RTNETLINK answers: File exists");
    Construction construction = new Construction();
    assertThatThrownBy(() -> construction.run(host, "ip", "link", "add", "x"))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("File exists");
    assertThat(construction.commands()).containsExactly("ip link add x");
  }

  @Test
  void undoesTheLastStepFirstAndOnce() {
    Construction construction = new Construction();
    construction.undo(() -> undone.add("first"));
    construction.undo(() -> undone.add("second"));
    construction.close();
    construction.close();
    assertThat(undone).containsExactly("second", "first");
  }

  @Test
  void undoesTheRestWhenAStepFails() {
    Construction construction = new Construction();
    construction.undo(() -> undone.add("first"));
    construction.undo(() -> fail("second"));
    construction.undo(() -> undone.add("third"));
    construction.undo(() -> fail("fourth"));
    assertThatThrownBy(construction::close)
        .hasMessage("fourth")
        .satisfies(e ->
            assertThat(e.getSuppressed()).extracting(Throwable::getMessage).containsOnly("second"));
    assertThat(undone).containsExactly("third", "first");
  }

  private static void fail(String step) {
    throw new IllegalStateException(step);
  }
}
