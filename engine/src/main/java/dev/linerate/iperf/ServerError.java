package dev.linerate.iperf;

/**
 * Why a server gave up, as it tells its client after {@link ControlState#SERVER_ERROR}.
 *
 * @param code iperf3's own error number (i_errno)
 * @param errno the operating system's, 0 when it has no part in it
 */
public record ServerError(int code, int errno) {}
