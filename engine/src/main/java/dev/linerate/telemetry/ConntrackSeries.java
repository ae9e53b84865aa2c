package dev.linerate.telemetry;

import java.util.OptionalLong;

/**
 * A namespace's table of tracked connections.
 *
 * @param entries at the end of each sample
 * @param max how many there may be
 */
public record ConntrackSeries(Column entries, OptionalLong max) {}
