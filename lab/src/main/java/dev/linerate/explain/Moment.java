package dev.linerate.explain;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One sample of the telemetry with what the flow did in it.
 *
 * @param seconds its length
 * @param bitsPerSecond payload that arrived
 * @param sender the busiest sending thread
 * @param receiver the busiest receiving thread
 * @param sharedCore whether a sending and a receiving thread were seen on one core
 * @param siblings whether the two threads were on hyper-threads of one core
 * @param remote whether they were on different NUMA nodes
 * @param steal greatest share of a core of the traffic that the hypervisor gave to others
 * @param foreign greatest share of such a core that other programs took
 * @param softirqBeside greatest share of soft interrupts on a core without a thread of the traffic
 * @param softirqOnReceiver share of soft interrupts on the receiving thread's core
 * @param throttled share of the time that a control group stood still
 * @param receiveWindow share of the busy time in which the peer's window was full
 * @param sendBuffer share of the busy time in which the send buffer was too small
 * @param retransmits TCP segments sent again, a second
 * @param restlessness moves a second over the whole trial of the thread that moved most
 */
record Moment(
    double seconds,
    double bitsPerSecond,
    Optional<ThreadLoad> sender,
    Optional<ThreadLoad> receiver,
    boolean sharedCore,
    boolean siblings,
    boolean remote,
    double steal,
    double foreign,
    double softirqBeside,
    double softirqOnReceiver,
    double throttled,
    OptionalDouble receiveWindow,
    OptionalDouble sendBuffer,
    double retransmits,
    double restlessness) {

  /**
   * What a thread did.
   *
   * @param cpu share of the time that it ran
   * @param waiting share of the time that it could have run and waited for a core
   * @param migrations moves to another core, a second
   */
  record ThreadLoad(int core, double cpu, double waiting, double migrations) {}
}
