package dev.linerate.telemetry;

/**
 * How large a packet the kernel may hand an interface to cut up.
 *
 * @param maxSize bytes
 * @param maxSegments into how many segments at most
 */
public record GsoLimits(long maxSize, long maxSegments) {}
