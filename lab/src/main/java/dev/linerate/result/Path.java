package dev.linerate.result;

/**
 * What a case's packets travelled: enough to recompute the wire limit.
 *
 * @param client where the client ran: {@code h1 container a eth0 172.17.0.2}
 * @param server where the server ran
 * @param mtu the smaller of the two endpoints' interface MTUs, bytes
 * @param encapsulation bytes an overlay adds outside the inner IP packet (VXLAN over IPv4: 50)
 * @param overWire whether it crosses the link between hosts
 */
public record Path(String client, String server, int mtu, int encapsulation, boolean overWire) {}
