package dev.linerate.telemetry;

import java.util.OptionalInt;

/**
 * A thread that makes traffic.
 *
 * @param end which end it belongs to
 * @param work what it does
 * @param stream number of its stream within the trial, from 0; empty when it serves several, or it
 *     is not known which
 * @param pid its process
 * @param tid the thread (gettid(2))
 */
public record Worker(End end, Work work, OptionalInt stream, long pid, long tid) {}
