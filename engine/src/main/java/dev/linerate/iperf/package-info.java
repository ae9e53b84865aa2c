/** iperf3's control protocol, both roles, and its reports. */
@NullMarked
package dev.linerate.iperf;

import org.jspecify.annotations.NullMarked;
