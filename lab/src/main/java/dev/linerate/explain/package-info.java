/**
 * Why a case is as fast as it is, and no faster: causes with their evidence, and how much of the
 * gap each accounts for. Pure functions of results. No I/O.
 */
@NullMarked
package dev.linerate.explain;

import org.jspecify.annotations.NullMarked;
