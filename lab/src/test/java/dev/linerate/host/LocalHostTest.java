package dev.linerate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHostTest {
  @TempDir Path folder;
  private final Host host = new LocalHost(Path.of("/tmp"), Map.of("LINERATE_OWNER", "k3f9a"));

  @Test
  void givesBothOutputsAndTheStatus() {
    Output output = host.run(Command.of("ls", "/", "/no/such/folder"));
    assertThat(output.ok()).isFalse();
    assertThat(output.out()).contains("proc");
    assertThat(output.complaint()).contains("/no/such/folder");
  }

  @Test
  void feedsStandardInput() {
    assertThat(host.require(Command.of("cat").reading("line\n"))).isEqualTo("line\n");
  }

  @Test
  void everyProcessBearsTheOwnersMark() {
    assertThat(host.require("env")).contains("LINERATE_OWNER=k3f9a").contains("LC_ALL=C");
  }

  @Test
  void noArgumentIsEverReadByAShell() {
    assertThat(host.require("echo", "$HOME; rm -rf *", "`id`")).isEqualTo("$HOME; rm -rf * `id`\n");
  }

  @Test
  void aCommandThatTakesTooLongIsEndedAndNamed() {
    assertThatThrownBy(() -> host.run(Command.of("sleep", "60").within(Duration.ofMillis(50))))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("sleep did not end within");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> host.run(Command.of("no-such-program")))
        .isInstanceOf(LinerateException.class)
        .hasMessage("no-such-program is not installed");
    assertThat(host.which("no-such-program")).isEmpty();
  }

  @Test
  void aFailureThatMustNotBeSaysWhatWasRun() {
    assertThatThrownBy(() -> host.require("ls", "/no/such folder"))
        .hasMessageContaining("ls failed")
        .extracting(e -> ((LinerateException) e).nextStep())
        .isEqualTo("The command was: ls '/no/such folder'");
  }

  @Test
  void aTaskCanBeStoppedAndTellsWhatItSaid() {
    try (Task task = host.start(Command.of("sh", "-c", "echo ready; exec sleep 60"))) {
      assertThat(Await.until(Duration.ofSeconds(10), () -> task.outputSoFar().contains("ready")))
          .isTrue();
      assertThat(task.alive()).isTrue();
      task.stop(Duration.ofSeconds(5));
      assertThat(task.alive()).isFalse();
      assertThat(task.await(Duration.ofSeconds(5)).orElseThrow().exit()).isEqualTo(143);
    }
  }

  @Test
  void daemonsWriteToTheirLogInASessionOfTheirOwn() throws Exception {
    Path log = folder.resolve("log");
    Command daemon =
        Command.of("sh", "-c", "echo started; echo oops >&2; cut -d' ' -f6 /proc/$$/stat");
    try (Task task = host.start(daemon.loggingTo(log))) {
      assertThat(task.await(Duration.ofSeconds(10))).isPresent();
      assertThat(Files.readString(log))
          .contains("started")
          .contains("oops")
          .contains(Long.toString(task.pid()));
    }
  }

  @Test
  void anInterruptCancelsTheWaitAndEndsTheProgram() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> host.run(Command.of("sleep", "60")))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void readsOnlyWhatIsThere() {
    assertThat(host.read("/proc/self/comm")).isPresent();
    assertThat(host.read("/no/such/file")).isEmpty();
  }

  @Test
  void aProgramThatReadsNothingIsEndedByItsLimitAllTheSame() {
    // more than a pipe holds (pipe(7)): writing it waits for a reader
    Command deaf = Command.of("sleep", "60").reading("x".repeat(1 << 20));
    assertThatThrownBy(() -> host.run(deaf.within(Duration.ofMillis(50))))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("sleep did not end within");
  }

  @Test
  void moreInputThanAPipeHoldsArrivesWhole() {
    String text = "0123456789abcde\n".repeat(20_000);
    assertThat(host.require(Command.of("cat").reading(text))).isEqualTo(text);
  }

  @Test
  void aProgramThatEndsBeforeItReadsItsInputIsNoError() {
    assertThat(host.run(Command.of("true").reading("x".repeat(1 << 20))).ok()).isTrue();
  }

  @Test
  void aProgramThatIgnoresTheRequestToEndIsKilled() {
    Command stubborn =
        Command.of("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done");
    try (Task task = host.start(stubborn)) {
      assertThat(Await.until(Duration.ofSeconds(10), () -> task.outputSoFar().contains("ready")))
          .isTrue();
      task.stop(Duration.ofMillis(50));
      assertThat(task.await(Duration.ofSeconds(5)).orElseThrow().exit()).isEqualTo(128 + 9);
      task.stop(Duration.ofSeconds(60));
      assertThat(task.alive()).isFalse();
    }
  }

  @Test
  void aStopGoesThroughAlthoughTheThreadIsInterrupted() {
    try (Task task = host.start(Command.of("sleep", "60"))) {
      Thread.currentThread().interrupt();
      task.stop(Duration.ofSeconds(5));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(task.alive()).isFalse();
    }
  }

  @Test
  void aTaskThatStillRunsHasNoOutputYet() {
    try (Task task = host.start(Command.of("sleep", "60"))) {
      assertThat(task.await(Duration.ZERO)).isEmpty();
      assertThat(task.alive()).isTrue();
    }
  }

  @Test
  void aComplaintIsTheLastThingItSaid() {
    Command command = Command.of("tc");
    assertThat(new Output(command, 2, "out", "first\n  last \n\n", Duration.ZERO).complaint())
        .isEqualTo("last");
    assertThat(new Output(command, 2, "only this\n", " \n", Duration.ZERO).complaint())
        .isEqualTo("only this");
    assertThat(new Output(command, 2, "", "", Duration.ZERO).complaint())
        .isEqualTo("exit status 2");
  }
}
