package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateDockerTest {
  @TempDir private Path folder;

  private Host host() {
    return new LocalHost(folder, Map.of());
  }

  private PrivateDocker stub(String script, Duration limit) throws IOException {
    Path program = folder.resolve("dockerd");
    Files.writeString(program, "#!/bin/sh\necho $$ >> " + folder + "/pids\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new PrivateDocker(program.toString(), limit);
  }

  private void assertEnded() throws IOException {
    assertThat(Files.readAllLines(folder.resolve("pids")))
        .isNotEmpty()
        .allSatisfy(pid ->
            assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive))
                .isEmpty());
  }

  @Test
  void tellsWhyItDiedAtOnce() throws IOException {
    PrivateDocker docker =
        stub(
            "echo 'time=\"x\" level=info msg=\"Starting up\"'\n"
                + "echo 'failed to start daemon: no space left on device' >&2\nexit 1",
            Duration.ofMinutes(10));
    assertThatThrownBy(() -> docker.start(host(), "/linerate-x"))
        .isInstanceOfSatisfying(
            LinerateException.class,
            e -> {
              assertThat(e)
                  .hasMessageContaining("did not start")
                  .hasMessageEndingWith("failed to start daemon: no space left on device");
              assertThat(e.nextStep()).contains("--networks").contains("--data-root");
            });
    assertEnded();
  }

  @Test
  void endsOneThatNeverAnswers() throws IOException {
    // the shell on a busy machine has said something by then
    PrivateDocker docker =
        stub(
            "[ \"$1\" = --version ] && exit 1\necho 'level=warning msg=waiting'\nexec sleep 600",
            Duration.ofSeconds(2));
    assertThatThrownBy(() -> docker.start(host(), "/linerate-x"))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("did not answer within")
        .hasMessageEndingWith("waiting");
    assertEnded();
  }

  @Test
  void keepsItsKeyOutOfEtcWhereDockerIsOldEnoughToHaveOne() throws IOException {
    String old = "[ \"$1\" = --version ] && echo 'Docker version 20.10.24+dfsg1, build 5d6db84'";
    PrivateDocker docker = stub(old + "\nexit 1", Duration.ofMinutes(10));
    assertThatThrownBy(() -> docker.start(host(), "/x")).isInstanceOf(LinerateException.class);
    assertThat(folder.resolve("docker/linerate-daemon.json"))
        .hasContent("{\"deprecated-key-path\":\"" + folder.resolve("docker/key.json") + "\"}");
    PrivateDocker newer = stub(old.replace("20.10.24", "29.0.1") + "\nexit 1", Duration.ofHours(1));
    assertThatThrownBy(() -> newer.start(host(), "/x")).isInstanceOf(LinerateException.class);
    assertThat(folder.resolve("docker/linerate-daemon.json")).hasContent("{}");
  }

  @Test
  void refusesADirectoryWhoseSocketsWouldBeTooLong() {
    Host deep = new LocalHost(folder.resolve("d".repeat(90)), Map.of());
    assertThatThrownBy(() -> new PrivateDocker().start(deep, "/linerate-x"))
        .isInstanceOfSatisfying(
            LinerateException.class,
            e -> {
              assertThat(e).hasMessageContaining("107 bytes");
              assertThat(e.nextStep()).contains("LINERATE_STATE");
            });
    assertThat(folder.resolve("d".repeat(90))).doesNotExist();
  }

  @Test
  void findsTheTellingLineOfARealLog() {
    assertThat(PrivateDocker.telling(Fixtures.text("dockerd-20.10-pidfile.log")))
        .isEqualTo(
            "failed to start daemon: pid file found, ensure docker is not running or delete"
                + " /run/linerate/k3f9a/h1/docker/pid");
    assertThat(PrivateDocker.telling(Fixtures.text("dockerd-20.10-driver.log")))
        .startsWith("failed to start daemon: error initializing graphdriver");
  }

  @Test
  void prefersTheLastErrorToWhatFollowsIt() {
    assertThat(
            PrivateDocker.telling(
                """
                time="2026-11-23T09:16:21Z" level=error msg="first"
                time="2026-11-23T09:16:22Z" level=fatal msg="cannot \\"x\\"" error="disk full"
                time="2026-11-23T09:16:23Z" level=info msg="Processing signal 'terminated'"
                """))
        .isEqualTo("cannot \"x\": disk full");
    assertThat(PrivateDocker.telling("exec format error\n\n")).isEqualTo("exec format error");
    assertThat(PrivateDocker.telling("\n")).isEqualTo("it said nothing");
    assertThat(PrivateDocker.telling("x".repeat(5000))).hasSizeLessThan(250);
  }
}
