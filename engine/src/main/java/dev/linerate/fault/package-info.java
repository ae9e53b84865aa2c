/** The one exception of the house and the exit codes it leads to. */
@NullMarked
package dev.linerate.fault;

import org.jspecify.annotations.NullMarked;
