/** A class per verb; the only place that constructs concretes. */
@NullMarked
package dev.linerate.cli;

import org.jspecify.annotations.NullMarked;
