/** What to measure: raw YAML to resolved, immutable records. No I/O. */
@NullMarked
package dev.linerate.plan;

import org.jspecify.annotations.NullMarked;
