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
import dev.linerate.iperf.ServerLimits;
import dev.linerate.iperf.ServerOptions;
import dev.linerate.iperf.SocketSettings;
import dev.linerate.plan.Flow;
import dev.linerate.unit.ByteCount;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/** A flow in the engine's own words. */
final class BuiltinOptions {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final int SENDFILE = 1;

  private BuiltinOptions() {}

  /**
   * A server on that address alone, for one test.
   *
   * @param port 0 takes one that is free
   */
  static ServerOptions server(Endpoint server, Flow flow, int port) {
    ServerOptions options =
        ServerOptions.DEFAULT
            .withPort(port)
            .withLocal(AddressFamily.IPV4, Optional.of(address(server)), Optional.empty())
            .withInterval(Iperf3Arguments.allowedInterval(flow.interval()))
            .withTests(1)
            .withLimits(
                ServerLimits.DEFAULT.withDuration(
                    flow.duration().plus(flow.omit()).plus(Duration.ofSeconds(1))));
    return server.core().isPresent() ? options.withCore(server.core().getAsInt()) : options;
  }

  /** A client of that server. */
  static ClientOptions client(Endpoint client, Endpoint server, Flow flow, int port) {
    ClientOptions options =
        ClientOptions.to(server.address())
            .withPort(port)
            .withParameters(parameters(flow))
            .withInterval(Iperf3Arguments.allowedInterval(flow.interval()))
            .withConnectLimit(CONNECT_LIMIT);
    return client.core().isPresent() ? options.withCore(client.core().getAsInt()) : options;
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
        .withPace(flow.rate().isUnlimited() ? Pace.UNLIMITED : Pace.of(bits(flow)))
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

  private static long bits(Flow flow) {
    return Math.round(flow.rate().bitsPerSecond());
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
