/** Terminal, HTML, JSON, CSV, Markdown: functions of a model. No I/O. */
@NullMarked
package dev.linerate.report;

import org.jspecify.annotations.NullMarked;
