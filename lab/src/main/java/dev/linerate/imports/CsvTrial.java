package dev.linerate.imports;

import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.result.Interval;
import dev.linerate.tool.End;
import dev.linerate.tool.EndReport;
import dev.linerate.tool.LoggedEnd;
import dev.linerate.tool.PeerCount;
import dev.linerate.tool.TestHeading;
import dev.linerate.unit.ByteCount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A trial of an export as comma-separated values: both ends' intervals. */
final class CsvTrial implements LoggedEnd {
  private static final List<String> KEY = List.of("run", "case", "tool", "repeat");
  private static final Pattern RATE =
      Pattern.compile("^(?:tcp|udp) (\\d{1,9}(?:\\.\\d{1,9})? [kMGT]?bit/s)");
  private static final Pattern LENGTH = Pattern.compile(" (\\d{1,9}) B\\b");
  private static final Pattern STREAMS = Pattern.compile(" ×(\\d{1,5})\\b");

  private final LoggedTest test;
  private final List<String> key;
  private final Protocol protocol;
  private final String flow;
  private double omitted;

  CsvTrial(CsvRow row, long line, Tests tests) throws Unreadable {
    Setting own =
        new Setting(
            Optional.of(row.text("network")),
            Optional.of(row.word("placement", Placement.class)),
            Optional.of(new Pinning(row.text("pinning"))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(row.text("tool")));
    this.key = key(row);
    this.protocol = row.word("protocol", Protocol.class);
    this.flow = row.text("flow");
    this.test = tests.open(line, "", own);
    test.readBy(this);
  }

  private static List<String> key(CsvRow row) {
    return KEY.stream().map(row::text).toList();
  }

  /** Whether the row is one of this trial's. */
  boolean is(CsvRow row) {
    return key.equals(key(row));
  }

  void sample(CsvRow row) throws Unreadable {
    Interval interval = row.interval();
    if (interval.omitted()) {
      omitted = Math.max(omitted, interval.start() + interval.seconds());
    }
    test.sample(interval);
  }

  void close() {
    test.close();
  }

  @Override
  public TestHeading heading() {
    return new TestHeading(
        Optional.empty(),
        Optional.of(String.join(" ", key)),
        Optional.empty(),
        Optional.of(protocol),
        first(STREAMS).map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty()),
        first(RATE).map(Rate::parse),
        first(LENGTH).map(ByteCount::parse),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        omitted > 0 ? Optional.of(Duration.ofSeconds(Math.round(omitted))) : Optional.empty(),
        List.of());
  }

  private Optional<String> first(Pattern pattern) {
    Matcher m = pattern.matcher(flow);
    return m.find() ? Optional.of(m.group(1)) : Optional.empty();
  }

  @Override
  public EndReport report() {
    return new EndReport(
        End.CLIENT,
        Optional.of(test.tool()),
        List.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        true);
  }

  @Override
  public List<PeerCount> peers() {
    return List.of();
  }

  @Override
  public boolean isOfBoth() {
    return true;
  }

  @Override
  public OptionalDouble peerCpuPercent() {
    return OptionalDouble.empty();
  }
}
