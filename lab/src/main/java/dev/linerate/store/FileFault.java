package dev.linerate.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;

/** Why a file cannot be used, in words. */
final class FileFault {
  private FileFault() {}

  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "there is no such file";
      case FileAlreadyExistsException exists -> exists.getFile() + " is a file, not a directory";
      case FileSystemException system ->
          Optional.ofNullable(system.getReason())
              .orElse("no reason given")
              .toLowerCase(Locale.ROOT);
      default -> String.valueOf(e.getMessage());
    };
  }
}
