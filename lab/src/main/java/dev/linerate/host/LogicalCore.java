package dev.linerate.host;

import java.util.OptionalInt;

/**
 * One processor as the scheduler sees it: a core, or a hyper-thread of one. What the kernel does
 * not tell is empty.
 *
 * @param number the kernel's
 * @param socket number of its package
 * @param physical the lowest number among the hyper-threads of its physical core, itself included
 * @param cache the lowest number among those it shares its last-level (L3) cache with
 * @param node its NUMA node
 */
public record LogicalCore(
    int number, OptionalInt socket, int physical, OptionalInt cache, OptionalInt node) {}
