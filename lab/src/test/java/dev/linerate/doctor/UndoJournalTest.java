package dev.linerate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoJournalTest {
  @TempDir private Path folder = Path.of("");

  private UndoEntry entry(String fault) {
    Command command =
        Command.of("iptables-restore", "--noflush")
            .in(NetNs.named("lr-lab-h1"))
            .with("OVS_RUNDIR", "/run/ovs")
            .reading("*filter\n-D FORWARD -j \"A B\"\nCOMMIT\n");
    return new UndoEntry(Instant.parse("2026-11-23T10:15:30Z"), fault, "h1", List.of(command));
  }

  @Test
  void whatIsWrittenIsReadAgainInAnotherProcess() {
    Path file = folder.resolve("state/doctor.undo");
    new UndoJournal(file).add(entry("LR-FW-01"));
    new UndoJournal(file).add(entry("LR-FW-02"));

    assertThat(new UndoJournal(file).entries())
        .containsExactly(entry("LR-FW-01"), entry("LR-FW-02"));
  }

  @Test
  void theLastIsForgottenFirstAndTheFileWithTheLastOfAll() {
    Path file = folder.resolve("doctor.undo");
    UndoJournal journal = new UndoJournal(file);
    journal.add(entry("LR-FW-01"));
    journal.add(entry("LR-FW-02"));

    journal.removeLast();
    assertThat(journal.entries()).containsExactly(entry("LR-FW-01"));
    journal.removeLast();
    assertThat(file).doesNotExist();
    journal.removeLast();
    assertThat(journal.entries()).isEmpty();
  }

  @Test
  void aLineThatWasCutShortIsLeftOut() throws IOException {
    Path file = folder.resolve("doctor.undo");
    UndoJournal journal = new UndoJournal(file);
    journal.add(entry("LR-FW-01"));
    Files.writeString(file, "{\"at\":\"2026-11-", StandardOpenOption.APPEND);

    assertThat(journal.entries()).containsExactly(entry("LR-FW-01"));
    journal.add(entry("LR-FW-02"));
    assertThat(journal.entries()).containsExactly(entry("LR-FW-01"), entry("LR-FW-02"));
    journal.removeLast();
    assertThat(journal.entries()).containsExactly(entry("LR-FW-01"));
  }

  /** Its commands are run as root. */
  @Test
  void nobodyElseMayWriteIt() throws IOException {
    Path file = folder.resolve("doctor.undo");
    UndoJournal journal = new UndoJournal(file);
    journal.add(entry("LR-FW-01"));
    journal.add(entry("LR-FW-02"));
    journal.removeLast();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
