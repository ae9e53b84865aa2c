package dev.linerate.telemetry;

import java.util.Optional;

/**
 * One thread of the traffic. Where it had not begun or had ended, its columns are absent.
 *
 * @param core the core it was on at the end of the sample ({@code stat})
 * @param migrations moves to another core ({@code se.nr_migrations} of {@code sched})
 * @param exactMigrations whether the kernel counted them; if not, they are the changes that were
 *     seen between samples, a lower bound
 * @param voluntarySwitches times it waited for something, such as room in a buffer
 * @param involuntarySwitches times it had to make room for another thread
 * @param cpuMicros processor time, µs ({@code schedstat}; without it {@code stat}, in steps of a
 *     tick)
 * @param waitMicros time it could have run and waited for the core, µs ({@code schedstat})
 */
public record ThreadSeries(
    Worker worker,
    Column core,
    Column migrations,
    boolean exactMigrations,
    Optional<Column> voluntarySwitches,
    Optional<Column> involuntarySwitches,
    Column cpuMicros,
    Optional<Column> waitMicros) {}
