package dev.linerate.traffic;

import dev.linerate.linux.CurrentCore;
import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SocketOption;
import dev.linerate.linux.SystemCall;
import java.util.Optional;

/**
 * Sends numbered datagrams over a connected socket until the stop, or until the budget is used up.
 */
public final class UdpSender implements TrafficLoop {
  /** Most datagrams that the kernel cuts of one send: UDP_MAX_SEGMENTS since Linux 6.9, before. */
  private static final int[] MOST_SEGMENTS = {128, 64};

  /** Messages in a call, when there is no pace to keep. */
  private static final int BATCH = 16;

  /** The same where a message is many datagrams. */
  private static final int SEGMENTED_BATCH = 4;

  private final Socket socket;
  private final UdpSending sending;
  private final Budget budget;
  private final StopFlag stop;
  private final StreamCounters counters;
  private volatile int segments = 1;
  private boolean ready;

  /** The socket stays open when the loop has ended. */
  public UdpSender(
      Socket socket, UdpSending sending, Budget budget, StopFlag stop, StreamCounters counters) {
    this.socket = socket;
    this.sending = sending;
    this.budget = budget;
    this.stop = stop;
    this.counters = counters;
  }

  /**
   * Datagrams in one send: 1 without segmentation, and where the kernel, the device or a datagram
   * larger than the MTU does not allow it.
   */
  public int segments() {
    return segments;
  }

  @Override
  public Optional<String> note() {
    if (!sending.segmentation()) {
      return Optional.empty();
    }
    return Optional.of(
        segments > 1
            ? "up to "
                + segments
                + " datagrams left with one send (UDP_SEGMENT): jitter is of bunches"
            : "datagrams left one by one: UDP_SEGMENT is refused by this kernel, or for their size");
  }

  @Override
  public void run() throws LinuxException {
    SocketLimits.set(socket);
    boolean done = false;
    if (sending.segmentation() && socket.offer(SocketOption.UDP_SEGMENT, sending.datagramBytes())) {
      for (int most : MOST_SEGMENTS) {
        done = done || runWith(Math.min(most, UdpSending.MOST_BYTES / sending.datagramBytes()));
      }
      if (!done) {
        socket.option(SocketOption.UDP_SEGMENT, 0);
      }
    }
    if (!done) {
      runWith(1);
    }
  }

  /** Whether the kernel took that many segments; nothing was sent when it did not. */
  private boolean runWith(int count) throws LinuxException {
    segments = count;
    try (DatagramBatch batch = new DatagramBatch(sending, messages(count), count)) {
      CurrentCore core = new CurrentCore();
      readyOnce();
      return sending.bitsPerSecond() == 0 ? unlimited(batch, core) : paced(batch, core);
    }
  }

  private void readyOnce() {
    if (!ready) {
      ready = true;
      stop.ready();
    }
  }

  private int messages(int segmentsEach) {
    if (sending.bitsPerSecond() > 0) {
      return segmentsEach > 1 ? 1 : sending.burst();
    }
    return segmentsEach > 1 ? SEGMENTED_BATCH : BATCH;
  }

  private boolean unlimited(DatagramBatch batch, CurrentCore core) throws LinuxException {
    while (!stop.isStopped()) {
      int taken = budget.take(batch.size());
      if (taken == 0) {
        return true;
      }
      if (!send(batch, taken, core)) {
        return false;
      }
    }
    return true;
  }

  private boolean paced(DatagramBatch batch, CurrentCore core) throws LinuxException {
    Pacer pacer = new Pacer(sending.bitsPerSecond(), System.nanoTime());
    PaceWait wait = new PaceWait(stop);
    while (wait.until(pacer.dueNanos(counters.bytes())) && !stop.isStopped()) {
      int taken = budget.take(batch.size());
      if (taken == 0) {
        return true;
      }
      counters.paced(wait.lateNanos());
      if (!send(batch, taken, core)) {
        return false;
      }
    }
    return true;
  }

  /** Sends what was taken from the budget; false when the kernel does not take such messages. */
  private boolean send(DatagramBatch batch, int taken, CurrentCore core) throws LinuxException {
    counters.runsOn(core.number());
    long before = counters.datagrams();
    int sent = batch.send(socket.fd(), before + 1, taken);
    if (sent > 0) {
      counters.add((long) sent * sending.datagramBytes(), sent);
    }
    if (sent < taken) {
      budget.giveBack(taken - Math.max(0, sent));
    }
    if (sent >= 0 || isPassing(-sent)) {
      return true;
    }
    if (segments > 1 && before == 0 && isRefusal(-sent)) {
      return false;
    }
    throw new LinuxException(SystemCall.SENDMMSG, -sent);
  }

  /**
   * A full queue; or a peer that was not there when an earlier datagram came, which ends the test
   * by other means if it does not come back.
   */
  private static boolean isPassing(int errno) {
    return errno == Errno.EAGAIN
        || errno == Errno.EINTR
        || errno == Errno.ENOBUFS
        || errno == Errno.ECONNREFUSED;
  }

  /** Too many segments, larger than the MTU, or a device that cannot do checksums (udp(7)). */
  private static boolean isRefusal(int errno) {
    return errno == Errno.EINVAL || errno == Errno.EMSGSIZE || errno == Errno.EIO;
  }
}
