package dev.linerate.linux;

import java.util.Locale;

/** System calls by their number on this architecture (syscalls(2), asm/unistd_64.h). */
public enum SystemCall {
  READ(0, 63),
  WRITE(1, 64),
  CLOSE(3, 57),
  PREAD64(17, 67),
  SENDFILE(40, 71),
  SOCKET(41, 198),
  CONNECT(42, 203),
  SENDTO(44, 206),
  RECVFROM(45, 207),
  SENDMSG(46, 211),
  RECVMSG(47, 212),
  SHUTDOWN(48, 210),
  BIND(49, 200),
  LISTEN(50, 201),
  GETSOCKNAME(51, 204),
  GETPEERNAME(52, 205),
  SETSOCKOPT(54, 208),
  GETSOCKOPT(55, 209),
  FCNTL(72, 25),
  GETRUSAGE(98, 165),
  PRCTL(157, 167),
  GETTID(186, 178),
  SCHED_SETAFFINITY(203, 122),
  SCHED_GETAFFINITY(204, 123),
  CLOCK_NANOSLEEP(230, 115),
  OPENAT(257, 56),
  PPOLL(271, 73),
  UNSHARE(272, 97),
  SPLICE(275, 76),
  VMSPLICE(278, 75),
  ACCEPT4(288, 242),
  PIPE2(293, 59),
  RECVMMSG(299, 243),
  SENDMMSG(307, 269),
  SETNS(308, 268),
  GETCPU(309, 168),
  MEMFD_CREATE(319, 279);

  private static final boolean ARM =
      System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).equals("aarch64");

  private final int x86;
  private final int arm;

  SystemCall(int x86, int arm) {
    this.x86 = x86;
    this.arm = arm;
  }

  long number() {
    return ARM ? arm : x86;
  }

  /** As the manual page is called: {@code recvmmsg}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
