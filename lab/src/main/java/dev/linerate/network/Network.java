package dev.linerate.network;

import dev.linerate.plan.Placement;
import java.util.List;

/** A network that exists. Closing it removes it and all of its endpoints. */
public interface Network extends AutoCloseable {
  /**
   * The endpoints of a placement.
   *
   * @throws IllegalArgumentException for a placement that was not asked for
   */
  EndpointPair endpoints(Placement placement);

  /** Bytes an overlay adds outside the inner IP packet; 0 without encapsulation. */
  int encapsulation();

  /** What moves the packets: {@code kernel}, {@code userspace, TSO}. */
  String datapath();

  /** What a reader must know to read its numbers; may be empty. */
  List<String> notes();

  /** As it really is, read back from the kernel and the switch. */
  Layout layout();

  /** The exact commands that built it, in order. */
  List<String> commands();

  @Override
  void close();
}
