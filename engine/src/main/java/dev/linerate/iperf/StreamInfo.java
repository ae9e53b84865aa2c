package dev.linerate.iperf;

/**
 * One data connection, as one role sees it.
 *
 * @param id its number in the protocol, see {@link StreamIds}
 * @param label its number in reports; iperf3's is the socket's descriptor
 * @param sender whether this role sends on it
 */
public record StreamInfo(int id, int label, boolean sender, Endpoint local, Endpoint remote) {}
