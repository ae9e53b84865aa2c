package dev.linerate.host;

import dev.linerate.plan.LinkSpec;

/**
 * The interface that joins a host to the others.
 *
 * @param iface its name in the host's namespace
 * @param address its IPv4 address, without prefix length
 * @param prefix prefix length
 */
public record Uplink(String iface, String address, int prefix, LinkSpec link) {}
