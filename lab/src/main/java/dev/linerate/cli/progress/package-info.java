/** What a person sees while a run goes on: lines, or a display that redraws itself. */
@NullMarked
package dev.linerate.cli.progress;

import org.jspecify.annotations.NullMarked;
