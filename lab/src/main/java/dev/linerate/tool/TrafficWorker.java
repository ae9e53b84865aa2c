package dev.linerate.tool;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A thread, or a whole process, that makes the traffic of a trial.
 *
 * @param end which end it belongs to
 * @param sends whether it sends
 * @param receives whether it receives; a process can do both
 * @param stream number of its stream within the trial, from 0; empty for a process, which has all
 * @param pid its process
 * @param tid the thread (gettid(2)); empty for all threads of the process
 */
public record TrafficWorker(
    End end, boolean sends, boolean receives, OptionalInt stream, long pid, OptionalLong tid) {}
