package dev.linerate.store;

import dev.linerate.fault.LinerateException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite says, in a sentence with the next step. */
final class StoreFault {
  private StoreFault() {}

  static LinerateException of(Path file, SQLException e) {
    String code =
        e instanceof SQLiteException s
            ? s.getResultCode().name()
            : SQLiteErrorCode.SQLITE_ERROR.name();
    // extended codes go on after the primary one: SQLITE_BUSY_SNAPSHOT
    String primary = code.replaceFirst("^(SQLITE_[A-Z]+).*", "$1");
    return switch (primary) {
      case "SQLITE_FULL" ->
          environment(
              "no space left to write the results file " + file,
              "Free some space, or name another file",
              e);
      case "SQLITE_BUSY", "SQLITE_LOCKED" ->
          environment(
              "the results file " + file + " is kept locked by another program",
              "End that program, or name another file",
              e);
      case "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN", "SQLITE_AUTH" ->
          environment(
              "cannot write the results file " + file + ": permission denied",
              "Name a file in a directory that you may write",
              e);
      case "SQLITE_NOTADB" ->
          LinerateException.user(
              file + " is no results file of linerate: it is no SQLite database",
              "Name another file");
      case "SQLITE_CORRUPT" -> damaged(file, e);
      case "SQLITE_IOERR" ->
          environment(
              "cannot read or write the results file " + file + ": " + code,
              "See whether its disk is full or failing, or name another file",
              e);
      default ->
          LinerateException.internal(
              "SQLite refuses " + file + ": " + e.getMessage(), "Please report this", e);
    };
  }

  /** The file holds what linerate never writes. */
  static LinerateException damaged(Path file, Exception e) {
    return environment(
        "the results file " + file + " is damaged: " + e.getMessage(),
        "Restore it from a copy, or name another file",
        e);
  }

  private static LinerateException environment(String message, String nextStep, Exception e) {
    return LinerateException.environment(message, nextStep, e);
  }
}
