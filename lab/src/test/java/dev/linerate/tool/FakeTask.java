package dev.linerate.tool;

import dev.linerate.host.Command;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/** A process on a clock of its own making: waiting for it is what makes the time pass. */
final class FakeTask implements Task {
  static final long NEVER = Long.MAX_VALUE;

  private final AtomicLong nanos;
  private final long pid;
  private final Command command;
  private final TreeMap<Long, String> said = new TreeMap<>();
  private long endNanos = NEVER;
  private long interruptNanos = NEVER;
  private String err = "";
  private String lastWords = "";
  private final List<Duration> stops = new ArrayList<>();

  FakeTask(AtomicLong nanos, long pid, Command command) {
    this.nanos = nanos;
    this.pid = pid;
    this.command = command;
  }

  /** Ends after that many seconds, having said that. */
  FakeTask endsAfter(double seconds, String out) {
    endNanos = at(seconds);
    said.put(endNanos, out);
    return this;
  }

  FakeTask says(double afterSeconds, String text) {
    said.put(at(afterSeconds), text);
    return this;
  }

  FakeTask complains(String text) {
    err = text;
    return this;
  }

  /** What it says when it is asked to end. */
  FakeTask lastWords(String text) {
    lastWords = text;
    return this;
  }

  /** The thread that waits for it is interrupted after that many seconds. */
  FakeTask interruptsAfter(double seconds) {
    interruptNanos = at(seconds);
    return this;
  }

  List<Duration> stops() {
    return stops;
  }

  private long at(double seconds) {
    return nanos.get() + (long) (seconds * 1e9);
  }

  @Override
  public Command command() {
    return command;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public boolean alive() {
    return nanos.get() < endNanos;
  }

  @Override
  public Optional<Output> await(Duration limit) {
    long until = nanos.get() + limit.toNanos();
    if (alive() && interruptNanos <= until) {
      interruptNanos = NEVER;
      throw new CancellationException("interrupted");
    }
    if (endNanos > until) {
      nanos.set(until);
      return Optional.empty();
    }
    nanos.set(Math.max(nanos.get(), endNanos));
    return Optional.of(new Output(command, 0, outputSoFar(), err, Duration.ZERO));
  }

  @Override
  public String outputSoFar() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Long, String> part : said.headMap(nanos.get(), true).entrySet()) {
      text.append(part.getValue());
    }
    return text.toString();
  }

  @Override
  public void stop(Duration grace) {
    if (!alive()) {
      return;
    }
    stops.add(grace);
    endNanos = nanos.get();
    if (grace.isPositive()) {
      said.merge(endNanos, lastWords, String::concat);
    }
  }
}
