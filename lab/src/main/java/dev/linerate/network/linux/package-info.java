/** Networks that need the kernel alone: host, linux-bridge, vxlan, macvlan. */
@NullMarked
package dev.linerate.network.linux;

import org.jspecify.annotations.NullMarked;
