/** The checks: each looks at one thing and knows what a sick one looks like. */
@NullMarked
package dev.linerate.doctor.check;

import org.jspecify.annotations.NullMarked;
