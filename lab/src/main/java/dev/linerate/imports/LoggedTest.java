package dev.linerate.imports;

import dev.linerate.result.Interval;
import dev.linerate.tool.EndCount;
import dev.linerate.tool.LoggedEnd;
import java.util.Optional;
import java.util.function.Consumer;

/** One end's log of one test, while it is read and afterwards. Its samples go on at once. */
final class LoggedTest {
  private final String log;
  private final long line;
  private final String tool;
  private final Setting setting;
  private final EndCount count = new EndCount();
  private final Tests.Desk desk;
  private Optional<LoggedEnd> end = Optional.empty();
  private Optional<Consumer<Interval>> onward = Optional.empty();

  LoggedTest(String log, long line, String tool, Setting setting, Tests.Desk desk) {
    this.log = log;
    this.line = line;
    this.tool = tool;
    this.setting = setting;
    this.desk = desk;
  }

  /** Says who reads it: whom to ask what the log has told. */
  void readBy(LoggedEnd reader) {
    end = Optional.of(reader);
  }

  /** Takes the next sample. */
  void sample(Interval sample) {
    if (onward.isEmpty()) {
      onward = Optional.of(desk.place(this));
    }
    count.add(sample);
    onward.get().accept(sample);
  }

  /** Ends it: nothing more of it will come. */
  void close() {
    if (onward.isEmpty()) {
      onward = Optional.of(desk.place(this));
    }
  }

  LoggedEnd end() {
    return end.orElseThrow();
  }

  EndCount count() {
    return count;
  }

  String log() {
    return log;
  }

  /** The line on which it begins. */
  long line() {
    return line;
  }

  /** What made the traffic. */
  String tool() {
    return end.flatMap(LoggedEnd::tool).orElse(tool);
  }

  Setting setting() {
    return setting;
  }
}
