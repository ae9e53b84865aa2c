package dev.linerate.explain;

import java.util.Arrays;
import java.util.Optional;

/** What can hold a flow. The ids are stable: docs/FINDINGS.md has a section for each. */
public enum Cause {
  WIRE_LIMIT("LR-WIRE-01", "at the wire limit"),
  OFFERED_RATE("LR-RATE-01", "everything offered was delivered"),
  OVEROFFERED("LR-RATE-02", "offered more than the wire carries"),
  MTU_HOLE("LR-MTU-01", "large packets disappear on the path"),
  SMALL_MTU("LR-MTU-02", "a larger MTU would carry more"),
  THROTTLED("LR-CPU-01", "processor quota of the container"),
  SHARED_CORE("LR-CPU-02", "sender and receiver share a core"),
  MIGRATIONS("LR-CPU-03", "threads move between cores"),
  NOISY_HOST("LR-CPU-04", "other load on the traffic's cores"),
  SOFTIRQ_SHARED("LR-CPU-05", "soft interrupts take the application's core"),
  SOFTIRQ_CORE("LR-CPU-06", "a core is full of soft interrupts"),
  OFFLOAD_OFF("LR-PKT-01", "segmentation offload is not in effect"),
  RECEIVE_OFFLOAD_OFF("LR-PKT-02", "receive offload is not in effect"),
  GENERATOR("LR-GEN-01", "the traffic tool itself is the limit"),
  SENDER_CORE("LR-CPU-07", "the sender's core is saturated"),
  RECEIVER_CORE("LR-CPU-08", "the receiver's core is saturated"),
  HYPER_THREAD("LR-CPU-09", "sender and receiver are hyper-threads of one core"),
  NUMA_REMOTE("LR-CPU-10", "sender and receiver are on different NUMA nodes"),
  RECEIVE_WINDOW("LR-TCP-01", "limited by the receive window"),
  SEND_BUFFER("LR-TCP-02", "limited by the send buffer"),
  LOSS("LR-TCP-03", "held back by loss"),
  PACED("LR-TCP-04", "the congestion control paces"),
  SOCKET_OVERFLOW("LR-UDP-01", "the receiving socket's buffer overflows"),
  PATH_LOSS("LR-UDP-02", "datagrams are lost on the path"),
  PACING_BURSTS("LR-UDP-03", "bursts overflow a queue that the rate would fit"),
  FEW_TRIALS("LR-STAT-01", "too few trials to say"),
  BLIND("LR-STAT-02", "not everything could be seen");

  private final String id;
  private final String title;

  Cause(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** {@code LR-CPU-07}. */
  public String id() {
    return id;
  }

  /** The one with that id. */
  public static Optional<Cause> ofId(String id) {
    return Arrays.stream(values()).filter(cause -> cause.id.equals(id)).findFirst();
  }

  /** A few words. */
  public String title() {
    return title;
  }
}
