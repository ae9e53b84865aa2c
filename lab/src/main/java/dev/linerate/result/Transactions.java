package dev.linerate.result;

import java.util.OptionalDouble;

/**
 * What a trial of requests and responses came to. A latency is from a request's begin, or from when
 * it was due, to the last byte of its response; one that the tool did not tell is empty.
 *
 * @param perSecond transactions that ended, a second
 * @param minMicros shortest latency, µs
 * @param p50Micros half of them took no longer, µs
 * @param p999Micros 99.9 % took no longer, µs
 */
public record Transactions(
    double perSecond,
    OptionalDouble minMicros,
    OptionalDouble meanMicros,
    OptionalDouble p50Micros,
    OptionalDouble p90Micros,
    OptionalDouble p99Micros,
    OptionalDouble p999Micros,
    OptionalDouble maxMicros) {}
