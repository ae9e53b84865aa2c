package dev.linerate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class ThreadStateTest {
  @Test
  void aPinnedThreadRunsWhereItWasPinned() throws Exception {
    BitSet cores = Affinity.cores();
    assertThat(cores.cardinality()).isPositive();
    for (int core = cores.nextSetBit(0); core >= 0; core = cores.nextSetBit(core + 1)) {
      int wanted = core;
      assertThat(inThread(() -> pinnedTo(wanted))).isEqualTo(wanted);
    }
    assertThat(Affinity.cores()).isEqualTo(cores);
  }

  private static int pinnedTo(int core) throws LinuxException {
    Affinity.pin(core);
    return new CurrentCore().number();
  }

  @Test
  void noSuchCore() {
    assertThatThrownBy(() -> Affinity.pin(8191)).isInstanceOf(LinuxException.class);
    assertThatThrownBy(() -> Affinity.pin(-1)).isInstanceOf(LinuxException.class);
  }

  @Test
  void noSuchNamespace() {
    assertThatThrownBy(() -> NetworkNamespace.enter(Path.of("/run/netns/no-such-namespace")))
        .isInstanceOf(LinuxException.class)
        .hasMessage("openat: no such file or directory");
  }

  @Test
  void aVirtualThreadStaysWhereItIs() throws Exception {
    FutureTask<Void> task =
        new FutureTask<>(() -> {
          NetworkNamespace.enter(Path.of("/proc/self/ns/net"));
          return null;
        });
    Thread.ofVirtual().start(task);
    assertThatThrownBy(task::get).hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void callsAllocateNothing() {
    Kernel kernel = Kernel.current();
    CurrentCore core = new CurrentCore();
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long sum = 0;
    long least = Long.MAX_VALUE;
    // until the compiler has done with it, it may allocate
    for (int i = 0; i < 300 && least >= 5000; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      sum += spin(kernel, core, 5000);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(sum).isNotZero();
    assertThat(least).isLessThan(5000);
  }

  private static long spin(Kernel kernel, CurrentCore core, int times) {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += kernel.call(SystemCall.GETTID, 0) + core.number();
    }
    return sum;
  }

  private static <T> T inThread(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().start(task);
    return task.get();
  }
}
