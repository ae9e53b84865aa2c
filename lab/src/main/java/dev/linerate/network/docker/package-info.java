/** Networks that a real dockerd makes: docker-bridge, docker-overlay. */
@NullMarked
package dev.linerate.network.docker;

import org.jspecify.annotations.NullMarked;
