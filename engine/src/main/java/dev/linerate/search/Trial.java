package dev.linerate.search;

import java.time.Duration;

/**
 * A trial to make: the Trial Input of MLRsearch.
 *
 * @param bitsPerSecond intended load
 * @param duration how long to send
 */
public record Trial(long bitsPerSecond, Duration duration) {}
