package dev.linerate.imports;

import dev.linerate.result.Run;

/**
 * What an import has brought.
 *
 * @param run without intervals
 * @param trials in all its cases
 * @param intervals in all its trials
 */
public record Imported(Run run, int trials, long intervals) {}
