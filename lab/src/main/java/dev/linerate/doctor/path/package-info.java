/**
 * Examines the path between two endpoints with a few small packets of its own: who answers, how
 * large a packet may be, where larger ones disappear, whether TCP flows where ping works.
 */
@NullMarked
package dev.linerate.doctor.path;

import org.jspecify.annotations.NullMarked;
