package dev.linerate.analysis.compare;

import java.util.Optional;

/**
 * A fact of the platform that two runs do not share.
 *
 * @param key as in {@link dev.linerate.result.Platform}
 * @param from empty when it is not known of the first
 * @param to empty when it is not known of the other
 */
public record FactDifference(String key, Optional<String> from, Optional<String> to) {}
