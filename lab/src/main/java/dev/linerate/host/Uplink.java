package dev.linerate.host;

import dev.linerate.plan.LinkSpec;
import java.util.Optional;

/**
 * The interface that joins a host to the others.
 *
 * @param iface its name in the host's namespace
 * @param address its IPv4 address, without prefix length
 * @param prefix prefix length
 * @param fabric the namespace of the switch at its other end, where that can be looked into
 */
public record Uplink(
    String iface, String address, int prefix, LinkSpec link, Optional<NetNs> fabric) {}
