package dev.linerate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Endpoint;
import dev.linerate.host.NetNs;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.unit.Mtu;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BuiltinArgumentsTest {
  private static final Flow FLOW = Flow.of(Protocol.TCP, Duration.ofSeconds(2));

  private final Endpoint container = endpoint(NetNs.ofProcess(77));
  private final Endpoint bare = endpoint(NetNs.named("b"));

  private static Endpoint endpoint(NetNs namespace) {
    return new Endpoint(
        new FakeHost(new AtomicLong()), namespace, "a", "eth0", "10.0.0.1", new Mtu(1500));
  }

  @Test
  void insideNamesTheContainersProcess() {
    assertThat(BuiltinArguments.server(container, FLOW.withInside(true), 5201))
        .startsWith("linerate server --inside 77 -B 10.0.0.1 -p 5201 ");
    assertThat(BuiltinArguments.client(container, bare, FLOW.withInside(true), 5201))
        .startsWith("linerate client 10.0.0.1 --inside 77 -p 5201 ");
  }

  /** What is no process's namespace has no control groups to be in. */
  @Test
  void otherwiseTheNamespace() {
    assertThat(BuiltinArguments.server(container, FLOW, 5201))
        .startsWith("linerate server --netns /proc/77/ns/net ");
    assertThat(BuiltinArguments.client(bare, container, FLOW.withInside(true), 5201))
        .startsWith("linerate client 10.0.0.1 --netns /run/netns/b ");
  }
}
