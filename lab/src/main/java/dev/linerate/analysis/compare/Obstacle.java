package dev.linerate.analysis.compare;

/**
 * A trait that two cases do not share.
 *
 * @param why a clause: {@code MTU 1500 against 1450}
 */
record Obstacle(Trait trait, String why) {}
