package dev.linerate.imports;

import dev.linerate.result.Interval;
import java.util.function.Consumer;

/** Where a reader puts what it finds in one log. */
final class Tests implements ProblemSink {
  /** Knows which trial a test belongs to. */
  interface Desk {
    /** Finds the test's trial, and says where its samples go. */
    Consumer<Interval> place(LoggedTest test);
  }

  private final String log;
  private final Setting setting;
  private final Desk desk;
  private final ProblemList problems;

  Tests(String log, Setting setting, Desk desk, ProblemList problems) {
    this.log = log;
    this.setting = setting;
    this.desk = desk;
    this.problems = problems;
  }

  /** What was said of this log. */
  Setting setting() {
    return setting;
  }

  /** A test begins on that line, of that tool. */
  LoggedTest open(long line, String tool) {
    return open(line, tool, Setting.NONE);
  }

  /** A test of which the log itself says where it ran. */
  LoggedTest open(long line, String tool, Setting own) {
    Setting all = setting.or(own);
    return new LoggedTest(log, line, all.tool().orElse(tool), all, desk);
  }

  @Override
  public void problem(long line, String text) {
    problems.add(log, line, text);
  }

  /** Several lines of which nothing can be made. */
  void problem(long line, long last, String text) {
    problems.add(log, line, last, text);
  }
}
