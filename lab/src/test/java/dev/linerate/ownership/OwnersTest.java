package dev.linerate.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnersTest {
  private static final Entry H1 = new Entry(Entry.Kind.NETNS, "lr-k3f9a-h1");
  private static final Entry H2 = new Entry(Entry.Kind.NETNS, "lr-k3f9a-h2");

  @TempDir Path state;

  private Leftover found(String id) {
    return new Owners(state).find(id).orElseThrow();
  }

  private Path journal(String id, String text) throws IOException {
    Path directory = Files.createDirectories(state.resolve(id));
    return Files.writeString(directory.resolve(Owner.JOURNAL), text);
  }

  @Test
  void anOwnerIsAliveUntilItIsClosed() {
    try (Owner owner = Owner.create(state, "k3f9a")) {
      owner.record(H1);
      assertThat(found("k3f9a").alive()).isTrue();
      assertThat(found("k3f9a").abandoned()).isFalse();
    }
    assertThat(found("k3f9a").alive()).isFalse();
    assertThat(found("k3f9a").abandoned()).isTrue();
    assertThat(found("k3f9a").entries()).containsExactly(H1);
  }

  @Test
  void twoOwnersAreToldApart() {
    try (Owner first = Owner.create(state)) {
      Owner second = Owner.create(state);
      first.record(H1);
      second.record(H2);
      second.close();
      assertThat(first.id()).hasSize(5).isNotEqualTo(second.id());
      assertThat(found(first.id()).abandoned()).isFalse();
      assertThat(found(first.id()).entries()).containsExactly(H1);
      assertThat(found(second.id()).abandoned()).isTrue();
      assertThat(found(second.id()).entries()).containsExactly(H2);
    }
  }

  @Test
  void aLabIsKeptAlthoughNobodyHoldsItsJournal() throws IOException {
    journal("lab", "netns lr-lab-h1\nkeep lab\n");
    assertThat(found("lab").kept()).isTrue();
    assertThat(found("lab").abandoned()).isFalse();
  }

  @Test
  void ownersAreListedById() throws IOException {
    journal("zz", "");
    journal("aa", "");
    assertThat(new Owners(state).list()).extracting(Leftover::id).containsExactly("aa", "zz");
  }

  @Test
  void withoutAStateDirectoryThereIsNoOwner() {
    assertThat(new Owners(state.resolve("none")).list()).isEmpty();
    assertThat(new Owners(state.resolve("none")).find("lab")).isEmpty();
  }

  @Test
  void whatWasBeingWrittenWhenItWasKilledWasNeverMade() throws IOException {
    journal("k3f9a", H1.line() + "\nnetns lr-k3f9a-h");
    assertThat(found("k3f9a").entries()).containsExactly(H1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n\n", "netns", " lr-k3f9a-h9", "volume of-a-newer-version", "\0\0\0\0"})
  void aLineThatSaysNothingHidesNoOther(String line) throws IOException {
    journal("k3f9a", H1.line() + "\n" + line + "\n" + H2.line() + "\n");
    assertThat(found("k3f9a").entries()).containsExactly(H1, H2);
  }

  @Test
  void bytesThatAreNoTextHideNeitherTheOwnerNorItsOtherLines() throws IOException {
    Path journal = journal("k3f9a", "");
    // in UTF-8 a byte 0xFF stands nowhere
    String damaged = H1.line() + "\nnetns l\u00FF\n" + H2.line() + "\n";
    Files.writeString(journal, damaged, StandardCharsets.ISO_8859_1);
    assertThat(found("k3f9a").entries()).contains(H1, H2);
  }

  @Test
  void aRunKilledBeforeItsJournalLeavesAnEmptyDirectory() throws IOException {
    Files.createDirectory(state.resolve("k3f9a"));
    assertThat(found("k3f9a").abandoned()).isTrue();
    assertThat(found("k3f9a").entries()).isEmpty();
  }

  @Test
  void aDirectoryOfSomebodyElseIsNoOwner() throws IOException {
    Files.createDirectories(state.resolve("documents/letters"));
    Files.writeString(state.resolve("notes.txt"), "mine");
    Files.createDirectories(state.resolve("log").resolve(Owner.JOURNAL));
    assertThat(new Owners(state).list()).isEmpty();
  }

  @Test
  void aLinkToADirectoryIsNoOwner() throws IOException {
    Path elsewhere = Files.createDirectory(state.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("file"), "");
    Files.writeString(elsewhere.resolve(Owner.JOURNAL), "");
    Files.createSymbolicLink(state.resolve("link"), elsewhere);
    assertThat(new Owners(state).list()).extracting(Leftover::id).containsExactly("elsewhere");
  }

  @Test
  void anIdIsTakenOnce() {
    Owner.create(state, "lab").close();
    assertThatThrownBy(() -> Owner.create(state, "lab"))
        .isInstanceOf(LinerateException.class)
        .hasMessage("\"lab\" exists already in " + state)
        .extracting(e -> ((LinerateException) e).nextStep())
        .isEqualTo("Remove it: linerate lab down lab, or linerate cleanup");
  }

  @Test
  void whereNothingCanBeMadeTheCauseIsSaid() throws IOException {
    Path file = Files.writeString(state.resolve("file"), "");
    assertThatThrownBy(() -> Owner.create(file.resolve("below"), "lab"))
        .isInstanceOf(LinerateException.class)
        .hasMessageStartingWith("cannot write " + file.resolve("below/lab") + ": ");
  }

  @Test
  void nobodyElseMayLookIntoAnOwnersDirectory() throws IOException {
    try (Owner owner = Owner.create(state)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(owner.directory())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void theMarkIsShortEnoughForAnInterfaceName() {
    try (Owner owner = Owner.create(state)) {
      assertThat(owner.mark("h12")).matches("lr-[a-z2-9]{5}-h12").hasSizeLessThan(16);
      assertThat(owner.mark("h12")).isEqualTo(Owner.mark(owner.id(), "h12"));
    }
  }

  @Test
  void anEntryIsOneLineAndIsReadAsItWasWritten() {
    assertThatThrownBy(() -> new Entry(Entry.Kind.NETNS, "two\nlines"))
        .isInstanceOf(IllegalArgumentException.class);
    for (Entry entry :
        List.of(H1, new Entry(Entry.Kind.DOCKER, "unix:///a b"), new Entry(Entry.Kind.KEEP, ""))) {
      assertThat(Entry.parse(entry.line())).contains(entry);
    }
  }
}
