package dev.linerate.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Output;
import dev.linerate.host.ScriptedHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanupTest {
  private static final String MOUNTINFO = "/proc/self/mountinfo";

  @TempDir Path folder;
  private final ScriptedHost machine = new ScriptedHost().says("ip", "");
  private final List<String> mounts = new ArrayList<>();
  private Path state = Path.of("/nowhere");
  private Path netns = state;
  private Path cgroups = state;

  @BeforeEach
  void emptyMachine() throws IOException {
    state = Files.createDirectory(folder.resolve("state"));
    netns = Files.createDirectory(folder.resolve("netns"));
    cgroups = Files.createDirectory(folder.resolve("cgroup"));
    machine.answers("umount", this::unmount);
  }

  private Output unmount(Command command) {
    mounts.remove(command.arguments().getLast());
    showMounts();
    return ScriptedHost.output(command, 0, "", "");
  }

  private void mount(String path) {
    mounts.addFirst(path);
    showMounts();
  }

  private void showMounts() {
    StringBuilder text = new StringBuilder("22 1 254:1 / / rw - ext4 /dev/vda1 rw\n");
    mounts.forEach(
        m -> text.append("90 22 0:4 / " + m.replace(" ", "\\040") + " rw - nsfs x rw\n"));
    machine.file(MOUNTINFO, text.toString());
  }

  private Leftover killed(String id, Entry... entries) {
    try (Owner owner = Owner.create(state, id)) {
      List.of(entries).forEach(owner::record);
    }
    return new Owners(state).find(id).orElseThrow();
  }

  private List<String> remove(Leftover owner, Reclaimer... reclaimers) {
    Cleanup.Places places = new Cleanup.Places(folder.resolve("no-processes"), netns, cgroups);
    return new Cleanup(machine, List.of(reclaimers), places).remove(owner);
  }

  @Test
  void whatWasJournaledButNeverMadeIsNoError() {
    Leftover owner = killed("k3f9a", new Entry(Entry.Kind.NETNS, "lr-k3f9a-h1"));
    assertThat(remove(owner)).isEmpty();
    assertThat(machine.ran()).isEmpty();
    assertThat(owner.directory()).doesNotExist();
  }

  @Test
  void removesTheNamespacesOfTheOwnerOnly() throws IOException {
    Files.createFile(netns.resolve("lr-k3f9a-h1"));
    Files.createFile(netns.resolve("lr-zzzzz-h1"));
    killed("zzzzz", new Entry(Entry.Kind.NETNS, "lr-zzzzz-h1"));
    Leftover owner = killed("k3f9a", new Entry(Entry.Kind.NETNS, "lr-k3f9a-h1"));
    assertThat(remove(owner)).containsExactly("network namespace lr-k3f9a-h1");
    assertThat(machine.ran()).containsExactly("ip netns delete lr-k3f9a-h1");
    assertThat(new Owners(state).list()).extracting(Leftover::id).containsExactly("zzzzz");
  }

  @Test
  void aJournalThatWasTamperedWithNamesNoNamespaceOfOthers() throws IOException {
    Files.createFile(netns.resolve("customer"));
    Files.createFile(folder.resolve("file"));
    Leftover owner =
        killed(
            "k3f9a",
            new Entry(Entry.Kind.NETNS, "customer"),
            new Entry(Entry.Kind.NETNS, "lr-k3f9a-/../../file"),
            new Entry(Entry.Kind.NETNS, ""));
    assertThat(remove(owner)).isEmpty();
    assertThat(machine.ran()).isEmpty();
  }

  @Test
  void unmountsWhatIsUnderItsDirectoryInnermostFirst() {
    Leftover owner = killed("k3f9a");
    String outer = owner.directory() + "/h1/docker";
    mount(outer);
    mount(outer + "/over lay");
    mount(owner.directory() + "x/docker");
    assertThat(remove(owner)).containsExactly("mount " + outer + "/over lay", "mount " + outer);
    assertThat(mounts).containsExactly(owner.directory() + "x/docker");
  }

  @Test
  void filesBehindAMountThatStaysAreNotTouched() throws IOException {
    Leftover owner = killed("k3f9a");
    Path volume = Files.createDirectories(owner.directory().resolve("h1/volume"));
    Path precious = Files.writeString(volume.resolve("precious"), "the user's");
    mount(volume.toString());
    machine.fails("umount", 32, "umount: target is busy.");
    assertThatThrownBy(() -> remove(owner))
        .isInstanceOf(LinerateException.class)
        .hasMessage("cannot unmount " + volume);
    assertThat(precious).hasContent("the user's");
    assertThat(new Owners(state).find("k3f9a")).isPresent();
  }

  @Test
  void aNamespaceThatCannotBeRemovedStaysInTheJournal() throws IOException {
    Files.createFile(netns.resolve("lr-k3f9a-h1"));
    machine.fails("ip", 1, "Cannot remove namespace file: Operation not permitted");
    Leftover owner = killed("k3f9a", new Entry(Entry.Kind.NETNS, "lr-k3f9a-h1"));
    assertThatThrownBy(() -> remove(owner))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("Operation not permitted");
    assertThat(new Owners(state).find("k3f9a").orElseThrow().entries()).hasSize(1);
  }

  @Test
  void removesItsCgroupsInBothHierarchies() throws IOException {
    Path v2 = Files.createDirectories(cgroups.resolve("linerate-k3f9a/container"));
    Path v1 = Files.createDirectories(cgroups.resolve("memory/linerate-k3f9a"));
    Path other = Files.createDirectories(cgroups.resolve("memory/linerate-k3f9ab"));
    assertThat(remove(killed("k3f9a")))
        .containsExactlyInAnyOrder("cgroup " + v2.getParent(), "cgroup " + v1);
    assertThat(v2.getParent()).doesNotExist();
    assertThat(v1).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void linksAreRemovedAndNotFollowed() throws IOException {
    Path precious = Files.createDirectories(folder.resolve("home"));
    Files.writeString(precious.resolve("letter"), "dear");
    Leftover owner = killed("k3f9a");
    Files.createSymbolicLink(owner.directory().resolve("link"), precious);
    remove(owner);
    assertThat(owner.directory()).doesNotExist();
    assertThat(precious.resolve("letter")).hasContent("dear");
  }

  @Test
  void whatIsGoneAlreadyIsNoError() throws IOException {
    Leftover owner = killed("k3f9a");
    remove(owner);
    assertThat(remove(owner)).isEmpty();
  }

  @Test
  void reclaimersAreAskedForTheirKindAndGivenTheMark() {
    List<String> asked = new ArrayList<>();
    Reclaimer docker =
        new Reclaimer() {
          @Override
          public Entry.Kind kind() {
            return Entry.Kind.DOCKER;
          }

          @Override
          public List<String> reclaim(Entry entry, String ownerId) {
            asked.add(entry.name() + " " + ownerId);
            return List.of("container a");
          }
        };
    Leftover owner =
        killed(
            "k3f9a",
            new Entry(Entry.Kind.KEEP, "k3f9a"),
            new Entry(Entry.Kind.DOCKER, "unix:///run/docker.sock"));
    assertThat(remove(owner, docker)).containsExactly("container a");
    assertThat(asked).containsExactly("unix:///run/docker.sock k3f9a");
  }

  @Test
  void aCleanupThatIsKilledLeavesTheJournal() throws IOException {
    Leftover owner = killed("k3f9a");
    Path journal = owner.directory().resolve(Owner.JOURNAL);
    Path last = Files.createDirectory(owner.directory().resolve("z"));
    // everything but the directory itself
    for (Path child : List.of(journal, last)) {
      Files.walkFileTree(child, new OwnerFiles(owner.directory()));
    }
    assertThat(last).doesNotExist();
    assertThat(journal).exists();
  }
}
