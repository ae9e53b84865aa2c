package dev.linerate.traffic;

import dev.linerate.linux.CurrentCore;
import dev.linerate.linux.Errno;
import dev.linerate.linux.Kernel;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.MessageBatch;
import dev.linerate.linux.MessageFlag;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SocketOption;
import dev.linerate.linux.SystemCall;
import java.util.Optional;

/** Receives numbered datagrams until the stop, and then until none has come for 20 ms. */
public final class UdpReceiver implements TrafficLoop {
  private static final int BATCH = 64;

  /** What the messages of a call take together, at most, if there are more than a few. */
  private static final int BATCH_BYTES = 1 << 20;

  private static final int LEAST_BATCH = 4;

  /** Of 64 KiB each; together they stay in a core's cache. */
  private static final int COALESCED_BATCH = 8;

  private static final int COALESCED_BYTES = 65_536;

  private final Socket socket;
  private final UdpReceiving receiving;
  private final UdpHeader header;
  private final StopFlag stop;
  private final StreamCounters counters;
  private final SequenceTracker sequence = new SequenceTracker();
  private final Jitter jitter = new Jitter();
  private volatile boolean coalescing;
  private int lastDrops;
  private long drops;

  /** The socket stays open when the loop has ended. */
  public UdpReceiver(
      Socket socket, UdpReceiving receiving, StopFlag stop, StreamCounters counters) {
    this.socket = socket;
    this.receiving = receiving;
    this.header = UdpHeader.of(receiving.wideCounters());
    this.stop = stop;
    this.counters = counters;
  }

  /** Whether many datagrams are taken as one: not before Linux 5.0, even if it is asked for. */
  public boolean coalesces() {
    return coalescing;
  }

  @Override
  public Optional<String> note() {
    if (!receiving.coalescing()) {
      return Optional.empty();
    }
    return Optional.of(
        coalescing
            ? "datagrams were received as the kernel bunched them (UDP_GRO): jitter is of bunches"
            : "datagrams were received one by one: UDP_GRO needs Linux 5.0");
  }

  @Override
  public void run() throws LinuxException {
    SocketLimits.set(socket);
    socket.option(SocketOption.SO_RXQ_OVFL, 1);
    counters.socketDrops(0);
    coalescing = receiving.coalescing() && socket.offer(SocketOption.UDP_GRO, 1);
    if (!coalescing) {
      socket.option(SocketOption.SO_TIMESTAMPNS, 1);
    }
    try (MessageBatch batch =
        coalescing
            ? new MessageBatch(COALESCED_BATCH, COALESCED_BYTES)
            : new MessageBatch(messages(), receiving.datagramBytes())) {
      receive(batch, new CurrentCore());
    }
    socket.receiveDrops().ifPresent(this::droppedAtTheEnd);
  }

  /**
   * A datagram tells of the drops before it alone, and no gap in the numbers shows those after the
   * last. Coalesced ones are counted as one where they are dropped, so that those stay unknown.
   */
  private void droppedAtTheEnd(int told) {
    long before = drops;
    dropped(told);
    if (!coalescing) {
      sequence.missed(drops - before);
      counters.received(0, sequence, jitter);
    }
  }

  private int messages() {
    return Math.clamp(BATCH_BYTES / receiving.datagramBytes(), LEAST_BATCH, BATCH);
  }

  private void receive(MessageBatch batch, CurrentCore core) throws LinuxException {
    Kernel kernel = Kernel.current();
    int flags = MessageFlag.WAIT_FOR_ONE | MessageFlag.TRUNCATE;
    ReceiveNap nap = new ReceiveNap(!coalescing);
    stop.ready();
    while (!stop.isHalted()) {
      boolean draining = stop.isStopped();
      int came = batch.receive(kernel, socket.fd(), flags);
      counters.runsOn(core.number());
      if (came > 0) {
        take(batch, came);
        nap.after(came, System.nanoTime());
      } else if (came == -Errno.EAGAIN) {
        if (draining) {
          return;
        }
      } else if (came != -Errno.EINTR && came != -Errno.ECONNREFUSED) {
        throw new LinuxException(SystemCall.RECVMMSG, -came);
      }
    }
  }

  private void take(MessageBatch batch, int count) {
    long now = System.nanoTime();
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes += message(batch, i, now);
    }
    counters.received(bytes, sequence, jitter);
    int told = batch.drops(count - 1);
    if (told != 0) {
      dropped(told);
    }
  }

  /**
   * One datagram, or several of a size that came as one.
   *
   * @param now the time of arrival where the kernel did not note one
   * @return the bytes of those counted
   */
  private long message(MessageBatch batch, int i, long now) {
    long noted = coalescing ? 0 : batch.arrivedNanos(i);
    long nanos = noted == 0 ? now : noted;
    int length = batch.received(i);
    int segment = coalescing ? batch.segment(i) : 0;
    int step = segment > 0 ? segment : Math.max(1, length);
    long bytes = 0;
    for (int at = 0; at < length; at += step) {
      int size = Math.min(step, length - at);
      if (size >= header.bytes()) {
        datagram(batch, batch.offset(i) + at, nanos);
        bytes += size;
      }
    }
    return bytes;
  }

  private void datagram(MessageBatch batch, long offset, long nanos) {
    header.track(batch.data(), offset, sequence);
    jitter.arrived(UdpHeader.sentNanos(batch.data(), offset), nanos);
  }

  /** The kernel's counter has 32 bits. */
  private void dropped(int told) {
    drops += Integer.toUnsignedLong(told - lastDrops);
    lastDrops = told;
    counters.socketDrops(drops);
  }
}
