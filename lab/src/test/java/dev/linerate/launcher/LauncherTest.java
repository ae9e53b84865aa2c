package dev.linerate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code ./linerate} in a checkout of its own, with JDKs and a Maven that only tell. */
class LauncherTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().getParent();
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir private Path folder;
  private Path checkout;
  private Path jdks;
  private final Map<String, String> environment = new TreeMap<>();

  private record Result(int exit, String out, String err) {}

  @BeforeEach
  void checkout() throws IOException {
    checkout = Files.createDirectories(folder.resolve("a checkout"));
    jdks = Files.createDirectories(folder.resolve("jdks"));
    Files.createDirectories(checkout.resolve("setup"));
    Files.createDirectories(checkout.resolve("lab/src"));
    for (String file : List.of("linerate", "setup/find-jdk.sh")) {
      Files.copy(REPOSITORY.resolve(file), checkout.resolve(file));
    }
    Files.writeString(checkout.resolve("pom.xml"), "");
    age("pom.xml", "setup", "setup/find-jdk.sh", "lab/src");
    environment.put("LINERATE_JVM_DIRS", jdks.toString());
    environment.put("PATH", tools().toString());
  }

  /** Sources older than whatever is built in a test. */
  private void age(String... files) throws IOException {
    for (String file : files) {
      Files.setLastModifiedTime(checkout.resolve(file), FileTime.from(LONG_AGO));
    }
  }

  /** A search path with what the launcher calls, and neither Java nor Maven. */
  private Path tools() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool :
        List.of(
            "bash",
            "env",
            "readlink",
            "sed",
            "grep",
            "find",
            "flock",
            "chown",
            "touch",
            "tail",
            "timeout",
            "mkdir",
            "rm",
            "mv")) {
      Path real = Path.of("/usr/bin", tool);
      // no links: JUnit warns of each that leads out of its folder
      script(
          bin.resolve(tool),
          "exec " + (Files.exists(real) ? real : Path.of("/bin", tool)) + " \"$@\"");
    }
    return bin;
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A JDK whose java tells its name, its process id and its arguments. */
  private Path jdk(String name, String version) throws IOException {
    Path home = jdks.resolve(name);
    script(home.resolve("bin/java"), "echo " + name + " $$; printf '<%s>\\n' \"$@\"");
    script(home.resolve("bin/javac"), "");
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"");
    return home;
  }

  private void maven(String text) throws IOException {
    script(folder.resolve("bin/mvn"), "echo mvn >>" + folder.resolve("built") + "\n" + text);
  }

  private void workingMaven() throws IOException {
    maven("mkdir -p lab/target; echo \"$JAVA_HOME\" >lab/target/linerate-all.jar");
  }

  private void built() throws IOException {
    Files.createDirectories(checkout.resolve("lab/target"));
    Files.writeString(checkout.resolve("lab/target/linerate-all.jar"), "");
  }

  private long builds() throws IOException {
    Path log = folder.resolve("built");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  private Result linerate(String... arguments) throws Exception {
    return run(checkout.resolve("linerate"), arguments);
  }

  private Result run(Path launcher, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void withoutAnyJavaItSaysWhatToInstall() throws Exception {
    built();
    Result result = linerate();
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .startsWith("linerate: needs Java 25 or newer, and none was found in JAVA_HOME, " + jdks)
        .contains("Install one")
        .hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void oldJavaIsNone() throws Exception {
    built();
    jdk("jdk-17", "17.0.15");
    environment.put("JAVA_HOME", jdk("jdk-8", "1.8.0_402").toString());
    assertThat(linerate().exit()).isEqualTo(3);
  }

  @Test
  void takesTheNewestThereIs() throws Exception {
    built();
    jdk("a", "25.0.3");
    jdk("b", "26");
    jdk("c", "25.0.10");
    jdk("d", "17.0.15");
    assertThat(linerate().out()).startsWith("b ");
  }

  @Test
  void comparesVersionsAsNumbers() throws Exception {
    built();
    jdk("a", "25.0.10");
    jdk("b", "25.0.9");
    assertThat(linerate().out()).startsWith("a ");
  }

  @Test
  void aSuitableJavaHomeWinsOverANewerOne() throws Exception {
    built();
    jdk("newer", "27");
    environment.put("JAVA_HOME", jdk("chosen", "25").toString());
    assertThat(linerate().out()).startsWith("chosen ");
  }

  @Test
  void anUnsuitableJavaHomeDoesNotMatterWhenThereIsAnother() throws Exception {
    built();
    jdk("good", "25");
    environment.put("JAVA_HOME", jdk("old", "17").toString());
    assertThat(linerate().out()).startsWith("good ");
  }

  @Test
  void fallsBackToThePath() throws Exception {
    built();
    Path home = jdk("elsewhere", "25.0.1");
    environment.put("LINERATE_JVM_DIRS", "/nonexistent");
    Files.createSymbolicLink(folder.resolve("bin/java"), home.resolve("bin/java"));
    assertThat(linerate().out()).startsWith("elsewhere ");
  }

  @Test
  void asksJavaItselfWhereThereIsNoReleaseFile() throws Exception {
    built();
    Path home = jdks.resolve("plain");
    script(
        home.resolve("bin/java"), "echo 'openjdk version \"25.0.2\" 2026-01-20' >&2; echo plain");
    assertThat(linerate().out()).contains("plain");
  }

  @Test
  void passesArgumentsAsTheyAreAndTellsAboutTheTerminal() throws Exception {
    built();
    jdk("jdk", "25");
    Result result = linerate("run", "a b", "", "$HOME");
    assertThat(result.exit()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("<-Dlinerate.stdout.tty=false>\n<-Dlinerate.stderr.tty=false>\n")
        .contains("<-Dlinerate.home=" + checkout + ">")
        .endsWith("linerate-all.jar>\n<run>\n<a b>\n<>\n<$HOME>\n")
        .doesNotContain("linerate.columns");
  }

  @Test
  void passesTheWidthItIsToldAndNoNonsense() throws Exception {
    built();
    jdk("jdk", "25");
    environment.put("COLUMNS", "72");
    assertThat(linerate().out()).contains("<-Dlinerate.columns=72>");
    environment.put("COLUMNS", "wide");
    assertThat(linerate().out()).doesNotContain("linerate.columns");
  }

  @Test
  void worksThroughLinksFromAnywhere() throws Exception {
    built();
    jdk("jdk", "25");
    Path first = Files.createSymbolicLink(folder.resolve("first"), checkout.resolve("linerate"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), first);
    assertThat(run(second).out()).contains("<-Dlinerate.home=" + checkout + ">");
  }

  @Test
  void theProgramTakesTheLaunchersPlace() throws Exception {
    built();
    Path home = jdk("jdk", "25");
    script(home.resolve("bin/java"), "[[ $* == *warm-up* ]] || exit 42");
    assertThat(linerate().exit()).isEqualTo(42);
  }

  @Test
  void buildsWhatIsNotThereOnce() throws Exception {
    workingMaven();
    Path home = jdk("jdk", "25.0.3");
    Result first = linerate("--version");
    assertThat(first.err()).startsWith("linerate: building with JDK 25.0.3").hasLineCount(1);
    assertThat(first.out()).endsWith("<--version>\n");
    assertThat(checkout.resolve("lab/target/linerate-all.jar")).hasContent(home.toString());
    assertThat(linerate("--version").err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceIsNewerOrGone() throws Exception {
    workingMaven();
    jdk("jdk", "25");
    Path source = Files.writeString(checkout.resolve("lab/src/Some.java"), "");
    age("lab/src/Some.java", "lab/src");
    linerate();
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
    linerate();
    assertThat(builds()).isEqualTo(2);
    age("lab/src/Some.java");
    linerate();
    assertThat(builds()).isEqualTo(2);
    Files.delete(source);
    linerate();
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void aSourceSavedDuringTheBuildIsNotMissed() throws Exception {
    maven("mkdir -p lab/target; touch lab/src/Late.java lab/target/linerate-all.jar");
    jdk("jdk", "25");
    linerate();
    linerate();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aFailedBuildShowsTheEndOfWhatMavenSaid() throws Exception {
    maven(
        "for ((i = 1; i <= 100; i++)); do echo $i; done; echo '[ERROR] Some.java:[7] no such symbol'; echo '[ERROR] '; exit 1");
    jdk("jdk", "25");
    Result result = linerate();
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains(
            "\n82\n", "\n100\n[ERROR] Some.java:[7] no such symbol\nlinerate: the build failed")
        .doesNotContain("\n81\n", "[ERROR] \n");
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    jdk("jdk", "25");
    Result result = linerate();
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .isEqualTo(
            "linerate: building needs Maven, and mvn is not on PATH. Install it, on Debian and"
                + " Ubuntu with: sudo apt-get install maven\n");
  }

  @Test
  void aRuntimeWithoutCompilerRunsAndDoesNotBuild() throws Exception {
    built();
    workingMaven();
    Path home = jdk("jre", "25");
    Files.delete(home.resolve("bin/javac"));
    assertThat(linerate().exit()).isZero();
    Files.delete(checkout.resolve("lab/target/linerate-all.jar"));
    Result result = linerate();
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).startsWith("linerate: building needs a JDK 25 or newer");
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    Path said = Files.createFile(folder.resolve("said"));
    maven(
        "until grep -q 'waiting for it' '"
            + said
            + "' || ((SECONDS > 20)); do :; done\nmkdir -p lab/target; touch lab/target/linerate-all.jar");
    jdk("jdk", "25");
    ProcessBuilder builder =
        new ProcessBuilder(checkout.resolve("linerate").toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.appendTo(said.toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process one = builder.start();
    Process other = builder.start();
    assertThat(one.waitFor()).isZero();
    assertThat(other.waitFor()).isZero();
    assertThat(said).content().contains("another linerate is building; waiting for it");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void keepsACacheForEachJdkAndMakesItOnce() throws Exception {
    built();
    Path home = jdk("jdk", "25.0.3");
    script(
        home.resolve("bin/java"),
        """
        for a in "$@"; do
          [[ $a != -XX:AOTCacheOutput=* ]] || { echo x >>%1$s/trained; echo x >"${a#*=}"; }
        done
        printf '<%%s>\\n' "$@"\
        """
            .formatted("'" + folder + "'"));
    assertThat(linerate().out())
        .contains("<-XX:AOTCache=" + checkout + "/lab/target/linerate-25.0.3");
    linerate();
    assertThat(folder.resolve("trained")).hasContent("x");
    Files.setLastModifiedTime(
        checkout.resolve("lab/target/linerate-all.jar"),
        FileTime.from(Instant.now().plusSeconds(1)));
    age("pom.xml");
    linerate();
    assertThat(Files.readAllLines(folder.resolve("trained"))).hasSize(2);
  }

  @Test
  void aJdkThatMakesNoCacheIsNotAskedAgain() throws Exception {
    built();
    Path home = jdk("jdk", "25");
    script(
        home.resolve("bin/java"),
        "[[ $* != *warm-up* ]] || { echo noise; echo x >>'" + folder + "/trained'; exit 1; }");
    Result result = linerate();
    assertThat(result).isEqualTo(new Result(0, "", ""));
    linerate();
    assertThat(folder.resolve("trained")).hasContent("x");
  }

  @Test
  void whatMakesTrafficHasTheCompilerForLongRuns() throws Exception {
    built();
    jdk("jdk", "25");
    String first = "<-XX:TieredStopAtLevel=1>";
    assertThat(linerate("run", "--duration", "2s").out()).doesNotContain(first);
    assertThat(linerate("run").out()).doesNotContain(first);
    assertThat(linerate("client", "192.0.2.1").out()).doesNotContain(first);
    assertThat(linerate("server").out()).doesNotContain(first);
    assertThat(linerate("explain", "latest", "--prove").out()).doesNotContain(first);
    assertThat(linerate("import", "log.json").out()).doesNotContain(first);
    assertThat(linerate("explain", "latest").out()).contains(first);
    assertThat(linerate("results", "list").out()).contains(first);
    assertThat(linerate("--version").out()).contains(first);
  }
}
