package dev.linerate.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How this program is started, by whoever wants another one of it. */
final class OwnProgram {
  private OwnProgram() {}

  /** The launcher; where it was started without one, Java and the jar. */
  static List<String> command() {
    String home = System.getProperty("linerate.home", "");
    if (!home.isEmpty()) {
      return List.of(Path.of(home, "linerate").toString());
    }
    Path origin = OwnClasses.origin();
    return Files.isRegularFile(origin)
        ? List.of(
            Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
            "-jar",
            origin.toString())
        : List.of("linerate");
  }
}
