/** Pure functions of results: medians and their intervals, the wire limit. No I/O. */
@NullMarked
package dev.linerate.analysis;

import org.jspecify.annotations.NullMarked;
