package dev.linerate.store;

import dev.linerate.result.Interval;
import dev.linerate.result.SenderLimits;
import dev.linerate.result.Side;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads the intervals of a trial, of which there may be millions: by the column's number, and which
 * columns are NULL is asked once a row, of all of them, because each question crosses into SQLite.
 */
final class IntervalRows {
  /** Of one trial, in order. */
  static final String SELECT =
      """
      SELECT CASE side WHEN 'sender' THEN 0 WHEN 'receiver' THEN 1 ELSE 2 END,
        reverse, stream, start, seconds, bytes, omitted,
        (retransmits IS NOT NULL)
          | ((congestion_window IS NOT NULL) << 1)
          | ((rtt_micros IS NOT NULL) << 2)
          | ((rtt_variance_micros IS NOT NULL) << 3)
          | ((jitter_millis IS NOT NULL) << 4)
          | ((lost IS NOT NULL) << 5)
          | ((packets IS NOT NULL) << 6)
          | ((out_of_order IS NOT NULL) << 7)
          | ((socket_drops IS NOT NULL) << 8)
          | ((busy_micros IS NOT NULL) << 9)
          | ((pacing_rate IS NOT NULL) << 10)
          | ((delivery_rate IS NOT NULL) << 11),
        retransmits, congestion_window, rtt_micros, rtt_variance_micros, jitter_millis, lost,
        packets, out_of_order, socket_drops, busy_micros, pacing_rate, delivery_rate,
        receive_window_micros, send_buffer_micros
      FROM intervals WHERE trial = ? ORDER BY position
      """;

  private static final Side[] SIDES = {Side.SENDER, Side.RECEIVER};
  private static final int KNOWN = 8;
  private static final int FIRST = 9;
  private static final int BUSY = 9;
  private static final int WAITS = FIRST + 12;

  private final ResultSet columns;
  private final int known;

  private IntervalRows(ResultSet columns) throws SQLException {
    this.columns = columns;
    this.known = columns.getInt(KNOWN);
  }

  static Interval read(Row row) throws SQLException {
    return new IntervalRows(row.columns()).interval();
  }

  private Interval interval() throws SQLException {
    return new Interval(
        side(),
        columns.getInt(2) != 0,
        columns.getInt(3),
        columns.getDouble(4),
        columns.getDouble(5),
        columns.getLong(6),
        whole(0),
        whole(1),
        whole(2),
        whole(3),
        has(4) ? OptionalDouble.of(columns.getDouble(FIRST + 4)) : OptionalDouble.empty(),
        whole(5),
        whole(6),
        whole(7),
        columns.getInt(7) != 0,
        has(BUSY) ? Optional.of(limits()) : Optional.empty(),
        whole(8));
  }

  private Side side() throws SQLException {
    int side = columns.getInt(1);
    if (side >= SIDES.length) {
      throw new IllegalArgumentException("an interval is of neither side");
    }
    return SIDES[side];
  }

  private SenderLimits limits() throws SQLException {
    return new SenderLimits(
        whole(BUSY + 1),
        whole(BUSY + 2),
        columns.getLong(FIRST + BUSY),
        columns.getLong(WAITS),
        columns.getLong(WAITS + 1));
  }

  private boolean has(int bit) {
    return (known >> bit & 1) == 1;
  }

  private OptionalLong whole(int bit) throws SQLException {
    return has(bit) ? OptionalLong.of(columns.getLong(FIRST + bit)) : OptionalLong.empty();
  }
}
