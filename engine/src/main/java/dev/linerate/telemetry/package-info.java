/**
 * What the machine did while traffic ran: read, timestamp, parse are three separate steps. Records
 * of it, and what samples it from {@code /proc} and {@code /sys}.
 */
@NullMarked
package dev.linerate.telemetry;

import org.jspecify.annotations.NullMarked;
