package dev.linerate.it.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The real command line, as a process.
 *
 * @param environment all that it gets: nothing is inherited but PATH
 * @param prefix what is put in front: {@code setpriv --reuid 65534 …}
 * @param jar the program
 */
public record Linerate(
    Sandbox sandbox, Map<String, String> environment, List<String> prefix, Path jar) {
  private static final Path ROOT = Path.of(System.getProperty("linerate.root", "..")).normalize();

  /** Covers the files up to the {@code --}, then executes what follows. */
  private static final String COVER =
      "while [ \"$1\" != -- ]; do mount --bind /dev/null \"$1\" || exit; shift; done; shift;"
          + " exec \"$@\"";

  public Linerate {
    environment = Map.copyOf(environment);
    prefix = List.copyOf(prefix);
  }

  public static Linerate in(Sandbox sandbox) {
    Map<String, String> environment =
        Map.of(
            "PATH", System.getenv("PATH"),
            "HOME", sandbox.home().toString(),
            "LINERATE_STATE", sandbox.state().toString(),
            "NO_COLOR", "1");
    return new Linerate(sandbox, environment, List.of(), builtJar());
  }

  /** The checkout. */
  public static Path root() {
    return ROOT;
  }

  private static Path builtJar() {
    Path jar = ROOT.resolve("lab/target/linerate-all.jar").toAbsolutePath();
    if (!Files.exists(jar)) {
      throw new AssertionError("there is no " + jar + ": mvn -pl :engine,:lab package makes it");
    }
    return jar;
  }

  public Linerate with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Linerate(sandbox, more, prefix, jar);
  }

  public Linerate without(String variable) {
    Map<String, String> fewer = new TreeMap<>(environment);
    fewer.remove(variable);
    return new Linerate(sandbox, fewer, prefix, jar);
  }

  /** Started by another program, which must execute what follows in its place. */
  public Linerate under(String... program) {
    List<String> longer = new ArrayList<>(prefix);
    longer.addAll(List.of(program));
    return new Linerate(sandbox, environment, longer, jar);
  }

  /** As nobody, who may not be able to read the checkout. */
  public Linerate asNobody() {
    Path copy = sandbox.folder().resolve("linerate.jar");
    try {
      if (!Files.exists(copy)) {
        Files.copy(jar, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Linerate reading = new Linerate(sandbox, environment, prefix, copy);
    return reading.under("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");
  }

  /**
   * As if some programs were not installed: in a mount namespace of its own they are covered by a
   * device.
   */
  public Linerate withoutPrograms(String... programs) {
    List<String> line =
        new ArrayList<>(List.of("unshare", "--mount", "--", "sh", "-c", COVER, "sh"));
    for (String program : programs) {
      sandbox.machine().which(program).ifPresent(line::add);
    }
    line.add("--");
    return under(line.toArray(String[]::new));
  }

  /** With a program of the test's own found before the real one. */
  public Linerate withProgram(String name, String... script) {
    try {
      Path folder = Files.createDirectories(sandbox.folder().resolve("stubs"));
      Path program = Files.writeString(folder.resolve(name), String.join("\n", script) + "\n");
      if (!program.toFile().setExecutable(true, false)) {
        throw new IOException("cannot make " + program + " executable");
      }
      return with("PATH", folder + ":" + environment.get("PATH"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it to its end. */
  public Outcome run(String... arguments) {
    return start(arguments).end();
  }

  /** Starts it and leaves it running. */
  public Running start(String... arguments) {
    // who starts the tests in the background may have interrupts ignored
    List<String> line = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
    line.addAll(prefix);
    line.addAll(
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Djava.io.tmpdir=" + sandbox.temporary(),
            "-jar",
            jar.toString()));
    line.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile(sandbox.folder(), "out", "");
      Path err = Files.createTempFile(sandbox.folder(), "err", "");
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(sandbox.work().toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      return new Running(sandbox, builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
