/**
 * The search for the highest rate without loss: which trial comes next, and what the trials so far
 * say. Nothing here sends, waits or looks at a clock.
 */
@NullMarked
package dev.linerate.search;

import org.jspecify.annotations.NullMarked;
