package dev.linerate.iperf;

/** One end of a connection: address or name, and port. */
public record Endpoint(String host, int port) {}
