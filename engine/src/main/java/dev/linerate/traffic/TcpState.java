package dev.linerate.traffic;

import java.util.OptionalLong;

/**
 * The kernel's view of one TCP connection at one moment: Linux's {@code struct tcp_info}. Counters
 * run from the connection's start. A field that this kernel does not fill is empty.
 *
 * @param congestionWindow in bytes: tcpi_snd_cwnd × tcpi_snd_mss
 * @param rttMicros smoothed round-trip time, microseconds
 * @param rttVarianceMicros its mean deviation, microseconds
 * @param pathMtu in bytes
 * @param segmentSize tcpi_snd_mss, bytes of payload
 * @param retransmits segments sent again since the start: tcpi_total_retrans
 * @param reordering segments by which the path is believed to reorder
 * @param sendWindow what the peer offers, bytes (Linux ≥ 5.4)
 * @param pacingRate bytes a second (Linux ≥ 3.15); empty also while unlimited
 * @param deliveryRate bytes a second, the kernel's latest estimate (Linux ≥ 4.9)
 * @param busyMicros time with data waiting or in flight (Linux ≥ 4.10), microseconds
 * @param receiveWindowLimitedMicros part of it stopped by the peer's window
 * @param sendBufferLimitedMicros part of it stopped by this end's buffer
 */
public record TcpState(
    long congestionWindow,
    long rttMicros,
    long rttVarianceMicros,
    int pathMtu,
    int segmentSize,
    long retransmits,
    long reordering,
    OptionalLong sendWindow,
    OptionalLong pacingRate,
    OptionalLong deliveryRate,
    OptionalLong busyMicros,
    OptionalLong receiveWindowLimitedMicros,
    OptionalLong sendBufferLimitedMicros) {}
