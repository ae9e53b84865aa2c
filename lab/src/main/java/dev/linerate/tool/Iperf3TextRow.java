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
 * @param role {@code C} or {@code S} there: whose log it is
 * @param start seconds since counting began
 * @param end likewise
 * @param bytes what agrees with both the transfer and the rate of the row
 * @param retransmits TCP sender only; a UDP sender has its datagrams there
 * @param congestionWindow bytes, TCP sender only
 * @param jitterMillis UDP receiver only, as are lost and packets
 * @param remark what follows the figures: {@code sender}, {@code receiver}, {@code (omitted)}
 */
public record Iperf3TextRow(
    String id,
    Optional<String> direction,
    Optional<String> role,
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

  /** The rate as iperf3 has it, and as people write it down: {@code Gbits/sec}, {@code Gbit/s}. */
  private static final String RATE = "([KkMGT]?)(bit|Bit|Byte)s?/s(?:ec?)?";

  private static final Pattern ROW =
      Pattern.compile(
          ("\\[ *(\\d{1,9}|SUM)\\](?:\\[([TR])X-([CS])\\])? +(N)- *(N) +sec"
                  + " +(N) ([KMGT]?)Bytes +(N) "
                  + RATE
                  + "(.*)")
              .replace("N", NUMBER));
  private static final Pattern TCP =
      Pattern.compile(" +(\\d{1,15})(?: +(N) ([KMGT]?)Bytes)? *(\\D*)".replace("N", NUMBER));
  private static final Pattern UDP =
      Pattern.compile(
          " +(N) ms +(-?\\d{1,15})/ *(\\d{1,15}) +\\([^)]*\\) *(.*)".replace("N", NUMBER));

  /** Whatever stands before the row, a timestamp for example, is passed over. */
  static Optional<Iperf3TextRow> parse(String line) {
    int begin = line.indexOf('[');
    if (begin < 0) {
      return Optional.empty();
    }
    Matcher row = ROW.matcher(line.substring(begin).stripTrailing());
    while (!row.matches()) {
      begin = line.indexOf('[', begin + 1);
      if (begin < 0) {
        return Optional.empty();
      }
      row.reset(line.substring(begin).stripTrailing());
    }
    return Optional.of(row(row)).filter(Iperf3TextRow::isPossible);
  }

  private boolean isPossible() {
    return start <= end && end <= JsonSampleCheck.LONGEST && bytes <= JsonSampleCheck.MOST_BYTES;
  }

  private static Iperf3TextRow row(Matcher row) {
    Matcher tcp = TCP.matcher(row.group(11));
    Matcher udp = UDP.matcher(row.group(11));
    boolean isTcp = tcp.matches();
    boolean isUdp = udp.matches();
    double start = TextQuantity.number(row.group(4));
    double end = TextQuantity.number(row.group(5));
    TextQuantity rate = TextQuantity.rate(row.group(8), row.group(9), row.group(10).equals("Byte"));
    return new Iperf3TextRow(
        row.group(1),
        Optional.ofNullable(row.group(2)),
        Optional.ofNullable(row.group(3)),
        start,
        end,
        TextQuantity.bytes(row.group(6), row.group(7)).agreeing(rate, Math.max(0, end - start)),
        isTcp ? whole(tcp.group(1)) : OptionalLong.empty(),
        isTcp && tcp.group(2) != null
            ? OptionalLong.of(TextQuantity.bytes(tcp.group(2), tcp.group(3)).whole())
            : OptionalLong.empty(),
        isUdp ? OptionalDouble.of(TextQuantity.number(udp.group(1))) : OptionalDouble.empty(),
        isUdp ? whole(udp.group(2)) : OptionalLong.empty(),
        isUdp ? whole(udp.group(3)) : OptionalLong.empty(),
        (isTcp ? tcp.group(4) : isUdp ? udp.group(4) : row.group(11)).strip());
  }

  private static OptionalLong whole(String digits) {
    return OptionalLong.of(Long.parseLong(digits));
  }

  public boolean isSum() {
    return id.equals("SUM");
  }

  public boolean omitted() {
    return remark.contains("omitted");
  }

  /** Whether it is of the whole test, which each release says in another way. */
  boolean isSummary() {
    return isOfSender() || remark.equals("receiver");
  }

  /** Whether it says that it is what the sender counted. */
  boolean isOfSender() {
    return remark.equals("sender");
  }
}
