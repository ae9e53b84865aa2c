/** Reads what other tools, and linerate elsewhere, have measured: logs to records. */
@NullMarked
package dev.linerate.imports;

import org.jspecify.annotations.NullMarked;
