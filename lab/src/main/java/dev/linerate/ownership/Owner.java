package dev.linerate.ownership;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Random;

/**
 * Who made something: a run or a lab with its mark, its directory and its journal.
 *
 * <p>Everything is written into the journal before it is made, so that {@link Cleanup} can remove
 * it after any end of the process. The journal's file lock tells a living owner from a dead one.
 */
public final class Owner implements AutoCloseable {
  /** Environment variable that marks every process an owner starts. */
  public static final String VARIABLE = "LINERATE_OWNER";

  /** Docker label that marks every object made in a daemon that is not ours. */
  public static final String LABEL = "dev.linerate.owner";

  static final String JOURNAL = "journal";
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

  private final String id;
  private final Path directory;
  private final FileChannel journal;
  private final FileLock lock;

  private Owner(String id, Path directory, FileChannel journal, FileLock lock) {
    this.id = id;
    this.directory = directory;
    this.journal = journal;
    this.lock = lock;
  }

  /** A new owner with a random id of five characters, short enough for interface names. */
  public static Owner create(Path stateRoot) {
    Random random = new SecureRandom();
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return create(stateRoot, id.toString());
  }

  /**
   * A new owner with a chosen id.
   *
   * @throws LinerateException when one of that id exists, or the directory cannot be made
   */
  public static Owner create(Path stateRoot, String id) {
    Path directory = stateRoot.resolve(id);
    try {
      Files.createDirectories(stateRoot);
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return withJournal(id, directory);
    } catch (FileAlreadyExistsException e) {
      throw LinerateException.environment(
          "\"" + id + "\" exists already in " + stateRoot,
          "Remove it: linerate lab down " + id + ", or linerate cleanup",
          e);
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot write " + directory + ": " + FileFault.reason(e),
          "Free some space or name another directory in LINERATE_STATE",
          e);
    }
  }

  /** No space for the journal must not leave a directory behind. */
  private static Owner withJournal(String id, Path directory) throws IOException {
    try {
      return opened(id, directory);
    } catch (IOException e) {
      Files.deleteIfExists(directory.resolve(JOURNAL));
      Files.deleteIfExists(directory);
      throw e;
    }
  }

  /**
   * An owner that exists, to go on writing its journal.
   *
   * @throws LinerateException when another process holds it
   */
  public static Owner reopen(Leftover owner) {
    try {
      return opened(owner.id(), owner.directory());
    } catch (IOException | OverlappingFileLockException e) {
      throw LinerateException.environment(
          "cannot use \"" + owner.id() + "\": " + e.getMessage(), "Wait until it has ended", e);
    }
  }

  private static Owner opened(String id, Path directory) throws IOException {
    FileChannel journal =
        FileChannel.open(
            directory.resolve(JOURNAL), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    FileLock lock = journal.tryLock();
    if (lock == null) {
      journal.close();
      throw new IOException("another linerate is using it");
    }
    return new Owner(id, directory, journal, lock);
  }

  public String id() {
    return id;
  }

  /** Private directory for sockets, logs and data; removed with the owner. */
  public Path directory() {
    return directory;
  }

  /** Name of a network namespace or the like that bears the mark: {@code lr-k3f9a-h1}. */
  public String mark(String name) {
    return mark(id, name);
  }

  /** The name that bears the mark of an owner that may have ended. */
  public static String mark(String ownerId, String name) {
    return "lr-" + ownerId + "-" + name;
  }

  /** Cgroup of the containers in our own daemons. */
  public String cgroup() {
    return "/linerate-" + id;
  }

  /** Notes what is about to be made; returns only once it is written. */
  public synchronized void record(Entry entry) {
    ByteBuffer line = ByteBuffer.wrap((entry.line() + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        journal.write(line);
      }
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot write " + directory.resolve(JOURNAL) + ": " + FileFault.reason(e),
          "Free some space or name another directory in LINERATE_STATE",
          e);
    }
  }

  /** Ends writing; what was made stays until {@link Cleanup} removes it. */
  @Override
  public void close() {
    try {
      lock.release();
      journal.close();
    } catch (IOException e) {
      throw LinerateException.internal("cannot close " + directory.resolve(JOURNAL), "", e);
    }
  }
}
