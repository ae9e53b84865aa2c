/**
 * The kernel's system calls through java.lang.foreign: sockets, network namespaces, processor
 * affinity, TCP_INFO. The only package that links native functions.
 *
 * <p>Linux on x86-64 and aarch64. Hot paths take a {@link dev.linerate.linux.Kernel} and file
 * descriptors and allocate nothing; the rest throws {@link dev.linerate.linux.LinuxException}.
 */
@NullMarked
package dev.linerate.linux;

import org.jspecify.annotations.NullMarked;
