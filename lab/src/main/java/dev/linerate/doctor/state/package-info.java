/** What a host says of its own state, read and parsed for the checks. Nothing is judged here. */
@NullMarked
package dev.linerate.doctor.state;

import org.jspecify.annotations.NullMarked;
