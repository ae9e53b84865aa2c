package dev.linerate.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void readsLinesAndIgnoresCommentsAndSpace() {
    Packages packages =
        Packages.parse(
            """
            # a comment

            kernel\tip\tiproute2
              docker   dockerd docker.io   # the daemon
            """);
    assertThat(packages.needs())
        .containsExactly(
            new Need(Group.KERNEL, "ip", "iproute2"),
            new Need(Group.DOCKER, "dockerd", "docker.io"));
  }

  @Test
  void namesTheLineThatHasTooFewWords() {
    assertThatThrownBy(() -> Packages.parse("kernel ip iproute2\novs ethtool\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("setup/packages:2: a line is group, program, package, not: ovs ethtool");
  }

  @Test
  void namesTheGroupThatDoesNotExist() {
    assertThatThrownBy(() -> Packages.parse("podman podman podman"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("setup/packages:1")
        .hasMessageContaining("\"podman\"; there are kernel, iperf3, docker, ovs, test, guest");
  }

  @Test
  void theShippedListSaysSomethingForEveryGroup() {
    for (Group group : Group.values()) {
      assertThat(Packages.shipped().of(EnumSet.of(group))).as(group.text()).isNotEmpty();
    }
  }

  @Test
  void theShippedListNamesAProgramOnce() {
    List<String> programs = Packages.shipped().needs().stream().map(Need::program).toList();
    assertThat(programs).doesNotHaveDuplicates().contains("dockerd", "ovs-vswitchd", "iperf3");
  }

  @Test
  void givesTheNeedsOfSeveralGroupsInTheListsOrder() {
    Packages packages = Packages.parse("ovs a pa\nkernel b pb\ntest c pc\novs d pd\n");
    assertThat(packages.of(Set.of(Group.KERNEL, Group.OVS)))
        .extracting(Need::program)
        .containsExactly("a", "b", "d");
  }
}
