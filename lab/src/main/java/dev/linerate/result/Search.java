package dev.linerate.result;

import dev.linerate.unit.BitRate;
import java.util.Optional;

/**
 * The search that a trial was, of a flow that asks for the highest rate without loss. Rates count
 * the payload of all streams together; the two bounds are MLRsearch's (RFC 9971).
 *
 * @param lower Relevant Lower Bound: the highest rate that met the goal; empty when none did
 * @param upper Relevant Upper Bound: the lowest rate that did not; empty when the highest one that
 *     was tried met it
 * @param tests how many tests it made
 * @param senderLimited whether at the upper bound the sender was too slow, and nothing was lost
 * @param unmet why it ended before it had reached its goal, a clause; empty when it did
 */
public record Search(
    Optional<BitRate> lower,
    Optional<BitRate> upper,
    int tests,
    boolean senderLimited,
    Optional<String> unmet) {}
