package dev.linerate.iperf;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a client tells a server about the test it wants: the JSON of the parameter exchange.
 *
 * @param streams parallel streams in each direction, 1 … 128
 * @param blockBytes bytes a write or a datagram; 0 leaves it to the protocol's default
 * @param serverCore core that the server is to run on ({@code -A})
 * @param serverOutput the client wants the server's report too
 * @param requestResponse transactions instead of a stream of data: linerate's own, which an iperf3
 *     server does not know
 */
public record Parameters(
    Protocol protocol,
    Direction direction,
    int streams,
    Amount amount,
    Pace pace,
    int blockBytes,
    SocketSettings socket,
    UdpSettings udp,
    PayloadSettings payload,
    OptionalInt serverCore,
    boolean serverOutput,
    Labels labels,
    Optional<RequestResponse> requestResponse) {
  public static final int MAX_STREAMS = 128;
  public static final int MAX_TCP_BLOCK = 1 << 20;
  public static final int MIN_DATAGRAM = 16;
  public static final int MAX_DATAGRAM = 65_507;
  public static final int DEFAULT_TCP_BLOCK = 128 << 10;
  public static final int DEFAULT_DATAGRAM = 1460;
  public static final int DEFAULT_SECONDS = 10;

  static final int MAX_CORE = 8191;

  public Parameters {
    Limit.range("parallel", streams, 1, MAX_STREAMS);
    if (blockBytes != 0) {
      boolean udpTest = protocol == Protocol.UDP;
      Limit.range(
          "len", blockBytes, udpTest ? MIN_DATAGRAM : 1, udpTest ? MAX_DATAGRAM : MAX_TCP_BLOCK);
    }
    if (requestResponse.isPresent() && requestResponse.get().kind().protocol() != protocol) {
      throw new IllegalArgumentException("requests of one protocol in a test of another");
    }
    if (serverCore.isPresent()) {
      Limit.range("server_affinity", serverCore.getAsInt(), 0, MAX_CORE);
    }
  }

  /** iperf3's defaults: 10 seconds, one stream from client to server, unlimited for TCP. */
  public static Parameters of(Protocol protocol) {
    return new Parameters(
        protocol,
        Direction.FORWARD,
        1,
        Amount.ofSeconds(DEFAULT_SECONDS),
        protocol == Protocol.UDP ? Pace.of(1 << 20) : Pace.UNLIMITED,
        protocol == Protocol.UDP ? DEFAULT_DATAGRAM : DEFAULT_TCP_BLOCK,
        SocketSettings.DEFAULT,
        UdpSettings.DEFAULT,
        PayloadSettings.DEFAULT,
        OptionalInt.empty(),
        false,
        Labels.NONE,
        Optional.empty());
  }

  /** {@link #blockBytes} or, where it is 0, the protocol's default. */
  public int effectiveBlockBytes() {
    if (blockBytes > 0) {
      return blockBytes;
    }
    return protocol == Protocol.UDP ? DEFAULT_DATAGRAM : DEFAULT_TCP_BLOCK;
  }

  /** Streams of both directions together. */
  public int totalStreams() {
    return direction == Direction.BIDIRECTIONAL ? 2 * streams : streams;
  }

  /** Whether the client sends on the stream that was opened {@code index}th, from 0. */
  public boolean clientSends(int index) {
    return switch (direction) {
      case FORWARD -> true;
      case REVERSE -> false;
      case BIDIRECTIONAL -> index < streams;
    };
  }

  public Parameters withDirection(Direction changed) {
    return new Parameters(
        protocol,
        changed,
        streams,
        amount,
        pace,
        blockBytes,
        socket,
        udp,
        payload,
        serverCore,
        serverOutput,
        labels,
        requestResponse);
  }

  public Parameters withStreams(int changed) {
    return new Parameters(
        protocol,
        direction,
        changed,
        amount,
        pace,
        blockBytes,
        socket,
        udp,
        payload,
        serverCore,
        serverOutput,
        labels,
        requestResponse);
  }

  public Parameters withAmount(Amount changed) {
    return new Parameters(
        protocol,
        direction,
        streams,
        changed,
        pace,
        blockBytes,
        socket,
        udp,
        payload,
        serverCore,
        serverOutput,
        labels,
        requestResponse);
  }

  public Parameters withPace(Pace changed) {
    return new Parameters(
        protocol,
        direction,
        streams,
        amount,
        changed,
        blockBytes,
        socket,
        udp,
        payload,
        serverCore,
        serverOutput,
        labels,
        requestResponse);
  }

  public Parameters withBlockBytes(int changed) {
    return new Parameters(
        protocol,
        direction,
        streams,
        amount,
        pace,
        changed,
        socket,
        udp,
        payload,
        serverCore,
        serverOutput,
        labels,
        requestResponse);
  }

  public Parameters withSocket(SocketSettings changed) {
    return new Parameters(
        protocol,
        direction,
        streams,
        amount,
        pace,
        blockBytes,
        changed,
        udp,
        payload,
        serverCore,
        serverOutput,
        labels,
        requestResponse);
  }

  public Parameters withUdp(UdpSettings changed) {
    return new Parameters(
        protocol,
        direction,
        streams,
        amount,
        pace,
        blockBytes,
        socket,
        changed,
        payload,
        serverCore,
        serverOutput,
        labels,
        requestResponse);
  }

  public Parameters withPayload(PayloadSettings changed) {
    return new Parameters(
        protocol,
        direction,
        streams,
        amount,
        pace,
        blockBytes,
        socket,
        udp,
        changed,
        serverCore,
        serverOutput,
        labels,
        requestResponse);
  }

  public Parameters withServerCore(int core) {
    return new Parameters(
        protocol,
        direction,
        streams,
        amount,
        pace,
        blockBytes,
        socket,
        udp,
        payload,
        OptionalInt.of(core),
        serverOutput,
        labels,
        requestResponse);
  }

  public Parameters withServerOutput(boolean changed) {
    return new Parameters(
        protocol,
        direction,
        streams,
        amount,
        pace,
        blockBytes,
        socket,
        udp,
        payload,
        serverCore,
        changed,
        labels,
        requestResponse);
  }

  public Parameters withLabels(Labels changed) {
    return new Parameters(
        protocol,
        direction,
        streams,
        amount,
        pace,
        blockBytes,
        socket,
        udp,
        payload,
        serverCore,
        serverOutput,
        changed,
        requestResponse);
  }

  /** Transactions instead of a stream of data, of which pace and block size are. */
  public Parameters withRequestResponse(RequestResponse wanted) {
    return new Parameters(
        wanted.kind().protocol(),
        direction,
        streams,
        amount,
        Pace.UNLIMITED,
        0,
        socket,
        udp,
        payload,
        serverCore,
        serverOutput,
        labels,
        Optional.of(wanted));
  }
}
