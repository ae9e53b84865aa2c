package dev.linerate.linux;

import java.io.IOException;

/** A system call that failed. */
public final class LinuxException extends IOException {
  private final int errno;

  /** A call and the error number that it returned. */
  public LinuxException(SystemCall call, int errno) {
    super(call.word() + ": " + Errno.text(errno));
    this.errno = errno;
  }

  /** One of {@link Errno}, or another number of errno(3). */
  public int errno() {
    return errno;
  }
}
