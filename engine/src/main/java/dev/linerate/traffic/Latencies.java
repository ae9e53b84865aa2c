package dev.linerate.traffic;

/**
 * Latencies of many transactions, nanoseconds, to a thousandth of each; all 0 when there were none.
 *
 * @param count how many there were
 * @param p999 99.9 % took no longer
 */
public record Latencies(
    long count, long min, double mean, long p50, long p90, long p99, long p999, long max) {}
