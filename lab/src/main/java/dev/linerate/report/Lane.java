package dev.linerate.report;

import dev.linerate.telemetry.Column;
import dev.linerate.telemetry.End;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.telemetry.ThreadSeries;
import dev.linerate.telemetry.TimeAxis;
import dev.linerate.telemetry.Worker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * One thread of the traffic: the core it was on over time.
 *
 * @param name {@code client sends}
 * @param from first sample that is shown
 * @param to the first sample behind those shown
 * @param cores those it was seen on, by number
 */
record Lane(
    String name, ThreadSeries thread, TimeAxis time, int from, int to, List<Integer> cores) {
  /** More lanes than these nobody follows. */
  static final int MOST = 16;

  private static final double WIDTH = 1000;
  private static final int ROW = 10;

  /** Between the least and the most cores that are named one by one. */
  private static final int NAMED = 6;

  /** Those that used most of the processors, the client's first; none without slices. */
  static List<Lane> of(Telemetry telemetry, List<Slice> slices) {
    if (slices.isEmpty()) {
      return List.of();
    }
    int from = slices.getFirst().from();
    int to = slices.getLast().to();
    boolean several = streams(telemetry) > 1;
    return telemetry.threads().stream()
        .filter(thread -> !cores(thread, from, to).isEmpty())
        .sorted(Comparator.comparingLong(Lane::used).reversed())
        .limit(MOST)
        .sorted(
            Comparator.comparing((ThreadSeries thread) -> thread.worker().end())
                .thenComparingInt(thread -> thread.worker().stream().orElse(-1)))
        .map(thread ->
            new Lane(
                name(thread.worker(), several),
                thread,
                telemetry.time(),
                from,
                to,
                cores(thread, from, to)))
        .toList();
  }

  private static long streams(Telemetry telemetry) {
    return telemetry.threads().stream().map(thread -> thread.worker().stream()).distinct().count();
  }

  private static long used(ThreadSeries thread) {
    return thread.cpuMicros().sum().orElse(0);
  }

  private static List<Integer> cores(ThreadSeries thread, int from, int to) {
    return IntStream.range(from, to)
        .filter(thread.core()::has)
        .map(sample -> (int) thread.core().at(sample, -1))
        .distinct()
        .sorted()
        .boxed()
        .toList();
  }

  private static String name(Worker worker, boolean several) {
    String work =
        switch (worker.work()) {
          case SENDS -> "sends";
          case RECEIVES -> "receives";
          case BOTH -> "sends and receives";
        };
    String stream =
        several && worker.stream().isPresent() ? " stream " + (worker.stream().getAsInt() + 1) : "";
    return (worker.end() == End.CLIENT ? "client " : "server ") + work + stream;
  }

  /** {@code Client sends on core}: what the numbers beside the line are. */
  String title() {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1) + " on core";
  }

  /** How often it moved: {@code 41 moves}. */
  String moves() {
    OptionalLong sum = thread.migrations().sum(from, to);
    if (sum.isEmpty()) {
      return "moves unknown";
    }
    String count = sum.getAsLong() == 1 ? "1 move" : sum.getAsLong() + " moves";
    return thread.exactMigrations() ? count : "at least " + count;
  }

  /** The number of a core beside its line. */
  record Level(double percent, int core) {}

  /** All of them where there is room, otherwise the first and the last. */
  List<Level> levels() {
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < cores.size(); i++) {
      if (cores.size() <= NAMED || i == 0 || i == cores.size() - 1) {
        levels.add(new Level(100 * (i + 0.5) / cores.size(), cores.get(i)));
      }
    }
    return levels;
  }

  /** How many lines high it is drawn. */
  int lines() {
    return Math.clamp(cores.size(), 1, NAMED);
  }

  /** A line that steps from core to core, with a dot at every move. */
  String svg(double seconds) {
    StringBuilder svg = new StringBuilder();
    svg.append("<svg viewBox=\"0 0 1000 %d\"".formatted(cores.size() * ROW))
        .append(" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    for (int i = 0; i < cores.size(); i++) {
      svg.append("<path class=\"grid\" d=\"M0 %sH1000\"/>".formatted(y(i)));
    }
    String end = thread.worker().end() == End.CLIENT ? "client" : "server";
    svg.append("<path class=\"lane %s\" d=\"%s\"/>".formatted(end, steps(seconds)));
    String dots = dots(seconds);
    if (!dots.isEmpty()) {
      svg.append("<path class=\"move %s\" d=\"%s\"/>".formatted(end, dots));
    }
    return svg.append("</svg>").toString();
  }

  private String steps(double seconds) {
    StringBuilder path = new StringBuilder();
    Column core = thread.core();
    for (int sample = from; sample < to; sample++) {
      boolean before = sample > from && core.has(sample - 1);
      if (core.has(sample) && !before) {
        path.append("M" + x(time.start(sample), seconds) + " " + y(sample, core));
      } else if (core.has(sample) && core.at(sample, -1) != core.at(sample - 1, -1)) {
        path.append("H" + x(time.start(sample), seconds) + "V" + y(sample, core));
      }
      boolean last = sample + 1 == to || !core.has(sample + 1);
      if (core.has(sample) && last) {
        path.append("H" + x(time.end(sample), seconds));
      }
    }
    return path.toString();
  }

  /** A line of no length with round ends is a dot, however the drawing is stretched. */
  private String dots(double seconds) {
    StringBuilder path = new StringBuilder();
    Column core = thread.core();
    for (int sample = from; sample < to; sample++) {
      if (core.has(sample) && moved(sample)) {
        path.append("M" + x(time.start(sample), seconds) + " " + y(sample, core) + "h0");
      }
    }
    return path.toString();
  }

  /** Also when it was back before it was seen elsewhere. */
  private boolean moved(int sample) {
    Column core = thread.core();
    boolean seen =
        sample > from && core.has(sample - 1) && core.at(sample, -1) != core.at(sample - 1, -1);
    return seen || thread.migrations().at(sample, 0) > 0;
  }

  private String y(int sample, Column core) {
    return y(cores.indexOf((int) core.at(sample, -1)));
  }

  private static String y(int index) {
    return Integer.toString(index * ROW + ROW / 2);
  }

  private static String x(double instant, double seconds) {
    return Xml.number(seconds > 0 ? WIDTH * Math.clamp(instant, 0, seconds) / seconds : 0);
  }
}
