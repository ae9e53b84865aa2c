package dev.linerate.ownership;

import dev.linerate.fault.LinerateException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
          "cannot read " + stateRoot + ": " + e.getMessage(), "", e);
    }
    return found;
  }

  public Optional<Leftover> find(String id) {
    return list().stream().filter(o -> o.id().equals(id)).findFirst();
  }

  private static Optional<Leftover> read(Path folder) {
    Path journal = folder.resolve(Owner.JOURNAL);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    boolean alive = false;
    // a run killed between its directory and its journal leaves a directory alone
    if (Files.exists(journal)) {
      try {
        Files.readAllLines(journal, StandardCharsets.UTF_8)
            .forEach(line -> Entry.parse(line).ifPresent(entries::add));
        alive = locked(journal);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    boolean kept = entries.stream().anyMatch(e -> e.kind() == Entry.Kind.KEEP);
    String id = String.valueOf(folder.getFileName());
    return Optional.of(new Leftover(id, folder, entries, alive, kept));
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
