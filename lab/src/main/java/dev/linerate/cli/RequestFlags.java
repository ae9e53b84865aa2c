package dev.linerate.cli;

import dev.linerate.iperf.Parameters;
import dev.linerate.iperf.Protocol;
import dev.linerate.iperf.RequestResponse;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags of a test of requests and responses: linerate's own. */
final class RequestFlags {
  private static final Pattern FRACTION = Pattern.compile("\\d+\\.\\d+");

  @Option(
      names = "--rr",
      paramLabel = "tcp|udp|crr",
      description =
          "latency of requests and responses (linerate's own); crr: a connection for each")
  private @Nullable String kind;

  @Option(names = "--request-size", paramLabel = "BYTES", description = "payload with --rr: 64")
  private @Nullable String requestSize;

  @Option(names = "--response-size", paramLabel = "BYTES", description = "payload with --rr: 64")
  private @Nullable String responseSize;

  @Option(
      names = "--request-rate",
      paramLabel = "N",
      description = "transactions a second with --rr; without it, one after another")
  private @Nullable String rate;

  @Option(
      names = "--spin",
      description = "with --rr both ends receive without sleeping: faster, a core each is busy")
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
            "--request-size, --response-size, --request-rate and --spin belong to --rr");
      }
      return parameters;
    }
    if (parameters.protocol() == Protocol.UDP
        || parameters.blockBytes() > 0
        || parameters.pace().bitsPerSecond() > 0
        || parameters.pace().socketBitsPerSecond() > 0) {
      throw new IllegalArgumentException(
          "with --rr it is --rr udp, --request-size, --response-size and --request-rate,"
              + " not --udp, --length, --bitrate and --fq-rate");
    }
    return parameters.withRequestResponse(
        RequestResponse.of(RequestResponse.Kind.ofWord(kind))
            .withSizes(size("--request-size", requestSize), size("--response-size", responseSize))
            .withRate(rate == null ? 0 : rate(rate))
            .withSpin(spin));
  }

  private static int size(String flag, @Nullable String text) {
    return text == null ? RequestResponse.DEFAULT_BYTES : whole(flag, text, IperfQuantity::bytes);
  }

  private static int rate(String text) {
    int perSecond = whole("--request-rate", text, IperfQuantity::rate);
    if (perSecond == 0) {
      throw new IllegalArgumentException(
          "--request-rate: at least 1 transaction a second; without --request-rate it is one after another");
    }
    return perSecond;
  }

  /** What is too large stays so, for the range to be named. */
  private static int whole(String flag, String text, ToLongFunction<String> reading) {
    if (FRACTION.matcher(text).matches()) {
      throw new IllegalArgumentException(flag + ": \"" + text + "\" is no whole number");
    }
    try {
      return (int) Math.min(reading.applyAsLong(text), Integer.MAX_VALUE);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(flag + ": " + e.getMessage(), e);
    }
  }
}
