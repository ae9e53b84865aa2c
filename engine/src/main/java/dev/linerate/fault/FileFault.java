package dev.linerate.fault;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;

/** Why a file cannot be used, in words. */
public final class FileFault {
  private FileFault() {}

  /** The end of a sentence: {@code permission denied}. */
  public static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file or directory";
      case FileAlreadyExistsException exists -> exists.getFile() + " is a file, not a directory";
      case FileSystemException system ->
          Optional.ofNullable(system.getReason())
              .orElse("no reason given")
              .toLowerCase(Locale.ROOT);
      default -> String.valueOf(e.getMessage());
    };
  }
}
