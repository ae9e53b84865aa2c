package dev.linerate.telemetry;

/**
 * What a core's receiving soft interrupt did ({@code /proc/net/softnet_stat}), of all namespaces
 * together.
 *
 * @param processed packets taken in
 * @param dropped packets dropped because its backlog was full (net.core.netdev_max_backlog)
 * @param squeezed times it had to stop with work left (net.core.netdev_budget)
 */
public record SoftnetSeries(Column processed, Column dropped, Column squeezed) {}
