package dev.linerate.network;

import dev.linerate.host.Endpoint;

/** The two ends of a case; the client opens the connection. */
public record EndpointPair(Endpoint client, Endpoint server) {}
