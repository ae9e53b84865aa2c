/** Networks of a real Open vSwitch: ovs-bridge, ovs-overlay. */
@NullMarked
package dev.linerate.network.ovs;

import org.jspecify.annotations.NullMarked;
