package dev.linerate.telemetry;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * One quantity over all samples of a trial. Immutable. A value that could not be read is absent,
 * never 0. What a value counts, and its unit, is said where the column is named: counters have
 * their growth within the sample, gauges their value at its end.
 */
public final class Column {
  /** Inside: no counter of the kernel's is so small. */
  static final long ABSENT = Long.MIN_VALUE;

  private final long[] values;

  private Column(long[] values) {
    this.values = values;
  }

  /** A column of these, all of them known. */
  public static Column of(long... values) {
    return new Column(values.clone());
  }

  /** A column of these; empty ones are absent. */
  public static Column ofOptional(OptionalLong... values) {
    return new Column(Arrays.stream(values).mapToLong(v -> v.orElse(ABSENT)).toArray());
  }

  /** The same value in every sample. */
  public static Column constant(int size, long value) {
    long[] values = new long[size];
    Arrays.fill(values, value);
    return new Column(values);
  }

  /** Takes the array: nobody else may have it. */
  static Column wrap(long[] values) {
    return new Column(values);
  }

  /** Samples, absent ones too. */
  public int size() {
    return values.length;
  }

  /** Whether the sample's value is known. */
  public boolean has(int sample) {
    return values[sample] != ABSENT;
  }

  /** The sample's value; empty where it could not be read. */
  public OptionalLong at(int sample) {
    return has(sample) ? OptionalLong.of(values[sample]) : OptionalLong.empty();
  }

  /** The sample's value, or another where it could not be read. */
  public long at(int sample, long otherwise) {
    return has(sample) ? values[sample] : otherwise;
  }

  /** Whether no value is known. */
  public boolean isEmpty() {
    return Arrays.stream(values).allMatch(value -> value == ABSENT);
  }

  /** Whether every sample has the same value, or none has one. */
  public boolean isConstant() {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }

  /** The known values. */
  public LongStream known() {
    return Arrays.stream(values).filter(value -> value != ABSENT);
  }

  /** Sum of the known values; empty when none is known. */
  public OptionalLong sum() {
    return sum(0, size());
  }

  /** Sum of the known values of the samples from {@code from} to before {@code to}. */
  public OptionalLong sum(int from, int to) {
    return IntStream.range(from, to)
        .filter(this::has)
        .mapToLong(sample -> values[sample])
        .reduce(Long::sum);
  }

  /** The greatest known value; empty when none is known. */
  public OptionalLong max() {
    return known().max();
  }

  /** The last known value; empty when none is known. */
  public OptionalLong last() {
    return known().reduce((_, last) -> last);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Column column && Arrays.equals(values, column.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** {@code [1, 2, -, 4]}. */
  @Override
  public String toString() {
    return Arrays.toString(
        Arrays.stream(values)
            .mapToObj(value -> value == ABSENT ? "-" : Long.toString(value))
            .toArray());
  }
}
