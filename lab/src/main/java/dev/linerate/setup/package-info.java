/** What must be installed for what, and installing it where that is possible. */
@NullMarked
package dev.linerate.setup;

import org.jspecify.annotations.NullMarked;
