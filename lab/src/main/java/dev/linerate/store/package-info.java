/** The results file: the only place with java.sql. */
@NullMarked
package dev.linerate.store;

import org.jspecify.annotations.NullMarked;
