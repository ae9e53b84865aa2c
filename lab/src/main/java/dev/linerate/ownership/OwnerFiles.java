package dev.linerate.ownership;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Deletes an owner's directory. Links are deleted, never followed. The journal goes last: as long
 * as there is anything else, the directory can be told to be an owner's.
 */
final class OwnerFiles extends SimpleFileVisitor<Path> {
  private final Path directory;
  private final Path journal;

  OwnerFiles(Path directory) {
    this.directory = directory;
    this.journal = directory.resolve(Owner.JOURNAL);
  }

  static void delete(Path directory) {
    try {
      Files.walkFileTree(directory, new OwnerFiles(directory));
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot remove " + directory + ": " + FileFault.reason(e),
          "Run linerate cleanup again",
          e);
    }
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (!file.equals(journal)) {
      Files.deleteIfExists(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
      throws IOException {
    if (folder.equals(directory)) {
      Files.deleteIfExists(journal);
    }
    Files.deleteIfExists(folder);
    return FileVisitResult.CONTINUE;
  }
}
