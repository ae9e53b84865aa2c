package dev.linerate.store;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * A connection to one SQLite file, and what is said when it fails.
 *
 * <p>The journal is SQLite's default, a rollback journal, on purpose: a transaction is safe once
 * committed, whatever kills the process, the results stay one file that can be copied, and they can
 * be read without writing beside them. Write-ahead logging would only pay with many small
 * transactions; there is one a trial.
 */
final class Database implements AutoCloseable {
  /** How long to wait for another process that writes. */
  private static final String BUSY_MILLIS = "10000";

  private static final int TOGETHER = 256;

  private final Path file;
  private final Connection connection;

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Opens the file; makes it, private, with its directory when it does not exist. */
  static Database open(Path path) {
    Path file = path.toAbsolutePath().normalize();
    if (file.toString().indexOf('?') >= 0) {
      throw LinerateException.user(
          "the name of a results file cannot have a question mark: " + file, "Name another file");
    }
    create(file);
    SqliteLibrary.load();
    try {
      return new Database(file, connect(file));
    } catch (SQLException e) {
      throw StoreFault.of(file, e);
    }
  }

  /** Without DriverManager, which would load every driver first: 60 ms saved. */
  private static Connection connect(Path file) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", BUSY_MILLIS);
    properties.setProperty("foreign_keys", "true");
    return new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), properties);
  }

  private static void create(Path file) {
    if (Files.isDirectory(file)) {
      throw LinerateException.user(
          "the results file " + file + " is a directory", "Name a file in it");
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Optional<Path> parent = Optional.ofNullable(file.getParent());
      if (parent.isPresent()) {
        Files.createDirectories(parent.get());
      }
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      refuseUnlessFile(file, e);
    } catch (IOException e) {
      throw cannotCreate(file, e);
    }
  }

  /** Another process may have made the same file just now; a file as directory is no such luck. */
  private static void refuseUnlessFile(Path file, FileAlreadyExistsException e) {
    if (!Files.isRegularFile(file)) {
      throw cannotCreate(file, e);
    }
  }

  private static LinerateException cannotCreate(Path file, IOException e) {
    return LinerateException.environment(
        "cannot make the results file " + file + ": " + FileFault.reason(e),
        "Name a file in a directory that you may write",
        e);
  }

  Path file() {
    return file;
  }

  /** Every row. */
  <T> List<T> query(String sql, Row.Reader<T> reader, Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> found = new ArrayList<>();
        while (rows.next()) {
          found.add(reader.read(new Row(rows)));
        }
        return found;
      }
    } catch (SQLException e) {
      throw StoreFault.of(file, e);
    } catch (IllegalArgumentException e) {
      throw StoreFault.damaged(file, e);
    }
  }

  /** Each row as it is read, none of them kept. */
  <T> void each(String sql, Row.Reader<T> reader, Consumer<T> taker, Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        Row row = new Row(rows);
        while (rows.next()) {
          taker.accept(reader.read(row));
        }
      }
    } catch (SQLException e) {
      throw StoreFault.of(file, e);
    } catch (IllegalArgumentException e) {
      throw StoreFault.damaged(file, e);
    }
  }

  /** The first row. */
  <T> Optional<T> first(String sql, Row.Reader<T> reader, Object... parameters) {
    return query(sql, reader, parameters).stream().findFirst();
  }

  /** Rows changed. */
  int update(String sql, Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw StoreFault.of(file, e);
    }
  }

  /**
   * The same statement for many rows. They go to SQLite by the hundred: after each call of its own
   * the driver would ask whether a transaction has to be ended, which takes longer than the row.
   */
  void updateEach(String sql, Iterable<Object[]> rows) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int waiting = 0;
      for (Object[] row : rows) {
        bind(statement, row);
        statement.addBatch();
        if (++waiting == TOGETHER) {
          statement.executeBatch();
          waiting = 0;
        }
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw StoreFault.of(file, e);
    }
  }

  /** Any number of statements. */
  void script(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw StoreFault.of(file, e);
    }
  }

  /** All or nothing, seen by others only at its end. */
  void write(Runnable work) {
    transaction(
        "BEGIN IMMEDIATE", // takes the lock now: later it could only fail
        () -> {
          work.run();
          return true;
        });
  }

  /** Every query sees the same state. */
  <T> T read(Supplier<T> work) {
    return transaction("BEGIN", work);
  }

  private <T> T transaction(String begin, Supplier<T> work) {
    script(begin);
    try {
      T result = work.get();
      script("COMMIT");
      return result;
    } catch (RuntimeException e) {
      rollBack(e);
      throw e;
    }
  }

  /** SQLite may have rolled back already, as it does when the disk is full. */
  private void rollBack(RuntimeException cause) {
    try {
      script("ROLLBACK");
    } catch (LinerateException e) {
      cause.addSuppressed(e);
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      statement.setObject(i + 1, value == null ? null : Column.of(value));
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw StoreFault.of(file, e);
    }
  }
}
