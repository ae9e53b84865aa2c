package dev.linerate.telemetry;

import java.util.OptionalLong;

/**
 * One interface of a namespace ({@code net/dev}). Bytes and packets are those the driver counts:
 * with segmentation offload a packet may be many frames' worth.
 *
 * @param receivedDrops packets it received and could not hand on
 * @param sentDrops packets it was given and could not send
 * @param gsoMaxSize largest packet the kernel hands it to cut up, bytes
 * @param gsoMaxSegments into how many segments at most
 */
public record InterfaceSeries(
    String name,
    Column receivedBytes,
    Column receivedPackets,
    Column receivedErrors,
    Column receivedDrops,
    Column sentBytes,
    Column sentPackets,
    Column sentErrors,
    Column sentDrops,
    OptionalLong gsoMaxSize,
    OptionalLong gsoMaxSegments) {}
