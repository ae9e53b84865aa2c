package dev.linerate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupsTest {
  @TempDir private Path proc;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(proc.resolve("self"));
    Files.createDirectories(proc.resolve("7"));
  }

  private void mounts(String... lines) throws IOException {
    Files.writeString(proc.resolve("self/mountinfo"), String.join("\n", lines));
  }

  private void memberOf(String... lines) throws IOException {
    Files.writeString(proc.resolve("7/cgroup"), String.join("\n", lines));
  }

  private Iterable<Path> folders() throws IOException {
    return new ControlGroups(proc).of(7);
  }

  @Test
  void versionTwo() throws IOException {
    mounts(
        "22 27 0:21 / /proc rw,relatime - proc proc rw",
        "41 31 0:38 / /sys/fs/cgroup rw,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate");
    memberOf("0::/system.slice/docker-4f.scope");

    assertThat(folders()).containsExactly(Path.of("/sys/fs/cgroup/system.slice/docker-4f.scope"));
  }

  @Test
  void versionOneHasATreeForEachHierarchy() throws IOException {
    mounts(
        "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755",
        "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct",
        "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory",
        "40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd");
    memberOf(
        "9:name=systemd:/docker/4f",
        "8:pids:/docker/4f",
        "4:memory:/docker/4f",
        "2:cpu,cpuacct:/docker/4f");

    assertThat(folders())
        .containsExactly(
            Path.of("/sys/fs/cgroup/systemd/docker/4f"),
            Path.of("/sys/fs/cgroup/memory/docker/4f"),
            Path.of("/sys/fs/cgroup/cpu,cpuacct/docker/4f"));
  }

  @Test
  void aMountThatShowsAPartOfTheTree() throws IOException {
    mounts("41 31 0:38 /docker /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw");
    memberOf("0::/docker/4f");

    assertThat(folders()).containsExactly(Path.of("/sys/fs/cgroup/4f"));
  }

  /** The tree of version 2 that is mounted beside has no controllers. */
  @Test
  void aThreadJoinsTheGroupsOfVersionOne() throws IOException {
    Path group = Files.createDirectories(proc.resolve("cpu/docker/4f"));
    Files.createFile(group.resolve("tasks"));
    mounts(
        "32 31 0:29 / " + proc.resolve("cpu") + " rw,relatime - cgroup cgroup rw,cpu,cpuacct",
        "41 31 0:38 / " + proc.resolve("unified") + " rw,relatime - cgroup2 cgroup2 rw");
    memberOf("2:cpu,cpuacct:/docker/4f", "0::/docker/4f");

    ControlGroups groups = new ControlGroups(proc);
    groups.joinThread(7);

    assertThat(group.resolve("tasks")).hasContent("0");
    assertThat(groups.separatesThreads()).isTrue();
  }

  @Test
  void versionTwoKeepsTheThreadsOfAProcessTogether() throws IOException {
    mounts("41 31 0:38 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw,nsdelegate");

    assertThat(new ControlGroups(proc).separatesThreads()).isFalse();
  }

  @Test
  void aLineOfAnotherFormIsSaid() throws IOException {
    mounts("41 31 0:38 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw");
    memberOf("nonsense");

    assertThatThrownBy(this::folders)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nonsense");
  }

  @Test
  void noSuchProcess() throws IOException {
    mounts();

    assertThatThrownBy(() -> new ControlGroups(proc).of(8)).isInstanceOf(NoSuchFileException.class);
  }
}
