/** Lab hosts: network namespaces joined by shaped links to a switch in a namespace of its own. */
@NullMarked
package dev.linerate.lab;

import org.jspecify.annotations.NullMarked;
