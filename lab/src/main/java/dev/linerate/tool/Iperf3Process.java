package dev.linerate.tool;

import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A running iperf3 and what it has reported so far. */
final class Iperf3Process implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofSeconds(1);

  private final Task task;
  private final End role;
  private final Optional<Iperf3Stream> stream;
  private final LineFeed feed = new LineFeed();
  private OptionalDouble receivingRate = OptionalDouble.empty();

  /**
   * @param streaming whether it was started with {@code --json-stream}
   */
  Iperf3Process(Task task, End role, boolean streaming) {
    this.task = task;
    this.role = role;
    this.stream = streaming ? Optional.of(new Iperf3Stream(role)) : Optional.empty();
  }

  long pid() {
    return task.pid();
  }

  boolean alive() {
    return task.alive();
  }

  String commandText() {
    return task.command().text();
  }

  /** Whether it ended within the limit. */
  boolean ended(Duration limit) {
    return task.await(limit).isPresent();
  }

  /** Asks it to end, so that it still reports what it has, and ends it when it does not. */
  void stop(Duration grace) {
    task.stop(grace);
  }

  /** Ends it at once. */
  @Override
  public void close() {
    task.close();
  }

  /** Bit/s of the last sample it received, all streams together; empty unless it streams. */
  OptionalDouble receivingRate() {
    stream.ifPresent(s -> feed.completed(task.outputSoFar()).forEach(line -> take(s, line)));
    return receivingRate;
  }

  /** What it has reported; call it when the process has ended. */
  EndReport report() {
    Optional<Output> output = task.await(DRAIN);
    String out = output.map(Output::out).orElseGet(task::outputSoFar);
    EndReport report =
        stream.map(s -> streamed(s, out)).orElseGet(() -> Iperf3Json.parse(out, role));
    return report.error().isEmpty() && !report.complete()
        ? report.withError(output.map(Output::err).flatMap(Iperf3Process::complaint))
        : report;
  }

  private EndReport streamed(Iperf3Stream events, String out) {
    feed.rest(out).forEach(line -> take(events, line));
    return events.report();
  }

  private void take(Iperf3Stream events, String line) {
    List<Interval> samples = events.accept(line);
    if (samples.stream().anyMatch(i -> i.side() == Side.RECEIVER)) {
      receivingRate =
          OptionalDouble.of(
              samples.stream()
                  .filter(i -> i.side() == Side.RECEIVER)
                  .mapToDouble(Interval::bitsPerSecond)
                  .sum());
    }
  }

  /** The first line: after a wrong argument the usage follows it. */
  private static Optional<String> complaint(String err) {
    return err.lines()
        .map(line -> line.strip().replaceFirst("^iperf3: ", ""))
        .filter(line -> !line.isEmpty())
        .findFirst();
  }
}
