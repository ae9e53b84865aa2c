package dev.linerate.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** A process of this machine, its outputs gathered as they come. */
final class ProcessTask implements Task {
  private final Command command;
  private final Process process;
  private final long startNanos = System.nanoTime();
  private final Gatherer out;
  private final Gatherer err;

  private ProcessTask(Command command, Process process) {
    this.command = command;
    this.process = process;
    this.out = new Gatherer(process.getInputStream(), OUTPUT_LIMIT);
    this.err = new Gatherer(process.getErrorStream(), OUTPUT_LIMIT);
  }

  static ProcessTask start(Command command, Map<String, String> environment) throws IOException {
    List<String> arguments = new ArrayList<>();
    if (command.log().isPresent() || command.netns().isPresent()) {
      // daemons and traffic must not get the terminal's Ctrl-C: they are ended in order
      arguments.add("setsid");
    }
    arguments.addAll(command.executed());
    // a program is looked for on this process's own path, which may lack the sbin folders
    arguments.set(0, LocalHost.find(arguments.getFirst()).orElse(arguments.getFirst()));
    ProcessBuilder builder = new ProcessBuilder(arguments);
    builder.environment().putAll(environment);
    builder.environment().put("PATH", LocalHost.searchPath());
    builder.environment().put("LC_ALL", "C");
    builder.environment().putAll(command.environment());
    if (command.log().isPresent()) {
      Path log = command.log().get();
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }
    ProcessTask task = new ProcessTask(command, builder.start());
    // by a thread of its own: a program that reads nothing would hold up this one beyond any limit
    Thread.ofVirtual().start(task::feed);
    return task;
  }

  private void feed() {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(command.input().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // it ended before it read everything: its exit status says why
    }
  }

  @Override
  public Command command() {
    return command;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public boolean alive() {
    return process.isAlive();
  }

  @Override
  public Optional<Output> await(Duration limit) {
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      return Optional.of(
          new Output(
              command,
              process.exitValue(),
              out.finished(),
              err.finished(),
              Duration.ofNanos(System.nanoTime() - startNanos)));
    } catch (InterruptedException e) {
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    }
  }

  @Override
  public String outputSoFar() {
    return out.text();
  }

  @Override
  public void stop(Duration grace) {
    if (!process.isAlive()) {
      return;
    }
    if (grace.isPositive()) {
      // not process.destroy(): that closes the pipes first, and the last words would be lost
      process.toHandle().destroy();
      waitQuietly(grace);
    }
    process.destroyForcibly();
    waitQuietly(LocalHost.KILL_LIMIT);
  }

  /** A stop must go through even when the thread has been interrupted. */
  private void waitQuietly(Duration limit) {
    boolean interrupted = Thread.interrupted();
    try {
      process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
