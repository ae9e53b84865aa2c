package dev.linerate.iperf;

import dev.linerate.traffic.Budget;
import dev.linerate.traffic.Payload;
import dev.linerate.traffic.StopFlag;
import dev.linerate.traffic.TcpReceiver;
import dev.linerate.traffic.TcpSender;
import dev.linerate.traffic.TcpSending;
import dev.linerate.traffic.TrafficLoop;
import dev.linerate.traffic.UdpReceiver;
import dev.linerate.traffic.UdpReceiving;
import dev.linerate.traffic.UdpSender;
import dev.linerate.traffic.UdpSending;

/** Makes the loops that a test's parameters ask for. */
final class Loops {
  private Loops() {}

  static TrafficLoop sender(
      DataStream stream, Parameters parameters, Budget budget, StopFlag stop) {
    return switch (parameters.protocol()) {
      case TCP -> new TcpSender(stream.socket(), tcp(parameters), budget, stop, stream.counters());
      case UDP -> new UdpSender(stream.socket(), udp(parameters), budget, stop, stream.counters());
    };
  }

  static TrafficLoop receiver(DataStream stream, Parameters parameters, StopFlag stop) {
    int bytes = parameters.effectiveBlockBytes();
    return switch (parameters.protocol()) {
      case TCP ->
          new TcpReceiver(
              stream.socket(),
              bytes,
              parameters.payload().skipReceiveCopy(),
              stop,
              stream.counters());
      case UDP ->
          new UdpReceiver(
              stream.socket(),
              new UdpReceiving(
                  bytes, parameters.udp().wideCounters(), parameters.udp().coalescing()),
              stop,
              stream.counters());
    };
  }

  private static TcpSending tcp(Parameters parameters) {
    return new TcpSending(
        parameters.effectiveBlockBytes(),
        parameters.pace().bitsPerSecond(),
        Math.max(1, parameters.pace().burst()),
        payload(parameters),
        parameters.payload().zeroCopy() > 0);
  }

  private static UdpSending udp(Parameters parameters) {
    return new UdpSending(
        parameters.effectiveBlockBytes(),
        parameters.pace().bitsPerSecond(),
        Math.max(1, parameters.pace().burst()),
        payload(parameters),
        parameters.udp().wideCounters(),
        parameters.udp().segmentation());
  }

  private static Payload payload(Parameters parameters) {
    return parameters.payload().repeating() ? Payload.REPEATING : Payload.RANDOM;
  }
}
