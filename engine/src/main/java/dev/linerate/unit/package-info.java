/** Typed quantities, so that no number travels without its unit. */
@NullMarked
package dev.linerate.unit;

import org.jspecify.annotations.NullMarked;
