package dev.linerate.linux;

/** Error numbers that are acted on (errno(3), asm-generic/errno.h). */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EINVAL = 22;
  public static final int EMFILE = 24;
  public static final int EPIPE = 32;
  public static final int EMSGSIZE = 90;
  public static final int ENOPROTOOPT = 92;
  public static final int EOPNOTSUPP = 95;
  public static final int EADDRINUSE = 98;
  public static final int EADDRNOTAVAIL = 99;
  public static final int ENETUNREACH = 101;
  public static final int ECONNABORTED = 103;
  public static final int ECONNRESET = 104;
  public static final int ENOBUFS = 105;
  public static final int ETIMEDOUT = 110;
  public static final int ECONNREFUSED = 111;
  public static final int EHOSTUNREACH = 113;
  public static final int EINPROGRESS = 115;

  private Errno() {}

  /** As strerror(3) says it in English; the number where it is none of these. */
  public static String text(int errno) {
    return switch (errno) {
      case EPERM -> "operation not permitted";
      case ENOENT -> "no such file or directory";
      case EINTR -> "interrupted";
      case EIO -> "input/output error";
      case EAGAIN -> "resource temporarily unavailable";
      case EACCES -> "permission denied";
      case EINVAL -> "invalid argument";
      case EMFILE -> "too many open files";
      case EPIPE -> "broken pipe";
      case EMSGSIZE -> "message too long";
      case ENOPROTOOPT -> "protocol option not available";
      case EOPNOTSUPP -> "operation not supported";
      case EADDRINUSE -> "address already in use";
      case EADDRNOTAVAIL -> "cannot assign requested address";
      case ENETUNREACH -> "network is unreachable";
      case ECONNABORTED -> "connection aborted";
      case ECONNRESET -> "connection reset by peer";
      case ENOBUFS -> "no buffer space available";
      case ETIMEDOUT -> "connection timed out";
      case ECONNREFUSED -> "connection refused";
      case EHOSTUNREACH -> "no route to host";
      default -> "error " + errno;
    };
  }
}
