/** Who made what: the journal written before anything is made, and the clean-up that follows it. */
@NullMarked
package dev.linerate.ownership;

import org.jspecify.annotations.NullMarked;
