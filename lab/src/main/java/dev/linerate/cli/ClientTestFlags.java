package dev.linerate.cli;

import dev.linerate.iperf.Amount;
import dev.linerate.iperf.Direction;
import dev.linerate.iperf.Labels;
import dev.linerate.iperf.Pace;
import dev.linerate.iperf.Parameters;
import dev.linerate.iperf.PayloadSettings;
import dev.linerate.iperf.Protocol;
import dev.linerate.iperf.SocketSettings;
import dev.linerate.iperf.UdpSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** iperf3's flags that say which test a client wants. */
final class ClientTestFlags {
  private static final long DEFAULT_UDP_RATE = 1_048_576;
  private static final Duration DEFAULT_TIME = Duration.ofSeconds(Parameters.DEFAULT_SECONDS);

  @Option(
      names = {"-u", "--udp"},
      description = "UDP instead of TCP")
  private boolean udp;

  @Option(
      names = {"-b", "--bitrate", "--bandwidth"},
      paramLabel = "RATE[/BURST]",
      description = "of each stream, bits a second; 0 is unlimited (UDP: 1 Mbit/s)")
  private @Nullable String rate;

  @Option(
      names = "--fq-rate",
      paramLabel = "RATE",
      description = "paced by the kernel, bits a second")
  private @Nullable String socketRate;

  @Option(
      names = "--pacing-timer",
      paramLabel = "MICROSECONDS",
      description = "told to the server; this end needs none")
  private int pacingTimer = Pace.DEFAULT_TIMER_MICROS;

  @Option(
      names = {"-t", "--time"},
      paramLabel = "SECONDS",
      description = "how long to send (10); may have a fraction, which iperf3's cannot")
  private @Nullable BigDecimal seconds;

  @Option(
      names = {"-n", "--bytes"},
      paramLabel = "N",
      description = "how much to send, instead of -t")
  private @Nullable String bytes;

  @Option(
      names = {"-k", "--blockcount"},
      paramLabel = "N",
      description = "how many blocks to send, instead of -t")
  private @Nullable String blocks;

  @Option(
      names = {"-O", "--omit"},
      paramLabel = "SECONDS",
      description = "left out of the result, before what is measured")
  private int omit;

  @Option(
      names = {"-l", "--length"},
      paramLabel = "BYTES",
      description = "of a write or a datagram (TCP: 128K)")
  private @Nullable String length;

  @Option(
      names = {"-P", "--parallel"},
      paramLabel = "N",
      description = "streams at the same time, a thread each")
  private int parallel = 1;

  @Option(
      names = {"-R", "--reverse"},
      description = "the server sends")
  private boolean reverse;

  @Option(names = "--bidir", description = "both send, on streams of their own")
  private boolean bidirectional;

  @Option(
      names = {"-w", "--window"},
      paramLabel = "BYTES",
      description = "socket buffers of both ends")
  private @Nullable String window;

  @Option(
      names = {"-C", "--congestion"},
      paramLabel = "NAME",
      description = "TCP congestion control")
  private @Nullable String congestion;

  @Option(
      names = {"-M", "--set-mss"},
      paramLabel = "BYTES",
      description = "TCP maximum segment size")
  private int segmentSize;

  @Option(
      names = {"-N", "--no-delay"},
      description = "TCP_NODELAY")
  private boolean noDelay;

  @Option(
      names = {"-S", "--tos"},
      paramLabel = "N",
      description = "IP type of service, 0 to 255")
  private @Nullable String typeOfService;

  @Option(names = "--dont-fragment", description = "set the don't-fragment bit (UDP over IPv4)")
  private boolean dontFragment;

  @Option(
      names = {"-Z", "--zerocopy"},
      description = "send without copying (sendfile)")
  private boolean zeroCopy;

  @Option(names = "--skip-rx-copy", description = "receive without copying (MSG_TRUNC)")
  private boolean skipReceiveCopy;

  @Option(
      names = "--gso",
      description = "many datagrams with one send (UDP_SEGMENT); not to measure loss or jitter")
  private boolean segmentation;

  @Option(names = "--gro", description = "many datagrams with one receive (UDP_GRO)")
  private boolean coalescing;

  @Option(names = "--udp-counters-64bit", description = "sequence numbers of 64 bits")
  private boolean wideCounters;

  @Option(names = "--repeating-payload", description = "digits instead of random bytes")
  private boolean repeating;

  @Option(
      names = {"-T", "--title"},
      paramLabel = "TEXT",
      description = "before each line of the output")
  private @Nullable String title;

  @Option(
      names = "--extra-data",
      paramLabel = "TEXT",
      description = "carried into the JSON of both ends")
  private @Nullable String extraData;

  @Option(names = "--get-server-output", description = "show the server's report too")
  private boolean serverOutput;

  /**
   * The test.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  Parameters parameters() {
    Protocol protocol = udp ? Protocol.UDP : Protocol.TCP;
    return Parameters.of(protocol)
        .withDirection(direction())
        .withStreams(parallel)
        .withAmount(amount())
        .withPace(pace(protocol))
        .withBlockBytes(length == null ? 0 : intBytes("--length", length))
        .withSocket(socket())
        .withUdp(new UdpSettings(wideCounters, segmentation, 0, 0, coalescing, 0))
        .withPayload(new PayloadSettings(repeating, zeroCopy ? 1 : 0, skipReceiveCopy))
        .withServerOutput(serverOutput)
        .withLabels(
            new Labels(
                Optional.ofNullable(title),
                Optional.ofNullable(extraData),
                Optional.empty(),
                Optional.empty()));
  }

  /** {@code -t}, when it was given. */
  Optional<Duration> givenTime() {
    return seconds == null ? Optional.empty() : Optional.of(duration(seconds));
  }

  /** {@code -b} of all streams together, bit/s, when it was given and is a limit. */
  OptionalLong givenRate() {
    if (rate == null) {
      return OptionalLong.empty();
    }
    long bits = pace(Protocol.UDP).bitsPerSecond();
    return bits == 0 ? OptionalLong.empty() : OptionalLong.of(Math.multiplyExact(bits, parallel));
  }

  private Direction direction() {
    if (reverse && bidirectional) {
      throw new IllegalArgumentException("--reverse and --bidir exclude each other");
    }
    if (bidirectional) {
      return Direction.BIDIRECTIONAL;
    }
    return reverse ? Direction.REVERSE : Direction.FORWARD;
  }

  private Amount amount() {
    int given = (seconds == null ? 0 : 1) + (bytes == null ? 0 : 1) + (blocks == null ? 0 : 1);
    if (given > 1) {
      throw new IllegalArgumentException("only one of --time, --bytes and --blockcount");
    }
    if (bytes != null) {
      return Amount.ofBytes(IperfQuantity.bytes(bytes)).withOmitSeconds(omit);
    }
    if (blocks != null) {
      return Amount.ofBlocks(IperfQuantity.bytes(blocks)).withOmitSeconds(omit);
    }
    return Amount.of(seconds == null ? DEFAULT_TIME : duration(seconds)).withOmitSeconds(omit);
  }

  private static Duration duration(BigDecimal seconds) {
    if (seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(Amount.MAX_SECONDS)) > 0) {
      throw new IllegalArgumentException("--time: 0 to " + Amount.MAX_SECONDS + " seconds");
    }
    return Duration.ofMillis(seconds.movePointRight(3).longValue());
  }

  private Pace pace(Protocol protocol) {
    long kernel = socketRate == null ? 0 : IperfQuantity.rate(socketRate);
    if (rate == null) {
      return new Pace(protocol == Protocol.UDP ? DEFAULT_UDP_RATE : 0, 0, pacingTimer, kernel);
    }
    int slash = rate.indexOf('/');
    long bits = IperfQuantity.rate(slash < 0 ? rate : rate.substring(0, slash));
    int burst = slash < 0 ? 0 : Math.toIntExact(IperfQuantity.rate(rate.substring(slash + 1)));
    return new Pace(bits, burst, pacingTimer, kernel);
  }

  private SocketSettings socket() {
    return new SocketSettings(
        segmentSize,
        noDelay,
        window == null ? 0 : intBytes("--window", window),
        typeOfService == null ? 0 : IperfQuantity.typeOfService(typeOfService),
        0,
        Optional.ofNullable(congestion),
        false,
        dontFragment);
  }

  private static int intBytes(String flag, String text) {
    long value = IperfQuantity.bytes(text);
    if (value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(flag + ": " + text + " is too large");
    }
    return (int) value;
  }
}
