package dev.linerate.tool;

import dev.linerate.host.Endpoint;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A flow in iperf3's own words (iperf3(1)). */
final class Iperf3Arguments {
  private static final String CONNECT_TIMEOUT_MILLIS = "5000";

  /** Sets the affinity and becomes the program, so that every thread of it inherits it. */
  static final String TASKSET = "taskset";

  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(60);

  private Iperf3Arguments() {}

  /** A server that listens on that address alone, serves one test and ends. */
  static List<String> server(Flow flow, Iperf3Version version, String address, int port) {
    List<String> all = new ArrayList<>(List.of("iperf3", "-s", "-1"));
    all.addAll(List.of("-B", address, "-p", Integer.toString(port)));
    reporting(all, flow, version);
    return all;
  }

  /** The program on the endpoint's core, when it has one. */
  static String[] on(Endpoint endpoint, List<String> program) {
    List<String> all = new ArrayList<>();
    endpoint.core().ifPresent(core -> all.addAll(List.of(TASKSET, "-c", Integer.toString(core))));
    all.addAll(program);
    return all.toArray(String[]::new);
  }

  /** A client of the server at that address. */
  static List<String> client(Flow flow, Iperf3Version version, String address, int port) {
    List<String> all = new ArrayList<>(List.of("iperf3", "-c", address));
    all.addAll(List.of("-p", Integer.toString(port)));
    if (version.connectTimeout()) {
      all.addAll(List.of("--connect-timeout", CONNECT_TIMEOUT_MILLIS));
    }
    all.addAll(List.of("-t", Long.toString(wholeSeconds(flow.duration()))));
    if (!flow.omit().isZero()) {
      all.addAll(List.of("-O", Long.toString(wholeSeconds(flow.omit()))));
    }
    traffic(all, flow);
    reporting(all, flow, version);
    return all;
  }

  /** {@code -t} and {@code -O} take whole seconds and cut a fraction off, so it is rounded up. */
  static long wholeSeconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }

  /** What is sent, beyond how long. */
  static void traffic(List<String> all, Flow flow) {
    boolean udp = flow.protocol() == Protocol.UDP;
    if (udp) {
      all.add("-u");
    }
    switch (flow.rate()) {
      case Rate.Fixed fixed -> all.addAll(List.of("-b", fixed.perStream().plain()));
      // the built-in tool's alone: iperf3 is never asked for one
      case Rate.Search search ->
          all.addAll(List.of("--rate", "search", "--loss-ratio", search.ratio()));
      case Rate.Unlimited _ -> {
        if (udp) {
          // left out, UDP is sent at 1 Mbit/s
          all.addAll(List.of("-b", "0"));
        }
      }
    }
    if (flow.streams() > 1) {
      all.addAll(List.of("-P", Integer.toString(flow.streams())));
    }
    switch (flow.direction()) {
      case FORWARD -> {}
      case REVERSE -> all.add("-R");
      case BIDIR -> all.add("--bidir");
    }
    flow.length().ifPresent(l -> all.addAll(List.of("-l", Long.toString(l.bytes()))));
    flow.window().ifPresent(w -> all.addAll(List.of("-w", Long.toString(w.bytes()))));
    if (!udp) {
      flow.mss().ifPresent(m -> all.addAll(List.of("-M", Integer.toString(m))));
      flow.congestion().ifPresent(c -> all.addAll(List.of("-C", c)));
    }
    if (flow.zerocopy()) {
      all.add("-Z");
    }
  }

  /** Each process cuts its own samples, so both are told how. */
  private static void reporting(List<String> all, Flow flow, Iperf3Version version) {
    all.addAll(List.of("-i", seconds(allowedInterval(flow.interval()))));
    all.add(version.jsonStream() ? "--json-stream" : "-J");
  }

  /** The nearest length of a sample that {@code -i} takes. */
  static Duration allowedInterval(Duration wanted) {
    return wanted.compareTo(SHORTEST_INTERVAL) < 0
        ? SHORTEST_INTERVAL
        : wanted.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : wanted;
  }

  /** Seconds with up to three decimals: {@code 0.5}. */
  static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** Whether the process at that end of the flow receives. */
  static boolean receives(Direction direction, End role) {
    return switch (direction) {
      case FORWARD -> role == End.SERVER;
      case REVERSE -> role == End.CLIENT;
      case BIDIR -> true;
    };
  }
}
