/** One execution of a plan: provision, measure, store, tear down. */
@NullMarked
package dev.linerate.run;

import org.jspecify.annotations.NullMarked;
