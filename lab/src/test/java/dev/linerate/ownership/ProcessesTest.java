package dev.linerate.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Command;
import dev.linerate.host.LocalHost;
import dev.linerate.host.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
  private static final String ID = "k3f9a";
  private static final String MARK = "LINERATE_OWNER=" + ID;
  private static final String NAMESPACE = "net:[4026532177]";

  /** Above the largest process id there can be (proc_sys_kernel(5)): no process of the machine. */
  private static final long A = 4_194_401;

  private static final long B = 4_194_402;

  @TempDir Path folder;
  private final List<Long> killed = new ArrayList<>();
  private FakeProc proc = new FakeProc(Path.of("/nowhere"));

  @BeforeEach
  void twoProcesses() {
    proc = new FakeProc(folder).process(A, "iperf3").process(B, "bash");
  }

  private List<Long> found(LongFunction<Optional<ProcessHandle>> handles) {
    return new Processes(folder, ID, Set.of(NAMESPACE), handles)
        .find().stream().map(ProcessHandle::pid).toList();
  }

  private List<Long> found() {
    return found(pid -> Optional.of(new FakeProcess(pid, () -> killed.add(pid))));
  }

  @Test
  void aProcessWithoutAnyMarkIsNotFound() {
    assertThat(found()).isEmpty();
  }

  @Test
  void theMarkMayStandAnywhereInTheEnvironment() {
    proc.environment(A, "HOME=/", MARK, "TERM=dumb").environment(B, MARK);
    assertThat(found()).containsExactlyInAnyOrder(A, B);
  }

  @Test
  void theMarkOfAnotherOwnerIsNotOurs() {
    proc.environment(A, MARK + "b").environment(B, "X" + MARK);
    assertThat(found()).isEmpty();
  }

  @Test
  void aProcessInOneOfTheNamespacesIsFound() {
    proc.namespace(A, NAMESPACE).namespace(B, "net:[4026531840]");
    assertThat(found()).containsExactly(A);
  }

  @Test
  void aProcessOfAContainerIsFoundByItsCgroup() {
    proc.cgroup(A, "/linerate-k3f9a/0d1e2f").cgroup(B, "/linerate-k3f9ab/0d1e2f");
    assertThat(found()).containsExactly(A);
  }

  @Test
  void aZombieHasEndedWhateverItsName() {
    proc.environment(A, MARK).stat(A, "a) S (b", 'Z');
    assertThat(found()).isEmpty();
  }

  @Test
  void aProcessThatEndsWhileItIsLookedAtIsNoProcess() {
    proc.environment(A, MARK);
    assertThat(found(pid -> Optional.empty())).isEmpty();
  }

  @Test
  void aStrangerThatWasGivenTheNumberIsNotTakenForTheProcess() {
    proc.environment(A, MARK);
    LongFunction<Optional<ProcessHandle>> reused =
        pid -> {
          proc.environment(pid, "HOME=/home/stranger");
          return Optional.of(new FakeProcess(pid, () -> killed.add(pid)));
        };
    assertThat(new Processes(folder, ID, Set.of(), reused).end()).isEmpty();
    assertThat(killed).isEmpty();
  }

  @Test
  void aProcessThatTakesItsTimeToEndCountsOnce() {
    proc.environment(A, MARK);
    LongFunction<Optional<ProcessHandle>> slow =
        pid -> Optional.of(new FakeProcess(pid, this::die));
    assertThat(new Processes(folder, ID, Set.of(), slow).end())
        .containsExactly("process " + A + " (iperf3)");
    assertThat(killed).hasSize(3);
  }

  private void die() {
    killed.add(A);
    if (killed.size() == 3) {
      proc.stat(A, "iperf3", 'Z');
    }
  }

  @Test
  void whatAppearsMeanwhileIsEndedToo() {
    proc.environment(A, MARK);
    LongFunction<Optional<ProcessHandle>> forking =
        pid -> Optional.of(new FakeProcess(pid, () -> endAndFork(pid)));
    assertThat(new Processes(folder, ID, Set.of(), forking).end())
        .containsExactly("process " + A + " (iperf3)", "process " + B + " (bash)");
  }

  private void endAndFork(long pid) {
    proc.stat(pid, "any", 'Z');
    if (pid == A) {
      proc.environment(B, MARK);
    }
  }

  @Test
  void endsRealProcessesThatBearTheMarkAndNoOthers() {
    String owner = "unit" + ProcessHandle.current().pid();
    LocalHost ours = new LocalHost(folder, Map.of(Owner.VARIABLE, owner));
    LocalHost others = new LocalHost(folder, Map.of(Owner.VARIABLE, owner + "x"));
    try (Task marked = ours.start(Command.of("sleep", "60"));
        Task stranger = others.start(Command.of("sleep", "60"))) {
      assertThat(new Processes(Path.of("/proc"), owner, Set.of()).end())
          .containsExactly("process " + marked.pid() + " (sleep)");
      assertThat(stranger.alive()).isTrue();
    }
  }
}
