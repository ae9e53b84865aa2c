package dev.linerate.tool;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of iperf3's table. Its figures are rounded to three digits by iperf3.
 *
 * @param id the stream's socket, or {@code SUM}
 * @param direction {@code T} or {@code R} in a bidirectional test
 * @param start seconds since counting began
 * @param end likewise
 * @param retransmits TCP sender only
 * @param congestionWindow bytes, TCP sender only
 * @param jitterMillis UDP receiver only, as are lost and packets
 * @param remark what follows the figures: {@code sender}, {@code receiver}, {@code (omitted)}
 */
record Iperf3TextRow(
    String id,
    Optional<String> direction,
    double start,
    double end,
    long bytes,
    OptionalLong retransmits,
    OptionalLong congestionWindow,
    OptionalDouble jitterMillis,
    OptionalLong lost,
    OptionalLong packets,
    String remark) {
  private static final String NUMBER = TextQuantity.NUMBER;
  private static final Pattern ROW =
      Pattern.compile(
          "\\[ *(\\d+|SUM)\\](?:\\[([TR])X-[CS]\\])? +(N)- *(N) +sec +(N) ([KMGT]?)Bytes +N [KMGT]?bits/sec(.*)"
              .replace("N", NUMBER));
  private static final Pattern TCP =
      Pattern.compile(" +(\\d+)(?: +(N) ([KMGT]?)Bytes)? *(\\D*)".replace("N", NUMBER));
  private static final Pattern UDP =
      Pattern.compile(" +(N) ms +(-?\\d+)/ *(\\d+) +\\([^)]*\\) *(.*)".replace("N", NUMBER));

  static Optional<Iperf3TextRow> parse(String line) {
    Matcher row = ROW.matcher(line.strip());
    if (!row.matches()) {
      return Optional.empty();
    }
    Matcher tcp = TCP.matcher(row.group(7));
    Matcher udp = UDP.matcher(row.group(7));
    boolean isTcp = tcp.matches();
    boolean isUdp = udp.matches();
    return Optional.of(
        new Iperf3TextRow(
            row.group(1),
            Optional.ofNullable(row.group(2)),
            TextQuantity.number(row.group(3)),
            TextQuantity.number(row.group(4)),
            TextQuantity.bytes(row.group(5), row.group(6)),
            isTcp ? OptionalLong.of(Long.parseLong(tcp.group(1))) : OptionalLong.empty(),
            isTcp && tcp.group(2) != null
                ? OptionalLong.of(TextQuantity.bytes(tcp.group(2), tcp.group(3)))
                : OptionalLong.empty(),
            isUdp ? OptionalDouble.of(TextQuantity.number(udp.group(1))) : OptionalDouble.empty(),
            isUdp ? OptionalLong.of(Long.parseLong(udp.group(2))) : OptionalLong.empty(),
            isUdp ? OptionalLong.of(Long.parseLong(udp.group(3))) : OptionalLong.empty(),
            (isTcp ? tcp.group(4) : isUdp ? udp.group(4) : row.group(7)).strip()));
  }

  boolean isSum() {
    return id.equals("SUM");
  }

  boolean omitted() {
    return remark.contains("omitted");
  }
}
