package dev.linerate.iperf;

import dev.linerate.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What this end says about itself in reports and to its peer. */
public final class Program {
  /** In {@link Labels#clientVersion}: such a client ends its streams before it says TEST_END. */
  static final String NAME = "linerate";

  private Program() {}

  /** {@code linerate 0.1.0}. */
  public static String version() {
    return NAME
        + " "
        + Optional.ofNullable(Program.class.getPackage().getImplementationVersion())
            .orElse("development");
  }

  /** Kernel, host, release and machine, as {@code uname -a} tells them. */
  public static String systemInfo() {
    return String.join(
        " ",
        System.getProperty("os.name", "Linux"),
        hostName(),
        System.getProperty("os.version", "?"),
        System.getProperty("os.arch", "?"));
  }

  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return "localhost";
    }
  }

  /** Whether a client half-closes its data connections when it has sent all. */
  static boolean endsItsStreams(Parameters parameters) {
    return parameters.labels().clientVersion().filter(name -> name.startsWith(NAME)).isPresent();
  }

  /** The error as a person should read it. */
  static String message(IOException e) {
    return Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
  }

  static boolean is(IOException e, int errno) {
    return e instanceof LinuxException failed && failed.errno() == errno;
  }
}
