/** What makes the traffic: the real iperf3, started inside the endpoints' namespaces. */
@NullMarked
package dev.linerate.tool;

import org.jspecify.annotations.NullMarked;
