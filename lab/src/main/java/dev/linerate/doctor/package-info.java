/**
 * Finds what keeps container networks from working, says it with evidence, and cures what can be
 * cured safely. Looking changes nothing.
 */
@NullMarked
package dev.linerate.doctor;

import org.jspecify.annotations.NullMarked;
