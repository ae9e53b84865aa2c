/** What a network driver is, and what every driver shares. */
@NullMarked
package dev.linerate.network;

import org.jspecify.annotations.NullMarked;
