package dev.linerate.traffic;

import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import dev.linerate.linux.TcpInfo;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks the kernel for the state of a connection. */
@FunctionalInterface
public interface TcpProbe {
  /** The state now; empty where there is no connection (UDP) or none any more. */
  Optional<TcpState> read();

  /** For streams without a connection. */
  static TcpProbe none() {
    return Optional::empty;
  }

  /** Of a socket that stays open as long as it is asked. One thread at a time. */
  static TcpProbe of(Socket socket) {
    TcpInfo info = new TcpInfo();
    return () -> {
      try {
        info.read(socket.fd());
      } catch (LinuxException e) {
        return Optional.empty();
      }
      return Optional.of(state(info));
    };
  }

  private static TcpState state(TcpInfo info) {
    return new TcpState(
        info.congestionWindow(),
        info.rttMicros(),
        info.rttVarianceMicros(),
        (int) info.pathMtu(),
        (int) info.sendMss(),
        info.retransmits(),
        info.reordering(),
        known(info.sendWindow()),
        known(info.pacingRate()),
        known(info.deliveryRate()),
        known(info.busyMicros()),
        known(info.windowLimitedMicros()),
        known(info.sendBufferLimitedMicros()));
  }

  /** The kernel's −1 is "not filled", and as a pacing rate "unlimited". */
  private static OptionalLong known(long value) {
    return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
