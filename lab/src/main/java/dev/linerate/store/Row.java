package dev.linerate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One row of a query, by column name. A NULL is an empty optional, never zero. */
record Row(ResultSet columns) {
  /** Makes something of a row. */
  interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  String text(String column) throws SQLException {
    return optionalText(column)
        .orElseThrow(() -> new IllegalArgumentException(column + " is missing"));
  }

  Optional<String> optionalText(String column) throws SQLException {
    return Optional.ofNullable(columns.getString(column));
  }

  Optional<byte[]> optionalBytes(String column) throws SQLException {
    return Optional.ofNullable(columns.getBytes(column));
  }

  int count(String column) throws SQLException {
    return columns.getInt(column);
  }

  long number(String column) throws SQLException {
    return columns.getLong(column);
  }

  double real(String column) throws SQLException {
    return columns.getDouble(column);
  }

  boolean truth(String column) throws SQLException {
    return columns.getInt(column) != 0;
  }

  boolean has(String column) throws SQLException {
    columns.getLong(column);
    return !columns.wasNull();
  }

  OptionalInt optionalCount(String column) throws SQLException {
    int value = columns.getInt(column);
    return columns.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  OptionalLong optionalNumber(String column) throws SQLException {
    long value = columns.getLong(column);
    return columns.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  OptionalDouble optionalReal(String column) throws SQLException {
    double value = columns.getDouble(column);
    return columns.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  Instant instant(String column) throws SQLException {
    return Instants.parse(text(column));
  }

  Optional<Instant> optionalInstant(String column) throws SQLException {
    return optionalText(column).map(Instants::parse);
  }

  /** The constant whose {@code word()} is kept. */
  <E extends Enum<E>> E word(String column, Class<E> type) throws SQLException {
    return Column.constant(type, text(column));
  }
}
