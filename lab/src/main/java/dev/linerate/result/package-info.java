/** What was measured: immutable records. No I/O. */
@NullMarked
package dev.linerate.result;

import org.jspecify.annotations.NullMarked;
