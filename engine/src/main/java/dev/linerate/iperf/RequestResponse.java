package dev.linerate.iperf;

import dev.linerate.traffic.Exchange;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Transactions instead of a stream of data: requests, each with its response, one after another.
 *
 * @param requestBytes and {@code responseBytes}: payload of a message
 * @param perSecond transactions a second; 0 begins the next as soon as the last has ended
 * @param spin both ends receive without sleeping, which keeps a core of each busy
 */
public record RequestResponse(
    Kind kind, int requestBytes, int responseBytes, int perSecond, boolean spin) {
  public static final int DEFAULT_BYTES = 64;
  public static final int MAX_PER_SECOND = 10_000_000;

  /** What carries a transaction. */
  public enum Kind {
    /** One connection for all of them. */
    TCP,
    /** Datagrams. */
    UDP,
    /** A connection for each. */
    CRR;

    /** Its value in the parameters. */
    String key() {
      return this == CRR ? "tcp_crr" : word() + "_rr";
    }

    /** Its value on the command line. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    Protocol protocol() {
      return this == UDP ? Protocol.UDP : Protocol.TCP;
    }

    static Kind of(String key) throws ProtocolException {
      for (Kind kind : values()) {
        if (kind.key().equals(key)) {
          return kind;
        }
      }
      throw ProtocolException.malformed("the client wants a test that is not known here");
    }

    /**
     * The kind a user means.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Kind ofWord(String word) {
      return Arrays.stream(values())
          .filter(kind -> kind.word().equals(word))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "\""
                      + word
                      + "\" is none of "
                      + Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "))));
    }
  }

  public RequestResponse {
    int least = kind == Kind.UDP ? Exchange.MIN_DATAGRAM : 1;
    int most = kind == Kind.UDP ? Parameters.MAX_DATAGRAM : Parameters.MAX_TCP_BLOCK;
    Limit.range("request size", requestBytes, least, most);
    Limit.range("response size", responseBytes, least, most);
    Limit.range("rate of transactions", perSecond, 0, MAX_PER_SECOND);
  }

  /** 64 bytes there, 64 back, as fast as it goes. */
  public static RequestResponse of(Kind kind) {
    return new RequestResponse(kind, DEFAULT_BYTES, DEFAULT_BYTES, 0, false);
  }

  public RequestResponse withSizes(int request, int response) {
    return new RequestResponse(kind, request, response, perSecond, spin);
  }

  public RequestResponse withRate(int changed) {
    return new RequestResponse(kind, requestBytes, responseBytes, changed, spin);
  }

  public RequestResponse withSpin(boolean changed) {
    return new RequestResponse(kind, requestBytes, responseBytes, perSecond, changed);
  }

  Exchange exchange() {
    return new Exchange(requestBytes, responseBytes, perSecond, spin);
  }

  /** Payload of both directions; 0 where it is not limited. */
  double bitsPerSecond() {
    return 8.0 * perSecond * (requestBytes + responseBytes);
  }
}
