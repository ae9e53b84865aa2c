package dev.linerate.tool;

import dev.linerate.host.Support.Reason;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.unit.ByteCount;
import java.util.ArrayList;
import java.util.List;

/**
 * The bounds of iperf3's protocol, which every tool that speaks it has (iperf.h: MAX_STREAMS,
 * MAX_BLOCKSIZE, MAX_TCP_BUFFER, …).
 */
final class FlowSizes {
  private static final int MOST_STREAMS = 128;
  private static final int LARGEST_MSS = 9216;
  private static final long LARGEST_WRITE = 1 << 20;
  private static final long SMALLEST_DATAGRAM = 16;
  private static final long LARGEST_DATAGRAM = 65507;
  private static final long LARGEST_WINDOW = 512L << 20;

  private final String tool;
  private final List<Reason> reasons = new ArrayList<>();

  private FlowSizes(String tool) {
    this.tool = tool;
  }

  /**
   * Every size of the flow that is out of bounds.
   *
   * @param tool what the reasons call it
   */
  static List<Reason> reasons(Flow flow, String tool) {
    FlowSizes sizes = new FlowSizes(tool);
    sizes.look(flow);
    return sizes.reasons;
  }

  private void look(Flow flow) {
    boolean udp = flow.protocol() == Protocol.UDP;
    within("the number of streams", flow.streams(), 1, MOST_STREAMS);
    if (flow.length().isPresent()) {
      long length = flow.length().orElseThrow().bytes();
      if (udp) {
        within("the datagram length", length, SMALLEST_DATAGRAM, LARGEST_DATAGRAM);
      } else {
        within("the length of a write", length, 1, LARGEST_WRITE);
      }
    }
    if (!udp && flow.mss().isPresent()) {
      within("the MSS", flow.mss().getAsInt(), 1, LARGEST_MSS);
    }
    flow.window()
        .map(ByteCount::bytes)
        .ifPresent(bytes -> within("the window", bytes, 1, LARGEST_WINDOW));
  }

  private void within(String what, long value, long least, long most) {
    if (value < least || value > most) {
      reasons.add(
          new Reason(
              what + ", " + value + ", is outside what " + tool + " takes",
              "choose " + least + " to " + most));
    }
  }
}
