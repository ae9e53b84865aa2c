package dev.linerate.imports;

import dev.linerate.plan.Protocol;
import dev.linerate.tool.Connection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a netperf test: {@code MIGRATED TCP STREAM TEST from 0.0.0.0 (0.0.0.0) port 0
 * AF_INET to 10.0.0.2 () port 0 AF_INET}.
 *
 * @param kind which numbers follow
 * @param reverse whether the server sends
 */
record NetperfBanner(Kind kind, Protocol protocol, boolean reverse, Connection connection) {
  private static final Pattern BANNER =
      Pattern.compile(
          "(?:MIGRATED |\\(null\\) )?([A-Za-z/| ]{3,40}?) TEST"
              + "(?: from (\\S{1,64}) \\([^)]*\\) port (\\d{1,5})(?: \\S+)? to (\\S{1,64}) \\([^)]*\\) port"
              + " (\\d{1,5}).*)?");

  /** What a test measures, and how it is laid out. */
  enum Kind {
    /** One line of numbers. */
    STREAM,
    /** A line of the sender's and one of the receiver's. */
    DATAGRAMS,
    /** {@code -k}, {@code -o}: named values. */
    OMNI,
    /** Requests and responses: one line of numbers. */
    TRANSACTIONS,
    /** The same, with a connection for each. */
    CONNECTIONS;

    boolean isOfTransactions() {
      return this == TRANSACTIONS || this == CONNECTIONS;
    }
  }

  static Optional<NetperfBanner> parse(String line) {
    Matcher m = BANNER.matcher(line.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    String name = m.group(1).toUpperCase(Locale.ROOT);
    boolean known =
        name.contains("STREAM")
            || name.contains("MAERTS")
            || name.contains("SENDFILE")
            || name.contains("OMNI")
            || name.contains("REQUEST");
    return known ? Optional.of(of(name, connection(m))) : Optional.empty();
  }

  private static NetperfBanner of(String name, Connection connection) {
    Protocol protocol = name.startsWith("UDP") ? Protocol.UDP : Protocol.TCP;
    boolean reverse = name.contains("MAERTS") || name.contains("RECEIVE");
    Kind kind =
        name.contains("REQUEST")
            ? name.contains("CONNECT") ? Kind.CONNECTIONS : Kind.TRANSACTIONS
            : name.contains("OMNI")
                ? Kind.OMNI
                : protocol == Protocol.UDP ? Kind.DATAGRAMS : Kind.STREAM;
    return new NetperfBanner(kind, protocol, reverse, connection);
  }

  private static Connection connection(Matcher m) {
    return m.group(2) == null
        ? new Connection("", 0, "", 0)
        : new Connection(
            m.group(2), Integer.parseInt(m.group(3)), m.group(4), Integer.parseInt(m.group(5)));
  }
}
