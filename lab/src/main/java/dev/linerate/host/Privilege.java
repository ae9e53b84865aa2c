package dev.linerate.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process may do on the machine. */
public enum Privilege {
  /** Root of the machine. */
  ROOT,
  /** Root of a user namespace (user_namespaces(7)): may make network namespaces, no daemons. */
  NAMESPACE_ROOT,
  /** An ordinary user. */
  USER;

  private static final Path UID_MAP = Path.of("/proc/self/uid_map");

  public static Privilege current() {
    try {
      return of(
          (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"),
          Files.readString(UID_MAP));
    } catch (IOException e) {
      return USER;
    }
  }

  /** The machine's own map is one line that covers all 2³² − 1 user ids. */
  static Privilege of(int uid, String uidMap) {
    if (uid != 0) {
      return USER;
    }
    return uidMap.strip().matches("0\\s+0\\s+4294967295") ? ROOT : NAMESPACE_ROOT;
  }
}
