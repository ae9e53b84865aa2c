package dev.linerate.it.support;

import dev.linerate.host.Command;
import dev.linerate.host.LocalHost;
import dev.linerate.host.Output;
import dev.linerate.network.docker.DockerReclaimer;
import dev.linerate.ownership.Cleanup;
import dev.linerate.ownership.Leftover;
import dev.linerate.ownership.Owners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * A folder of a test's own, in which linerate has its state, its results and its current folder.
 *
 * <p>Closing it removes everything that a failed test may have left on the machine.
 */
public final class Sandbox implements AutoCloseable {
  private final Path folder;
  private final LocalHost machine;
  private final Set<String> owners = new ConcurrentSkipListSet<>();
  private final Deque<AutoCloseable> undos = new ArrayDeque<>();

  /** The folder has a short name, since the sockets in it must have one, and anybody may use it. */
  public Sandbox() {
    try {
      folder = Files.createTempDirectory(Path.of("/tmp"), "lrit");
      openToAll(folder);
      for (Path inner : List.of(home(), work(), temporary())) {
        openToAll(Files.createDirectory(inner));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    machine = new LocalHost(folder, Map.of());
  }

  private static void openToAll(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  public Path folder() {
    return folder;
  }

  /** LINERATE_STATE. */
  public Path state() {
    return folder.resolve("s");
  }

  /** HOME; the results file is below it. */
  public Path home() {
    return folder.resolve("home");
  }

  /** The current folder. */
  public Path work() {
    return folder.resolve("work");
  }

  /** Java's temporary directory. */
  public Path temporary() {
    return folder.resolve("tmp");
  }

  public Path results() {
    return home().resolve(".local/share/linerate/results.sqlite");
  }

  /** Runs a command of the test itself, which must succeed. */
  public String require(String... arguments) {
    return machine.require(arguments);
  }

  public Output run(String... arguments) {
    return machine.run(Command.of(arguments));
  }

  public LocalHost machine() {
    return machine;
  }

  /** What must be undone before the folder can be removed, last first. */
  public void atEnd(AutoCloseable undo) {
    undos.push(undo);
  }

  /** A text file in the current folder. */
  public Path file(String name, String text) {
    try {
      return Files.writeString(work().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A small file system; what is written beyond it meets no space left. */
  public Path tmpfs(String name, String options) {
    try {
      Path small = Files.createDirectory(folder.resolve(name));
      require("mount", "-t", "tmpfs", "-o", options, "lrit", small.toString());
      atEnd(() -> run("umount", small.toString()));
      return small;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Remembers the owners that have a directory now. */
  void note() {
    if (!Files.isDirectory(state())) {
      return;
    }
    try (Stream<Path> folders = Files.list(state())) {
      folders.map(p -> p.getFileName().toString()).forEach(owners::add);
    } catch (IOException | UncheckedIOException e) {
      // one that goes while it is looked at will not be there next time either
    }
  }

  /** The owners that have a directory now. */
  public List<String> leftovers() {
    return new Owners(state()).list().stream().map(Leftover::id).toList();
  }

  /** The owners seen so far. */
  public Set<String> owners() {
    note();
    return owners;
  }

  /** Whether a line about the machine names something of this sandbox. */
  boolean mine(String line) {
    return line.contains(folder.toString()) || owners().stream().anyMatch(line::contains);
  }

  @Override
  public void close() {
    while (!undos.isEmpty()) {
      try {
        undos.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    Cleanup cleanup = new Cleanup(machine, List.of(new DockerReclaimer()));
    for (Leftover owner : new Owners(state()).list()) {
      cleanup.remove(owner);
    }
    delete();
  }

  private void delete() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
