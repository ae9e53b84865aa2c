/** The data plane: loops that send and receive, the counters they write, samples cut from them. */
@NullMarked
package dev.linerate.traffic;

import org.jspecify.annotations.NullMarked;
