package dev.linerate.tool;

import dev.linerate.host.Endpoint;
import dev.linerate.iperf.AddressFamily;
import dev.linerate.iperf.Amount;
import dev.linerate.iperf.ClientOptions;
import dev.linerate.iperf.Direction;
import dev.linerate.iperf.Pace;
import dev.linerate.iperf.Parameters;
import dev.linerate.iperf.PayloadSettings;
import dev.linerate.iperf.Protocol;
import dev.linerate.iperf.RateSearchOptions;
import dev.linerate.iperf.ServerLimits;
import dev.linerate.iperf.ServerOptions;
import dev.linerate.iperf.SocketSettings;
import dev.linerate.iperf.StreamCores;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Rate;
import dev.linerate.search.SearchGoal;
import dev.linerate.search.SearchLimits;
import dev.linerate.unit.ByteCount;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** A flow in the engine's own words. */
final class BuiltinOptions {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final int SENDFILE = 1;

  /** A search cuts a test short that takes longer than about this. */
  private static final int SLOWEST_TEST = 4;

  private static final Duration AROUND_TEST = Duration.ofSeconds(10);

  private BuiltinOptions() {}

  /**
   * A server on that address alone, for one test.
   *
   * @param port 0 takes one that is free
   */
  static ServerOptions server(Endpoint server, Flow flow, int port) {
    return ServerOptions.DEFAULT
        .withPort(port)
        .withLocal(AddressFamily.IPV4, Optional.of(address(server)), Optional.empty())
        .withInterval(Iperf3Arguments.allowedInterval(flow.interval()))
        .withTests(1)
        .withLimits(
            ServerLimits.DEFAULT.withDuration(
                flow.duration().plus(flow.omit()).plus(Duration.ofSeconds(1))))
        .withCores(new StreamCores(server.cores()));
  }

  /** A client of that server. */
  static ClientOptions client(Endpoint client, Endpoint server, Flow flow, int port) {
    return ClientOptions.to(server.address())
        .withPort(port)
        .withParameters(parameters(flow))
        .withInterval(Iperf3Arguments.allowedInterval(flow.interval()))
        .withConnectLimit(CONNECT_LIMIT)
        .withCores(new StreamCores(client.cores()));
  }

  /** A server of all the tests of a search. */
  static ServerOptions searched(Endpoint server, Flow flow, Rate.Search rate, int port) {
    Duration longest = goal(flow, rate).finalTrial().multipliedBy(SLOWEST_TEST).plus(AROUND_TEST);
    return server(server, flow, port)
        .withTests(0)
        .withLimits(ServerLimits.DEFAULT.withDuration(longest));
  }

  /** A search against that server. */
  static RateSearchOptions search(
      Endpoint client, Endpoint server, Flow flow, Rate.Search rate, int port) {
    return new RateSearchOptions(
        client(client, server, flow, port), goal(flow, rate), time(flow), OptionalLong.empty());
  }

  /** The flow's duration in tests of a second, or a little longer where it is no whole number. */
  static SearchGoal goal(Flow flow, Rate.Search rate) {
    int tests = Math.toIntExact(Math.max(1, flow.duration().toSeconds()));
    return SearchGoal.of(
        rate.lossRatio(), SearchGoal.DEFAULT_WIDTH, flow.duration().dividedBy(tests), tests);
  }

  /** Several times what a search usually takes. */
  static Duration time(Flow flow) {
    Duration most = flow.sending().multipliedBy(4);
    return most.compareTo(SearchLimits.DEFAULT_TIME) > 0 ? most : SearchLimits.DEFAULT_TIME;
  }

  private static InetAddress address(Endpoint endpoint) {
    try {
      return InetAddress.getByName(endpoint.address());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(endpoint.description() + " has no address", e);
    }
  }

  private static Parameters parameters(Flow flow) {
    Protocol protocol =
        switch (flow.protocol()) {
          case TCP -> Protocol.TCP;
          case UDP -> Protocol.UDP;
        };
    return Parameters.of(protocol)
        .withDirection(direction(flow))
        .withStreams(flow.streams())
        .withAmount(Amount.of(flow.duration()).withOmitSeconds((int) flow.omit().toSeconds()))
        .withPace(pace(flow))
        .withBlockBytes(flow.length().map(BuiltinOptions::bytes).orElse(0))
        .withSocket(socket(flow))
        .withPayload(new PayloadSettings(false, flow.zerocopy() ? SENDFILE : 0, false));
  }

  private static Direction direction(Flow flow) {
    return switch (flow.direction()) {
      case FORWARD -> Direction.FORWARD;
      case REVERSE -> Direction.REVERSE;
      case BIDIR -> Direction.BIDIRECTIONAL;
    };
  }

  private static Pace pace(Flow flow) {
    return switch (flow.rate()) {
      case Rate.Fixed fixed -> Pace.of(Math.round(fixed.perStream().bitsPerSecond()));
      case Rate.Unlimited _, Rate.Search _ -> Pace.UNLIMITED;
    };
  }

  private static int bytes(ByteCount count) {
    return Math.toIntExact(count.bytes());
  }

  private static SocketSettings socket(Flow flow) {
    SocketSettings none = SocketSettings.DEFAULT;
    return new SocketSettings(
        flow.mss().orElse(none.segmentSize()),
        none.noDelay(),
        flow.window().map(BuiltinOptions::bytes).orElse(none.bufferBytes()),
        none.typeOfService(),
        none.flowLabel(),
        flow.congestion(),
        none.multipath(),
        none.dontFragment());
  }
}
