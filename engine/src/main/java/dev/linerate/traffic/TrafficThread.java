package dev.linerate.traffic;

import dev.linerate.linux.Affinity;
import dev.linerate.linux.CpuTime;
import dev.linerate.linux.Kernel;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.SystemCall;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A platform thread that runs one loop. It begins in the network namespace of the thread that
 * starts it.
 */
public final class TrafficThread {
  private final Thread thread;
  private final TrafficLoop loop;
  private final OptionalInt core;
  private volatile Optional<Throwable> failure = Optional.empty();
  private volatile CpuTime cpu = CpuTime.ZERO;
  private volatile long id;

  private TrafficThread(String name, TrafficLoop loop, OptionalInt core) {
    this.loop = loop;
    this.core = core;
    thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /**
   * Starts a loop.
   *
   * @param core where it stays; empty lets the kernel choose
   */
  public static TrafficThread start(String name, TrafficLoop loop, OptionalInt core) {
    TrafficThread started = new TrafficThread(name, loop, core);
    started.thread.start();
    return started;
  }

  private void run() {
    id = Kernel.current().call(SystemCall.GETTID, 0);
    try {
      if (core.isPresent()) {
        Affinity.pin(core.getAsInt());
      }
      loop.run();
    } catch (LinuxException | RuntimeException | Error e) {
      failure = Optional.of(e);
    }
    try {
      cpu = CpuTime.ofThread();
    } catch (LinuxException e) {
      failure = failure.or(() -> Optional.of(e));
    }
  }

  /** Whether the loop has ended within the limit. */
  public boolean join(Duration limit) throws InterruptedException {
    return thread.join(limit);
  }

  public boolean isRunning() {
    return thread.isAlive();
  }

  /** Why the loop ended when it should not have; empty while it runs. */
  public Optional<Throwable> failure() {
    return failure;
  }

  /** The kernel's number of the thread (gettid(2)); empty until it runs. */
  public OptionalLong id() {
    return id > 0 ? OptionalLong.of(id) : OptionalLong.empty();
  }

  /** Processor time the thread took; zero while it runs. */
  public CpuTime cpu() {
    return cpu;
  }
}
