package dev.linerate.imports;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * A log to read.
 *
 * @param name as messages call it: {@code client.json}, {@code standard input}
 * @param in its bytes, read once from beginning to end; the caller closes it
 * @param modified when it was last written; empty where nobody knows
 */
public record LogSource(String name, InputStream in, Optional<Instant> modified) {}
