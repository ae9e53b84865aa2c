package dev.linerate.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this process may do on the machine. */
public enum Privilege {
  /** Root of the machine. */
  ROOT,
  /** Root of a user namespace (user_namespaces(7)): may make network namespaces, no daemons. */
  NAMESPACE_ROOT,
  /** An ordinary user. */
  USER;

  private static final String UID_MAP = "/proc/self/uid_map";
  private static final Pattern EFFECTIVE_USER = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)");

  public static Privilege current() {
    try {
      return of(
          (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"),
          Files.readString(Path.of(UID_MAP)));
    } catch (IOException e) {
      return USER;
    }
  }

  /** What linerate may do on a machine (proc_pid_status(5)); nothing where that cannot be read. */
  public static Privilege on(Host machine) {
    Matcher user = EFFECTIVE_USER.matcher(machine.read("/proc/self/status").orElse(""));
    return user.find()
        ? of(Integer.parseUnsignedInt(user.group(1)), machine.read(UID_MAP).orElse(""))
        : USER;
  }

  /** The machine's own map is one line that covers all 2³² − 1 user ids. */
  static Privilege of(int uid, String uidMap) {
    if (uid != 0) {
      return USER;
    }
    return uidMap.strip().matches("0\\s+0\\s+4294967295") ? ROOT : NAMESPACE_ROOT;
  }
}
