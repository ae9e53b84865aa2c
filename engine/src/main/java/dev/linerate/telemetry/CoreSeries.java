package dev.linerate.telemetry;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One core.
 *
 * @param core its number
 * @param kilohertz its frequency, in the samples in which a thread of the traffic was on it
 * @param throttles times that heat slowed it down during the trial
 */
public record CoreSeries(
    int core,
    CoreTime time,
    Optional<SoftnetSeries> softnet,
    Optional<Column> kilohertz,
    OptionalLong throttles) {}
