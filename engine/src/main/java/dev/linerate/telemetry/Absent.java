package dev.linerate.telemetry;

/**
 * Something that could not be read.
 *
 * @param what as the result names it: {@code core.kilohertz}, {@code server.conntrack}
 * @param why with the file: {@code /proc/net/softnet_stat: No such file or directory}
 */
public record Absent(String what, String why) {}
