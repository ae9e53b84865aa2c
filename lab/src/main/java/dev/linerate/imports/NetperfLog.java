package dev.linerate.imports;

import dev.linerate.plan.Protocol;
import dev.linerate.tool.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tests of a netperf log, line by line. */
final class NetperfLog {
  private static final String TOOL = "netperf";
  private static final double MEGA = 1e6;
  private static final NetperfBanner BARE =
      new NetperfBanner(
          NetperfBanner.Kind.STREAM, Protocol.TCP, false, new Connection("", 0, "", 0));
  private static final NetperfBanner OMNI =
      new NetperfBanner(NetperfBanner.Kind.OMNI, Protocol.TCP, false, new Connection("", 0, "", 0));
  private static final Pattern NUMBERS =
      Pattern.compile("\\s*-?\\d[\\d.,]{0,20}(?:\\s+-?\\d[\\d.,]{0,20}){3,12}\\s*");
  private static final Pattern INTERIM =
      Pattern.compile(
          "Interim result:\\s+([\\d.,]{1,20}) (\\S{1,20}) over ([\\d.,]{1,20}) seconds.*");
  private static final Pattern KEY_VALUE = Pattern.compile("([A-Z][A-Z0-9_]*(?:\\[\\d+\\])?)=(.*)");

  private final Tests tests;
  private Optional<NetperfTest> open = Optional.empty();
  private NetperfBanner banner = BARE;
  private double unit = MEGA;
  private Optional<NetperfOmni> omni = Optional.empty();
  private Optional<List<Double>> sentLine = Optional.empty();
  private long begun;

  /** Whether the figures of the banner's transactions were read; what follows are its details. */
  private boolean told;

  NetperfLog(Tests tests) {
    this.tests = tests;
  }

  void accept(String line, long number) {
    Optional<NetperfBanner> begin = NetperfBanner.parse(line);
    if (begin.isPresent()) {
      end();
      banner = begin.get();
      unit = MEGA;
      begun = number;
      told = false;
      return;
    }
    if (!interim(line, number) && !named(line, number)) {
      plain(line, number);
    }
  }

  void end() {
    if (banner.kind().isOfTransactions() && !told && omni.isEmpty()) {
      tests.problem(begun, "a test of transactions without its figures");
    }
    omni.ifPresent(o -> o.finish(test(o.line()), tests));
    omni = Optional.empty();
    sentLine.ifPresent(
        _ -> tests.problem(open.isEmpty() ? 1 : lastLine, "the receiver's line is missing"));
    sentLine = Optional.empty();
    open.ifPresent(NetperfTest::close);
    open = Optional.empty();
    banner = BARE;
  }

  private long lastLine = 1;

  private NetperfTest test(long line) {
    if (open.isEmpty()) {
      open = Optional.of(new NetperfTest(tests.open(line, TOOL), banner));
    }
    return open.get();
  }

  private boolean interim(String line, long number) {
    Matcher m = INTERIM.matcher(line.strip());
    if (!m.matches()) {
      return false;
    }
    if (banner.kind().isOfTransactions()) {
      return true; // how many there were in all is said at the end
    }
    OptionalDouble scale = NetperfUnit.of(m.group(2));
    OptionalDouble rate = number(m.group(1));
    OptionalDouble seconds = number(m.group(3));
    if (scale.isEmpty() || rate.isEmpty() || seconds.isEmpty()) {
      tests.problem(number, "an interim result of no bit rate");
      return true;
    }
    test(number)
        .interim(rate.getAsDouble() * scale.getAsDouble(), seconds.getAsDouble())
        .ifPresent(why -> tests.problem(number, why));
    return true;
  }

  /** {@code -k}'s lines, and the two lines of {@code -o}. */
  private boolean named(String line, long number) {
    Matcher m = KEY_VALUE.matcher(line.strip());
    if (m.matches()) {
      if (omni.filter(o -> o.has(m.group(1))).isPresent()) {
        end();
        banner = OMNI;
      }
      omni(number).put(m.group(1), m.group(2));
      return true;
    }
    boolean chosen = banner.kind() == NetperfBanner.Kind.OMNI && line.contains(",");
    if (chosen || NetperfOmni.isHeader(line)) {
      return omni(number).csv(line);
    }
    return omni.isPresent() && omni.get().csv(line);
  }

  private NetperfOmni omni(long number) {
    if (omni.isEmpty()) {
      omni = Optional.of(new NetperfOmni(number));
    }
    return omni.get();
  }

  private void plain(String line, long number) {
    lastLine = number;
    NetperfUnit.in(line).ifPresent(found -> unit = found);
    if (NUMBERS.matcher(line).matches()) {
      numbers(line, number);
    }
  }

  private void numbers(String line, long number) {
    List<Double> values = new ArrayList<>();
    for (String word : line.strip().split("\\s+", -1)) {
      OptionalDouble value = number(word);
      if (value.isEmpty()) {
        tests.problem(number, "a damaged line of numbers");
        return;
      }
      values.add(value.getAsDouble());
    }
    if (banner.kind().isOfTransactions()) {
      transactions(values, number);
    } else if (banner.kind() == NetperfBanner.Kind.DATAGRAMS) {
      datagrams(values, number);
    } else if (values.size() >= 5) {
      double bytes = values.get(4) * unit * values.get(3) / 8;
      close(number, values.get(3), bytes, bytes, OptionalLong.empty(), OptionalLong.empty());
    } else {
      tests.problem(number, "a line of numbers that is cut short");
    }
  }

  /** Two sockets, request, response, seconds, rate; what processors did may follow. */
  private void transactions(List<Double> values, long number) {
    if (told) {
      return;
    }
    if (values.size() < 6) {
      tests.problem(number, "a line of numbers that is cut short");
      return;
    }
    told = true;
    NetperfTest test = test(number);
    test.sizes(bytes(values.get(2)), bytes(values.get(3)));
    test.transactions(NetperfTransactions.rate(values.get(5)), values.get(4))
        .ifPresent(why -> tests.problem(number, why));
    open.ifPresent(NetperfTest::close);
    open = Optional.empty();
  }

  private static OptionalLong bytes(double value) {
    return value > 0 ? OptionalLong.of(Math.round(value)) : OptionalLong.empty();
  }

  /** Socket, message, seconds, sent, errors, rate; then socket, seconds, arrived, rate. */
  private void datagrams(List<Double> values, long number) {
    if (sentLine.isEmpty() && values.size() >= 6) {
      sentLine = Optional.of(values);
    } else if (sentLine.isPresent() && values.size() >= 4) {
      List<Double> sent = sentLine.get();
      sentLine = Optional.empty();
      close(
          number,
          values.get(1),
          sent.get(5) * unit * sent.get(2) / 8,
          values.get(3) * unit * values.get(1) / 8,
          OptionalLong.of(Math.round(sent.get(3))),
          OptionalLong.of(Math.round(values.get(2))));
    } else {
      tests.problem(number, "a line of numbers that is cut short");
    }
  }

  private void close(
      long number,
      double seconds,
      double sent,
      double received,
      OptionalLong datagrams,
      OptionalLong arrived) {
    test(number)
        .total(seconds, sent, OptionalDouble.of(received), datagrams, arrived, OptionalLong.empty())
        .ifPresent(why -> tests.problem(number, why));
    open.ifPresent(NetperfTest::close);
    open = Optional.empty();
  }

  /** With a comma in some locales. */
  static OptionalDouble number(String text) {
    try {
      double value = Double.parseDouble(text.strip().replace(',', '.'));
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
