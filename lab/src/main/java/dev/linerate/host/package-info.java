/** The only door to a machine: run commands, start tasks, read files, in any network namespace. */
@NullMarked
package dev.linerate.host;

import org.jspecify.annotations.NullMarked;
