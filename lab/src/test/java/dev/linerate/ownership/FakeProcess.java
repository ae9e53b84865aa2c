package dev.linerate.ownership;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A process that does what the test tells it when it is ended. */
final class FakeProcess implements ProcessHandle {
  private final long pid;
  private final Runnable onKill;

  FakeProcess(long pid, Runnable onKill) {
    this.pid = pid;
    this.onKill = onKill;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public boolean destroyForcibly() {
    onKill.run();
    return true;
  }

  @Override
  public boolean destroy() {
    return destroyForcibly();
  }

  @Override
  public boolean supportsNormalTermination() {
    return false;
  }

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public Optional<ProcessHandle> parent() {
    return Optional.empty();
  }

  @Override
  public Stream<ProcessHandle> children() {
    return Stream.empty();
  }

  @Override
  public Stream<ProcessHandle> descendants() {
    return Stream.empty();
  }

  @Override
  public Info info() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<ProcessHandle> onExit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(ProcessHandle other) {
    return Long.compare(pid, other.pid());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FakeProcess process && process.pid == pid;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(pid);
  }
}
