package dev.linerate.tool;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of what iperf3 prints for people, by what it tells. */
public sealed interface Iperf3Line {
  /** A test begins: {@code Connecting to host …} in a client's log. */
  record Begin(End role) implements Iperf3Line {}

  /** A server waits for the next test, so the one before has ended. */
  record Listening() implements Iperf3Line {}

  /** {@code [ 5] local 10.0.2.8 port 5201 connected to 10.0.2.4 port 34314}. */
  record Connected(String stream, Connection connection) implements Iperf3Line {}

  /** {@code Reverse mode, remote host … is sending}. */
  record Reverse() implements Iperf3Line {}

  /**
   * Over the table, and again over the summary.
   *
   * @param retransmits whether it has the column that only a TCP sender has
   * @param datagrams whether it has the column that only a UDP sender has
   * @param jitter whether it is of UDP datagrams that arrived
   */
  record Header(boolean retransmits, boolean datagrams, boolean jitter) implements Iperf3Line {}

  /** A row of the table. */
  record Row(Iperf3TextRow row) implements Iperf3Line {}

  /** What iperf3 complains of. */
  record Failure(String message) implements Iperf3Line {}

  /** {@code iperf 3.1.3}, which {@code -V} and people's notes have. */
  record Version(String version) implements Iperf3Line {}

  /** {@code Cookie: …}, with {@code -V}. */
  record Cookie(String cookie) implements Iperf3Line {}

  /** The command behind a shell's prompt. */
  record Command(Iperf3Command command) implements Iperf3Line {}

  /** Says nothing of a test: a rule, {@code iperf Done.}, an empty line. */
  record Nothing() implements Iperf3Line {}

  /** What is none of iperf3's lines is empty. */
  static Optional<Iperf3Line> parse(String line) {
    return Parser.parse(line);
  }

  /** How they are told apart. */
  final class Parser {
    private static final Pattern CONNECTED =
        Pattern.compile(
            "\\[ *(\\d{1,9})\\] local (\\S{1,64}) port (\\d{1,5}) connected to (\\S{1,64}) port (\\d{1,5})");
    private static final Pattern HEADER =
        Pattern.compile("\\[ ID\\](?:\\[Role\\])? Interval +Transfer +(?:Bandwidth|Bitrate)(.*)");
    private static final Pattern VERSION =
        Pattern.compile("(iperf 3\\.\\d{1,3}(?:\\.\\d{1,3})?)\\b.*");
    private static final Pattern COOKIE = Pattern.compile("Cookie: (\\w{1,64})");
    private static final Pattern RULE = Pattern.compile("[-\\s]*");
    private static final Pattern FAILURE = Pattern.compile("iperf3: (?!WARNING)(.*)");

    private Parser() {}

    private static Optional<Iperf3Line> parse(String line) {
      Optional<Iperf3Line> row = Iperf3TextRow.parse(line).map(Row::new);
      return row.isPresent() ? row : words(line.strip());
    }

    private static Optional<Iperf3Line> words(String line) {
      if (line.startsWith("Connecting to host ")) {
        return Optional.of(new Begin(End.CLIENT));
      }
      if (line.startsWith("Accepted connection from ")) {
        return Optional.of(new Begin(End.SERVER));
      }
      if (line.startsWith("Server listening on ")) {
        return Optional.of(new Listening());
      }
      if (line.startsWith("Reverse mode, remote host")) {
        return Optional.of(new Reverse());
      }
      if (isNothing(line)) {
        return Optional.of(new Nothing());
      }
      return connected(line)
          .or(() -> header(line))
          .or(() -> first(FAILURE, line).map(text -> new Failure(text.strip())))
          .or(() -> first(VERSION, line).map(Version::new))
          .or(() -> first(COOKIE, line).map(Cookie::new))
          .or(() -> Iperf3Command.parse(line).map(Command::new));
    }

    private static boolean isNothing(String line) {
      return RULE.matcher(line).matches()
          || line.equals("iperf Done.")
          || line.startsWith("iperf3: WARNING")
          || line.matches("\\[ *\\d+\\] Sent \\d+ datagrams");
    }

    private static Optional<Iperf3Line> connected(String line) {
      Matcher m = CONNECTED.matcher(line);
      return m.find()
          ? Optional.of(
              new Connected(
                  m.group(1),
                  new Connection(
                      m.group(2),
                      Integer.parseInt(m.group(3)),
                      m.group(4),
                      Integer.parseInt(m.group(5)))))
          : Optional.empty();
    }

    private static Optional<Iperf3Line> header(String line) {
      Matcher m = HEADER.matcher(line);
      if (!m.find()) {
        return Optional.empty();
      }
      boolean jitter = m.group(1).contains("Jitter");
      return Optional.of(
          new Header(
              m.group(1).contains("Retr"),
              !jitter && m.group(1).contains("Total Datagrams"),
              jitter));
    }

    private static Optional<String> first(Pattern pattern, String line) {
      Matcher m = pattern.matcher(line);
      return m.matches() ? Optional.of(m.group(1)) : Optional.empty();
    }
  }
}
