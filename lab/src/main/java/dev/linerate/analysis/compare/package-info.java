/** Runs beside each other: which cases match, how they differ, and whether that can be told. */
@NullMarked
package dev.linerate.analysis.compare;

import org.jspecify.annotations.NullMarked;
