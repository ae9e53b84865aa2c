package dev.linerate.iperf;

import dev.linerate.traffic.DatagramCounts;
import dev.linerate.traffic.StreamSample;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** iperf3's text output: its columns, spaces and units. */
public final class TextOutput implements TestListener {
  private static final String RULE = "- ".repeat(25).strip();
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final PrintWriter out;
  private final Role role;
  private final TextUnit unit;
  private final boolean verbose;

  private Optional<TestStart> start = Optional.empty();
  private String prefix = "";
  private boolean firstInterval = true;

  /**
   * Writes to {@code out}, which stays open and is flushed after each call.
   *
   * @param unit of rates; amounts are always in adaptive bytes
   * @param verbose {@code -V}
   */
  public TextOutput(Writer out, Role role, TextUnit unit, boolean verbose) {
    this.out = new PrintWriter(out);
    this.role = role;
    this.unit = unit;
    this.verbose = verbose;
  }

  /** The report as lines: what a server hands to its client. */
  public static ServerOutput serverOutput(TestReport report, TextUnit unit, boolean verbose) {
    StringWriter text = new StringWriter();
    TextOutput lines = new TextOutput(text, report.start().role(), unit, verbose);
    lines.started(report.start());
    report.intervals().forEach(lines::interval);
    lines.ended(report);
    return new ServerOutput.Text(text.toString());
  }

  /** What a client says before it connects. */
  public void connecting(Endpoint server, Parameters parameters) {
    prefix = prefix(parameters);
    line("Connecting to host %s, port %d", server.host(), server.port());
    if (parameters.direction() == Direction.REVERSE) {
      line("Reverse mode, remote host %s is sending", server.host());
    }
    out.flush();
  }

  /** What a server says while it waits for its {@code number}th test. */
  public void listening(int port, long number) {
    String rule = "-".repeat(59);
    prefix = "";
    line(rule);
    line("Server listening on %d (test #%d)", port, number);
    line(rule);
    out.flush();
  }

  @Override
  public void started(TestStart started) {
    start = Optional.of(started);
    firstInterval = true;
    prefix = prefix(started.parameters());
    if (role == Role.SERVER) {
      line("Accepted connection from %s, port %d", started.peer().host(), started.peer().port());
    }
    if (verbose) {
      details(started);
    }
    started.streams().forEach(this::connected);
    if (verbose) {
      testStart(started.parameters());
    }
    intervalHeader(started);
    out.flush();
  }

  private void details(TestStart started) {
    Parameters parameters = started.parameters();
    line("Time: %s", HTTP_DATE.format(started.time()));
    line("      Cookie: %s", started.cookie());
    if (parameters.protocol() == Protocol.TCP) {
      int size = parameters.socket().segmentSize();
      line(
          size > 0 ? "      TCP MSS: %d" : "      TCP MSS: %d (default)",
          size > 0 ? size : started.controlSegmentSize());
    }
    if (parameters.pace().bitsPerSecond() > 0) {
      line("      Target Bitrate: %d", parameters.pace().bitsPerSecond());
    }
  }

  private void connected(StreamInfo stream) {
    line(
        "[%3d] local %s port %d connected to %s port %d",
        stream.label(),
        stream.local().host(),
        stream.local().port(),
        stream.remote().host(),
        stream.remote().port());
  }

  private void testStart(Parameters parameters) {
    Amount amount = parameters.amount();
    String until =
        amount.bytes() > 0
            ? amount.bytes() + " bytes to send"
            : amount.blocks() > 0
                ? amount.blocks() + " blocks to send"
                : amount.seconds() + " second test";
    line(
        "Starting Test: protocol: %s, %d streams, %d byte blocks, omitting %d seconds, %s, tos %d",
        parameters.protocol(),
        parameters.streams(),
        parameters.effectiveBlockBytes(),
        amount.omitSeconds(),
        until,
        parameters.socket().typeOfService());
  }

  private void intervalHeader(TestStart started) {
    boolean sends = started.groups().contains(true);
    boolean receives = started.groups().contains(false);
    String columns =
        switch (started.parameters().protocol()) {
          case TCP -> sends ? "         Retr  Cwnd" : "";
          case UDP -> receives ? TextColumns.lossColumns() : "         Total Datagrams";
        };
    header(started, columns);
  }

  private void header(TestStart started, String columns) {
    line(
        "[ ID]%s Interval           Transfer     Bitrate%s",
        started.bidirectional() ? "[Role]" : "", columns);
  }

  @Override
  public void interval(TestInterval interval) {
    start.ifPresent(started -> interval(started, interval));
    out.flush();
  }

  private void interval(TestStart started, TestInterval interval) {
    boolean several = started.parameters().streams() > 1;
    if (several && !firstInterval) {
      line(RULE);
    }
    firstInterval = false;
    for (boolean sender : started.groups()) {
      for (TestInterval.StreamInterval stream : interval.streams()) {
        if (stream.stream().sender() == sender) {
          sample(started, stream.stream().label(), stream.sample(), sender);
        }
      }
      List<StreamSample> samples = interval.samples(sender);
      if (several && !samples.isEmpty()) {
        sampleSum(started, samples, sender);
      }
    }
  }

  private void sample(TestStart started, int label, StreamSample sample, boolean sender) {
    String tail =
        sample
            .datagrams()
            .map(counts -> TextColumns.datagrams(started.bidirectional(), counts, sender))
            .orElseGet(() ->
                TextColumns.retransmits(sample.retransmits())
                    + sample
                        .tcp()
                        .filter(state -> sender)
                        .map(state -> TextColumns.window(state.congestionWindow()))
                        .orElse(" ".repeat(13)));
    row(started, TextColumns.label(label), sender, sample, sample.bytes(), tail);
  }

  private static String role(TestStart started, boolean sender) {
    return started.bidirectional() ? TextColumns.role(started.role(), sender) : "";
  }

  private void sampleSum(TestStart started, List<StreamSample> samples, boolean sender) {
    long bytes = samples.stream().mapToLong(StreamSample::bytes).sum();
    List<DatagramCounts> counts =
        samples.stream().flatMap(sample -> sample.datagrams().stream()).toList();
    String tail =
        StreamTotals.sumOfStreams(counts)
            .map(sum -> TextColumns.datagrams(started.bidirectional(), sum, sender))
            .orElseGet(() ->
                TextColumns.retransmits(
                        StreamTotals.sumOfKnown(
                            samples.stream().map(StreamSample::retransmits).toList()))
                    + " ".repeat(13));
    row(started, "SUM", sender, samples.getFirst(), bytes, tail);
  }

  private void row(
      TestStart started, String label, boolean sender, StreamSample span, long bytes, String tail) {
    row(
        started,
        label,
        sender,
        span.startNanos() / 1e9,
        span.endNanos() / 1e9,
        bytes,
        tail + (span.omitted() ? "(omitted)" : ""));
  }

  private void row(
      TestStart started,
      String label,
      boolean sender,
      double begin,
      double end,
      long bytes,
      String tail) {
    double rate = end > begin ? (double) bytes / (end - begin) : 0;
    line(
        "[%s]%s %6.2f-%-6.2f sec  %s  %s/sec%s",
        label,
        role(started, sender),
        begin,
        end,
        TextUnit.ADAPTIVE_BYTES.format((double) bytes),
        unit.format(rate),
        tail);
  }

  @Override
  public void ended(TestReport report) {
    report.error().ifPresent(this::failed);
    TestStart started = report.start();
    line(RULE);
    if (verbose) {
      line("Test Complete. Summary Results:");
    }
    totalHeader(report);
    for (boolean sender : started.groups()) {
      totals(report, sender);
    }
    if (verbose) {
      processors(report);
      congestion("snd_tcp_congestion", report.senderCongestion());
      congestion("rcv_tcp_congestion", report.receiverCongestion());
    }
    report.notes().forEach(note -> line("Note: %s", note));
    report.serverOutput().ifPresent(this::serverOutput);
    if (role == Role.CLIENT && report.error().isEmpty()) {
      line("");
      line("iperf Done.");
    }
    out.flush();
  }

  private void totalHeader(TestReport report) {
    boolean retransmits =
        report.streams().stream()
            .anyMatch(stream ->
                stream.sent().map(StreamTotals::retransmits).stream()
                    .anyMatch(OptionalLong::isPresent));
    header(
        report.start(),
        switch (report.start().parameters().protocol()) {
          case TCP -> retransmits ? "         Retr" : "";
          case UDP -> TextColumns.lossColumns();
        });
  }

  private void totals(TestReport report, boolean sender) {
    List<StreamReport> streams = report.streams(sender);
    for (StreamReport stream : streams) {
      String label = TextColumns.label(stream.info().label());
      total(report, label, sender, stream.sent(), "sender");
      total(report, label, sender, stream.received(), "receiver");
    }
    if (report.start().parameters().streams() > 1) {
      totalSum(report, sender, streams.stream().map(StreamReport::sent).toList(), "sender");
      totalSum(report, sender, streams.stream().map(StreamReport::received).toList(), "receiver");
    }
  }

  private void totalSum(
      TestReport report, boolean sender, List<Optional<StreamTotals>> streams, String end) {
    List<StreamTotals> known = streams.stream().flatMap(Optional::stream).toList();
    if (!known.isEmpty() && known.size() == streams.size()) {
      total(report, "SUM", sender, Optional.of(StreamTotals.sum(known)), end);
    }
  }

  private void total(
      TestReport report, String label, boolean sender, Optional<StreamTotals> totals, String end) {
    if (totals.isPresent()) {
      StreamTotals known = totals.get();
      String tail =
          known
              .datagrams()
              .map(TextColumns::losses)
              .orElseGet(() -> TextColumns.retransmits(known.retransmits()) + " ".repeat(13));
      row(report.start(), label, sender, 0, known.seconds(), known.bytes(), tail + end);
    } else if (verbose) {
      line("[%s]%s (%s statistics not available)", label, role(report.start(), sender), end);
    }
  }

  private void processors(TestReport report) {
    report
        .peerCpu()
        .ifPresent(peer -> {
          boolean sends = report.start().groups().getFirst();
          line(
              "CPU Utilization: %s %s, %s %s",
              sends ? "local/sender" : "local/receiver",
              TextColumns.shares(report.cpu()),
              sends ? "remote/receiver" : "remote/sender",
              TextColumns.shares(peer));
        });
  }

  private void congestion(String key, Optional<String> name) {
    boolean tcp =
        start.map(started -> started.parameters().protocol() == Protocol.TCP).orElse(false);
    name.filter(known -> tcp).ifPresent(known -> line("%s %s", key, known));
  }

  private void serverOutput(ServerOutput output) {
    line("");
    switch (output) {
      case ServerOutput.Json(String json) -> {
        line("Server JSON output:");
        line("%s", TextColumns.printable(json));
      }
      case ServerOutput.Text(String text) -> {
        line("Server output:");
        text.lines().forEach(each -> line("%s", TextColumns.printable(each)));
        line("");
      }
    }
  }

  @Override
  public void answered(AnsweredTest test) {
    line(
        "%s: %s, %d requests answered%s",
        test.client().host(),
        test.test().kind().key(),
        test.answered(),
        test.error().map(error -> "; " + TextColumns.printable(error)).orElse(""));
    out.flush();
  }

  @Override
  public void failed(String error) {
    line("iperf3: error - %s", TextColumns.printable(error));
    out.flush();
  }

  private static String prefix(Parameters parameters) {
    return parameters
        .labels()
        .title()
        .map(title -> TextColumns.printable(title) + ":  ")
        .orElse("");
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not among the dependencies
  private void line(String format, Object... arguments) {
    out.print(prefix + String.format(Locale.ROOT, format, arguments) + "\n");
  }
}
