package dev.linerate.cli;

import dev.linerate.iperf.Parameters;
import dev.linerate.iperf.Protocol;
import dev.linerate.iperf.RequestResponse;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags of a test of requests and responses: linerate's own. */
final class RequestFlags {
  @Option(
      names = "--rr",
      paramLabel = "tcp|udp|crr",
      description = "requests and responses: their latency; crr: a TCP connection for each")
  private @Nullable String kind;

  @Option(names = "--request-size", paramLabel = "BYTES", description = "of --rr: 64")
  private @Nullable String requestSize;

  @Option(names = "--response-size", paramLabel = "BYTES", description = "of --rr: 64")
  private @Nullable String responseSize;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "of --rr: transactions a second; without it, one after another")
  private @Nullable String rate;

  @Option(
      names = "--spin",
      description = "of --rr: both ends receive without sleeping, a core each is busy")
  private boolean spin;

  boolean given() {
    return kind != null;
  }

  /**
   * The test with its requests, if it has them.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  Parameters on(Parameters parameters) {
    if (kind == null) {
      if (requestSize != null || responseSize != null || rate != null || spin) {
        throw new IllegalArgumentException(
            "--request-size, --response-size, --rate and --spin belong to --rr");
      }
      return parameters;
    }
    if (parameters.protocol() == Protocol.UDP
        || parameters.pace().bitsPerSecond() > 0
        || parameters.blockBytes() > 0) {
      throw new IllegalArgumentException(
          "--rr has --request-size, --response-size and --rate, not --udp, --length and --bitrate");
    }
    return parameters.withRequestResponse(
        RequestResponse.of(RequestResponse.Kind.ofWord(kind))
            .withSizes(size(requestSize), size(responseSize))
            .withRate(rate == null ? 0 : whole(IperfQuantity.rate(rate)))
            .withSpin(spin));
  }

  private static int size(@Nullable String text) {
    return text == null ? RequestResponse.DEFAULT_BYTES : whole(IperfQuantity.bytes(text));
  }

  /** What is too large stays so, for the range to be named. */
  private static int whole(long number) {
    return (int) Math.min(number, Integer.MAX_VALUE);
  }
}
