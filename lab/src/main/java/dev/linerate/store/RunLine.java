package dev.linerate.store;

import dev.linerate.result.Run;
import java.time.Instant;

/**
 * A run in a list of runs.
 *
 * @param plan the plan's name
 * @param measured cases with at least one measured trial
 * @param total cases of the plan
 */
public record RunLine(
    String id, String plan, Instant started, Run.State state, int measured, int total) {}
