package dev.linerate.result;

import java.util.OptionalLong;

/**
 * What a TCP sender waited for within one sample ({@code struct tcp_info}, Linux 4.10 or newer).
 *
 * @param pacingRate at its end, bit/s; empty while unlimited
 * @param deliveryRate the kernel's estimate at its end, bit/s
 * @param busyMicros time with data waiting or in flight, µs
 * @param receiveWindowMicros the part of it in which the peer's window was full, µs
 * @param sendBufferMicros the part of it in which the sender's own buffer was too small, µs
 */
public record SenderLimits(
    OptionalLong pacingRate,
    OptionalLong deliveryRate,
    long busyMicros,
    long receiveWindowMicros,
    long sendBufferMicros) {}
