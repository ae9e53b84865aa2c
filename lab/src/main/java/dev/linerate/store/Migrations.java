package dev.linerate.store;

import dev.linerate.fault.LinerateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Brings a results file to the format this linerate writes.
 *
 * <p>The format's number is SQLite's {@code user_version}; {@code store/V1.sql} leads from 0 to 1,
 * and so on. A script that was released is never changed.
 */
final class Migrations {
  /** The newest format. */
  static final int NEWEST = 7;

  /** SQLite's {@code application_id}: LNRT in ASCII; tells our files from other programs'. */
  private static final int APPLICATION = 0x4C4E5254;

  private Migrations() {}

  static void apply(Database database) {
    int version = pragma(database, "user_version");
    int application = pragma(database, "application_id");
    if (version == NEWEST && application == APPLICATION) {
      return;
    }
    boolean fresh = version == 0 && application == 0 && isEmpty(database);
    if (!fresh && application != APPLICATION) {
      throw LinerateException.user(
          database.file() + " is no results file of linerate: another program's database",
          "Name another file");
    }
    if (version > NEWEST) {
      throw LinerateException.user(
          database.file()
              + " was written by a newer linerate (format "
              + version
              + "; this one knows "
              + NEWEST
              + ")",
          "Update linerate, or name another file");
    }
    database.write(() -> migrate(database));
  }

  /** Asks again how far the file is: another process may have been faster. */
  private static void migrate(Database database) {
    for (int next = pragma(database, "user_version") + 1; next <= NEWEST; next++) {
      database.script(script(next));
      database.script("PRAGMA user_version = " + next);
      database.script("PRAGMA application_id = " + APPLICATION);
    }
  }

  private static boolean isEmpty(Database database) {
    return database
        .query("SELECT name FROM sqlite_schema LIMIT 1", row -> row.text("name"))
        .isEmpty();
  }

  private static int pragma(Database database, String name) {
    return database.first("PRAGMA " + name, row -> row.count(name)).orElse(0);
  }

  private static String script(int version) {
    String name = "/store/V" + version + ".sql";
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw LinerateException.internal("cannot read linerate's own " + name, "", e);
    }
  }
}
