package dev.linerate.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrivilegeTest {
  @Test
  void rootOfTheMachineHasTheWholeMap() {
    assertThat(Privilege.of(0, "         0          0 4294967295\n")).isEqualTo(Privilege.ROOT);
  }

  @Test
  void rootOfAUserNamespaceHasOneUser() {
    assertThat(Privilege.of(0, "         0       1000          1\n"))
        .isEqualTo(Privilege.NAMESPACE_ROOT);
  }

  @Test
  void anyOtherUserIsAUser() {
    assertThat(Privilege.of(1000, "         0          0 4294967295\n")).isEqualTo(Privilege.USER);
  }

  @Test
  void isReadThroughTheHostAndTheEffectiveUserCounts() {
    ScriptedHost host = new ScriptedHost().file("/proc/self/uid_map", "0 0 4294967295\n");
    assertThat(Privilege.on(host)).isEqualTo(Privilege.USER);
    host.file("/proc/self/status", "Name:\tjava\nUid:\t1000\t0\t0\t0\nGid:\t1000\t0\t0\t0\n");
    assertThat(Privilege.on(host)).isEqualTo(Privilege.ROOT);
    host.file("/proc/self/status", "Uid:\t0\t1000\t0\t1000\n");
    assertThat(Privilege.on(host)).isEqualTo(Privilege.USER);
  }

  @Test
  void hereItIsTheSameAskedEitherWay() {
    assertThat(Privilege.on(new LocalHost(Path.of("/nowhere"), Map.of())))
        .isEqualTo(Privilege.current());
  }
}
