package dev.linerate.traffic;

import dev.linerate.linux.Errno;
import dev.linerate.linux.Kernel;
import dev.linerate.linux.MessageFlag;
import dev.linerate.linux.SystemCall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Sends and receives whole messages over sockets; for the thread that made it. */
final class Messages {
  /** The peer ended the stream. */
  static final int END = -1000;

  /** The message did not come, or was not taken, in the time it had; or the stop came. */
  static final int LATE = -1001;

  /** Waits until the stop: {@link System#nanoTime} on Linux is the time since the start. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int SPINS_BETWEEN_LOOKS = 64;

  private final Kernel kernel = Kernel.current();
  private final MemorySegment buffer;
  private final long address;
  private final int receiveFlags;
  private final StopFlag stop;

  /**
   * @param bytes of the largest message
   * @param spin asks again and again where it would wait
   */
  Messages(int bytes, boolean spin, StopFlag stop) {
    buffer = Arena.ofAuto().allocate(Math.max(bytes, Long.BYTES), Long.BYTES);
    address = buffer.address();
    receiveFlags = spin ? MessageFlag.DONT_WAIT : 0;
    this.stop = stop;
  }

  /** The first eight bytes. */
  long number() {
    return buffer.get(ValueLayout.JAVA_LONG, 0);
  }

  void number(long number) {
    buffer.set(ValueLayout.JAVA_LONG, 0, number);
  }

  /** Sends a message over a stream: its length, {@link #LATE}, or −errno. */
  int sendAll(int fd, int bytes, long untilNanos) {
    int done = 0;
    while (done < bytes) {
      long sent =
          kernel.call(
              SystemCall.SENDTO, fd, address + done, bytes - done, MessageFlag.NO_SIGNAL, 0, 0);
      if (sent < 0 && !isPassing(sent)) {
        return (int) sent;
      }
      done += (int) Math.max(sent, 0);
      // also where a little went: a peer that takes it byte by byte does not hold up the stop
      if (done < bytes && isOver(untilNanos)) {
        return LATE;
      }
    }
    return done;
  }

  /** Receives a message from a stream: its length, {@link #END}, {@link #LATE}, or −errno. */
  int receiveAll(int fd, int bytes, long untilNanos) {
    int done = 0;
    for (int asked = 0; done < bytes; asked++) {
      long got =
          kernel.call(SystemCall.RECVFROM, fd, address + done, bytes - done, receiveFlags, 0, 0);
      if (got == 0) {
        return END;
      }
      if (got < 0 && !isPassing(got)) {
        return (int) got;
      }
      done += (int) Math.max(got, 0);
      if (done < bytes && looks(asked) && isOver(untilNanos)) {
        return LATE;
      }
    }
    return done;
  }

  /** Sends a datagram: its length or −errno. */
  int send(int fd, int bytes) {
    return (int) kernel.call(SystemCall.SENDTO, fd, address, bytes, MessageFlag.NO_SIGNAL, 0, 0);
  }

  /** Receives a datagram: its length, {@link #LATE}, or −errno. A longer one is cut. */
  int receive(int fd, int bytes, long untilNanos) {
    for (int asked = 0; ; asked++) {
      long got = kernel.call(SystemCall.RECVFROM, fd, address, bytes, receiveFlags, 0, 0);
      if (got >= 0 || !isPassing(got)) {
        return (int) got;
      }
      if (looks(asked) && isOver(untilNanos)) {
        return LATE;
      }
    }
  }

  /** A call that spins is short: not each is followed by a look at the clock. */
  private boolean looks(int asked) {
    return receiveFlags == 0 || asked % SPINS_BETWEEN_LOOKS == 0;
  }

  private boolean isOver(long untilNanos) {
    return stop.isStopped() || System.nanoTime() - untilNanos >= 0;
  }

  private static boolean isPassing(long result) {
    return result == -Errno.EAGAIN || result == -Errno.EINTR;
  }
}
