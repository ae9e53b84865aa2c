package dev.linerate.cli;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Writes the HTML report where the user finds it. */
final class ReportFile {
  private static final int MOST_A_DAY = 10_000;

  private ReportFile() {}

  /**
   * Writes the report.
   *
   * @param chosen the user's file, replaced when it exists; else the first free {@code
   *     linerate-2026-11-23-1.html} in the current folder
   */
  static Path write(String html, Optional<Path> chosen, LocalDate today) {
    try {
      if (chosen.isPresent()) {
        return Files.writeString(chosen.get(), html);
      }
      for (int n = 1; n <= MOST_A_DAY; n++) {
        Path file = Path.of("linerate-" + today + "-" + n + ".html");
        if (created(file, html)) {
          return file;
        }
      }
      throw new IOException("there are " + MOST_A_DAY + " reports of today already");
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot write the report: " + reason(e),
          "The results are kept: linerate results show --report FILE writes it elsewhere",
          e);
    }
  }

  /** Writes a file that the user has named, in place of one that is there. */
  static void replace(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot write " + file + ": " + reason(e), "Name another file", e);
    }
  }

  /** The date in a report's name: the user's, not UTC's. */
  static LocalDate today() {
    return LocalDate.now(ZoneId.systemDefault());
  }

  private static boolean created(Path file, String html) throws IOException {
    try {
      Files.write(file, html.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException f
        ? f.getFile() + ": " + FileFault.reason(e)
        : FileFault.reason(e);
  }
}
