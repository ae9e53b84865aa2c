package dev.linerate.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcFilesTest {
  private static final String TCP =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 020712C6:1451 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 16870 1 000000007cb2ded7 100 0 0 10 0
         1: 020712C6:1452 010712C6:8A1C 01 00000000:00000000 00:00000000 00000000     0        0 16871 1 000000007cb2ded7 100 0 0 10 0
      """;
  private static final String TCP6 =
      "   0: 00000000000000000000000000000000:1453 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 1\n";
  private static final String DEV =
      """
      Inter-|   Receive                                                |  Transmit
       face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
          lo:    3293      31    0    0    0     0          0         0     3294      31    0    0    0     0       0          0
        eth0:12345678901     7    0    0    0     0          0         0       42       1    0    0    0     0       0          0
      """;

  @Test
  void onlySocketsThatListenHoldAPort() {
    assertThat(ListeningPorts.parse(TCP + TCP6)).containsExactlyInAnyOrder(5201, 5203);
    assertThat(ListeningPorts.parse("")).isEmpty();
    assertThat(ListeningPorts.parse("0: x y 0A\n0: AA:XYZ1 b 0A\n0: 0A")).isEmpty();
  }

  @Test
  void countersOfOneInterface() {
    assertThat(InterfaceBytes.parse(DEV, "lo")).contains(new InterfaceBytes(3293, 3294));
    assertThat(InterfaceBytes.parse(DEV, "eth0")).contains(new InterfaceBytes(12_345_678_901L, 42));
    assertThat(InterfaceBytes.parse(DEV, "eth")).isEmpty();
    assertThat(InterfaceBytes.parse("eth0: 1 2 3", "eth0")).isEmpty();
    assertThat(InterfaceBytes.parse("eth0: x 0 0 0 0 0 0 0 1", "eth0")).isEmpty();
  }

  @Test
  void noPortIsLeasedTwice() {
    PortLeases leases = new PortLeases();
    assertThat(leases.lease(Set.of(5201))).isEqualTo(5202);
    assertThat(leases.lease(Set.of())).isEqualTo(5201);
    assertThat(leases.lease(Set.of())).isEqualTo(5203);
    leases.giveBack(5202);
    assertThat(leases.lease(Set.of())).isEqualTo(5202);
  }

  @Test
  void runningOutOfPortsIsSaid() {
    Set<Integer> all = new HashSet<>();
    for (int port = 1; port <= 65535; port++) {
      all.add(port);
    }
    assertThatThrownBy(() -> new PortLeases().lease(all))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("every port");
  }
}
