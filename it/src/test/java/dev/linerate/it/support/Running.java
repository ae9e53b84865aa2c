package dev.linerate.it.support;

import dev.linerate.host.Await;
import dev.linerate.host.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A linerate that runs, leader of a process group of its own. */
public final class Running {
  /** Longer than any command of any test on the slowest machine. */
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final Sandbox sandbox;
  private final Process process;
  private final Path out;
  private final Path err;

  Running(Sandbox sandbox, Process process, Path out, Path err) {
    this.sandbox = sandbox;
    this.process = process;
    this.out = out;
    this.err = err;
    sandbox.atEnd(this::kill);
  }

  /** Its process id and its process group's. */
  public long pid() {
    return process.pid();
  }

  /** What it has said on standard error so far. */
  public String err() {
    return text(err);
  }

  /** Waits until it has said something on standard error. */
  public Running awaitErr(String part) {
    return await(err, part);
  }

  /** Waits until it has said something on standard output. */
  public Running awaitOut(String part) {
    return await(out, part);
  }

  private Running await(Path where, String part) {
    boolean said =
        Await.until(
            LIMIT,
            () -> {
              sandbox.note();
              boolean alive = process.isAlive();
              return text(where).contains(part) || !alive;
            });
    if (!said || !text(where).contains(part)) {
      throw new AssertionError("it never said \"" + part + "\": " + outcome().text());
    }
    return this;
  }

  /** Waits until it ends, for at most {@code limit}; gives whether it still runs. */
  public boolean stillRunsAfter(Duration limit) {
    try {
      return !process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signals it alone: {@code INT}. */
  public void signal(String signal) {
    sandbox.machine().require(Command.of("kill", "-s", signal, Long.toString(pid())));
  }

  /** Signals its whole process group, as a terminal does for Ctrl-C. */
  public void signalGroup(String signal) {
    sandbox.machine().require(Command.of("kill", "-s", signal, "--", "-" + pid()));
  }

  /** SIGKILL, to it alone; returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    end();
  }

  /** Waits for its end. */
  public Outcome end() {
    boolean ended =
        Await.until(
            LIMIT,
            () -> {
              sandbox.note();
              return !process.isAlive();
            });
    if (!ended) {
      process.destroyForcibly();
      throw new AssertionError("it did not end: " + outcome().text());
    }
    return outcome();
  }

  private Outcome outcome() {
    int exit = process.isAlive() ? -1 : process.exitValue();
    return new Outcome(exit, text(out), text(err));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
