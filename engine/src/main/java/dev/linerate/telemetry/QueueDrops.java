package dev.linerate.telemetry;

/**
 * What one queueing discipline of an interface dropped ({@code tc -s qdisc}, tc(8)).
 *
 * @param kind tc's word: {@code tbf}, {@code fq_codel}, {@code clsact}
 * @param handle tc's number for it, unique at its interface but for {@code 0:}
 * @param parent the handle or class that it hangs from; empty for a root
 * @param dropped packets that it was given and threw away, those of queues below it included. A
 *     packet may be many frames' worth, where segmentation is left to the interface.
 */
public record QueueDrops(String kind, String handle, String parent, long dropped) {}
