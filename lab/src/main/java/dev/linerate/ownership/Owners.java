package dev.linerate.ownership;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The owners on this machine, read from their journals. */
public final class Owners {
  private final Path stateRoot;

  public Owners(Path stateRoot) {
    this.stateRoot = stateRoot;
  }

  /** All of them, by id; those another user made are left out. */
  public List<Leftover> list() {
    List<Leftover> found = new ArrayList<>();
    if (!Files.isDirectory(stateRoot)) {
      return found;
    }
    try (Stream<Path> folders = Files.list(stateRoot)) {
      folders.sorted().forEach(folder -> read(folder).ifPresent(found::add));
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot read " + stateRoot + ": " + FileFault.reason(e), "", e);
    }
    return found;
  }

  public Optional<Leftover> find(String id) {
    return list().stream().filter(o -> o.id().equals(id)).findFirst();
  }

  private static Optional<Leftover> read(Path folder) {
    Path journal = folder.resolve(Owner.JOURNAL);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      if (Files.isRegularFile(journal, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(leftover(folder, entries(journal), locked(journal)));
      }
      // a run killed between its directory and its journal leaves an empty directory; one without a
      // journal that holds something is not linerate's, whatever LINERATE_STATE says
      return empty(folder) ? Optional.of(leftover(folder, List.of(), false)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Leftover leftover(Path folder, List<Entry> entries, boolean alive) {
    boolean kept = entries.stream().anyMatch(e -> e.kind() == Entry.Kind.KEEP);
    return new Leftover(String.valueOf(folder.getFileName()), folder, entries, alive, kept);
  }

  /**
   * What the journal says. A line that no line break ends was being written when the owner was
   * killed: what it names was never made.
   */
  private static List<Entry> entries(Path journal) throws IOException {
    // not readAllLines: it gives up on bytes that are no UTF-8, and all the rest would be left
    // behind
    String text = new String(Files.readAllBytes(journal), StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .flatMap(line -> Entry.parse(line).stream())
        .toList();
  }

  private static boolean empty(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    }
  }

  private static boolean locked(Path journal) throws IOException {
    try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }
}
