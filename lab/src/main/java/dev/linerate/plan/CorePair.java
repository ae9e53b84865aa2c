package dev.linerate.plan;

/**
 * Two cores, as the kernel numbers them; may be one and the same.
 *
 * @param sender where every thread stays that sends
 * @param receiver where every thread stays that receives
 */
public record CorePair(int sender, int receiver) {
  /** As plans, options and results write it: {@code 0,1}. */
  public String word() {
    return sender + "," + receiver;
  }

  /** What it means: {@code sender on core 0, receiver on core 1}. */
  public String text() {
    return "sender on core " + sender + ", receiver on core " + receiver;
  }
}
