package dev.linerate.store;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Loads SQLite's native library.
 *
 * <p>The driver would unpack it into the shared temporary directory, compare it byte by byte, and
 * leave it there after a kill. This unpacks it into a private directory and removes that as soon as
 * it is loaded: 40 ms instead of 130 ms on a slow core, and nothing is left.
 */
final class SqliteLibrary {
  private static final String PATH = "org.sqlite.lib.path";

  private SqliteLibrary() {}

  /** Does nothing when it is loaded, or when the user names a library of their own. */
  static synchronized void load() {
    try {
      if (System.getProperty(PATH) == null) {
        loadUnpacked();
      } else {
        SQLiteJDBCLoader.initialize();
      }
    } catch (Exception e) {
      throw LinerateException.environment(
          "cannot load SQLite's library from "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + (e instanceof IOException io ? FileFault.reason(io) : e.getMessage()),
          "Free some space there, or name a directory that programs may run from in"
              + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIRECTORY",
          e);
    }
  }

  private static void loadUnpacked() throws Exception {
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    Path directory = Files.createTempDirectory("linerate-");
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in != null) {
        Files.copy(in, directory.resolve(name));
      }
      System.setProperty(PATH, directory.toString());
      SQLiteJDBCLoader.initialize();
    } finally {
      Files.deleteIfExists(directory.resolve(name));
      Files.deleteIfExists(directory);
    }
  }
}
